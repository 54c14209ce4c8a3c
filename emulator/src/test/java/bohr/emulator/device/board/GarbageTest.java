package bohr.emulator.device.board;

import static org.junit.jupiter.api.Assertions.assertEquals;

import bohr.emulator.agent.Clock;
import bohr.emulator.bus.PlatformDevice;
import bohr.emulator.device.image.ImageBytes;
import bohr.emulator.memory.Memory;
import bohr.emulator.memory.MemoryLayout;
import bohr.emulator.state.DigestWalker;
import bohr.emulator.state.Loader;
import bohr.emulator.state.Saver;
import bohr.emulator.state.Stateful;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/// Whatever a guest does to the registers, nothing breaks, reads have no more bits than were asked
/// for, and what was saved comes back.
class GarbageTest {

  private static final List<Integer> CODES =
      List.of(0xff, 0x40, 0x20, 0xe8, 0x60, 0x98, 0x90, 0x70, 0xd0, 0x50);

  record Poke(long offset, int size, long value, boolean store) {}

  private final Memory memory = new Memory(1 << 16, 0, 1);
  private final Clock clock = new Clock();

  private <T extends PlatformDevice & Stateful> void poke(T device, long size, List<Long> noise) {
    long saved = 0;
    Saver saver = new Saver();
    for (int i = 0; i < noise.size(); i++) {
      long bits = noise.get(i);
      int width = 1 << (bits & 3);
      long offset = Long.remainderUnsigned(bits >>> 8, size) & -width;
      if (offset + width <= size && device.accepts(offset, width)) {
        if ((bits & 4) == 0) {
          long value = device.load(offset, width);
          assertEquals(0, width == 8 ? 0 : value >>> 8 * width);
        } else {
          device.store(offset, width, (bits & 8) == 0 ? bits * 0x9e37_79b9L
              : CODES.get(Math.floorMod(bits >>> 16, CODES.size())));
        }
      }
      clock.step(bits & 0xff);
      if (i == noise.size() / 2) {
        device.walk(saver);
        saved = digest(device);
      }
    }
    if (!noise.isEmpty()) {
      device.walk(new Loader().from(saver.saved()));
      assertEquals(saved, digest(device));
    }
  }

  private static long digest(Stateful device) {
    DigestWalker walker = new DigestWalker();
    device.walk(walker.reset());
    return walker.digest();
  }

  @Property(tries = 300)
  void flash(@ForAll @Size(max = 60) List<Long> noise) {
    poke(new Flash(ImageBytes.of(new byte[] {1, 2, 3})), Flash.BYTES, noise);
  }

  @Property
  void realTimeClock(@ForAll List<Long> noise, @ForAll long start) {
    poke(new Rtc(clock, start, level -> { }), MemoryLayout.RTC_SIZE, noise);
  }

  @Property
  void alarms(@ForAll @Size(max = 60) List<Long> noise, @ForAll @IntRange(max = 100) int ahead) {
    Rtc rtc = new Rtc(clock, ahead, level -> { });
    poke(rtc, 0x20, noise);
    long deadline = rtc.deadline();
    assertEquals(true, deadline == -1 || deadline >= clock.ticks());
  }

  @Property
  void firmwareConfiguration(@ForAll List<Long> noise) {
    poke(new FirmwareConfiguration(memory, 2), MemoryLayout.FW_CFG_SIZE, noise);
  }

  @Property
  void requests(@ForAll long first, @ForAll long second, @ForAll long at) {
    memory.store64(0x100, first, -1);
    memory.store64(0x108, second, -1);
    FirmwareConfiguration device = new FirmwareConfiguration(memory, 2);
    device.store(0x10, 8, Long.reverseBytes(MemoryLayout.RAM + 0x100));
    device.store(0x10, 8, at);
  }
}
