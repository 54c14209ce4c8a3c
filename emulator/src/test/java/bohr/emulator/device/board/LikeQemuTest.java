package bohr.emulator.device.board;

import static org.junit.jupiter.api.Assertions.assertEquals;

import bohr.emulator.agent.Clock;
import bohr.emulator.bus.PlatformDevice;
import bohr.emulator.device.image.ImageBytes;
import bohr.emulator.memory.Memory;
import bohr.emulator.memory.MemoryLayout;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// The parts answer as those of QEMU's board do, whatever they are asked in their own protocol.
class LikeQemuTest {

  private static final int[] SIZES = {1, 2, 4, 8};
  private static final int ROUNDS = 1500;

  private final Random random = new Random(1);

  /// Does everything to both.
  private record Pair(Qtest theirs, PlatformDevice ours, long base) {

    void store(long offset, int size, long value) {
      theirs.store(base + offset, size, value);
      ours.store(offset, size, value);
    }

    long load(long offset, int size) {
      long value = ours.load(offset, size);
      assertEquals(Long.toHexString(theirs.load(base + offset, size)), Long.toHexString(value),
          "at 0x" + Long.toHexString(offset) + ", " + size + " bytes");
      return value;
    }
  }

  private int pick(int... of) {
    return of[random.nextInt(of.length)];
  }

  @Test
  void flash() {
    try (Qtest qemu = new Qtest()) {
      Pair flash = new Pair(qemu, new Flash(ImageBytes.of(new byte[0])), MemoryLayout.FLASH);
      for (int block = 0; block < 2; block++) {
        erase(flash, block << 18);
      }
      for (int round = 0; round < ROUNDS; round++) {
        int place = pick(0, 0x7e0, 0xfe0, 0x4_0000);
        flashOperation(flash, random.nextInt(16) * 8L + place);
        int look = pick(SIZES);
        flash.load(random.nextInt(0x100) + place & -look, look);
      }
    }
  }

  private static void erase(Pair flash, long at) {
    flash.store(at, 4, 0x20_0020);
    flash.store(at, 4, 0xd0_00d0);
    flash.load(at, 4);
    flash.store(at, 4, 0xff_00ff);
  }

  private void flashOperation(Pair flash, long at) {
    switch (random.nextInt(8)) {
      case 0 -> erase(flash, at);
      case 1 -> program(flash, at, pick(0x40, 0x10));
      case 2 -> buffer(flash, at);
      case 3 -> {
        flash.store(at, 4, pick(0x60, 0x98, 0x20, 0x28));
        flash.load(at, 2);
        flash.store(at, 4, pick(0xd0, 0x01, 0xff, 0x70, 0x90));
      }
      case 4 -> flash.store(at, pick(1, 2, 4), pick(0x90, 0x70, 0x50, 0xff));
      case 5 -> flash.store(at, 4, random.nextInt(0x100) & 0x05);
      default -> flash.store(at, 4, 0xff_00ff);
    }
  }

  /// Real flash only clears bits, and QEMU's does what it is told: no test asks for a difference.
  private void program(Pair flash, long at, int code) {
    flash.store(at, 4, 0xff);
    int size = pick(1, 2, 4);
    long value = flash.load(at, size) & random.nextLong();
    flash.store(at, 4, code);
    flash.load(at, 4);
    flash.store(at, size, value);
  }

  private void buffer(Pair flash, long at) {
    flash.store(at, 4, 0xff);
    int words = 1 + random.nextInt(4);
    long[] old = new long[words];
    for (int i = 0; i < words; i++) {
      old[i] = flash.load(at + 4 * i, 4);
    }
    flash.store(at, 4, 0xe8_00e8);
    flash.store(at, 4, words - 1L | (long) (words - 1) << 16);
    for (int i = 0; i < words; i++) {
      flash.store(at + 4 * i, 4, old[i] & random.nextLong());
    }
    flash.store(at, 4, pick(0xd0, 0xd0, 0xff));
  }

  @Test
  void realTimeClock() {
    try (Qtest qemu = new Qtest("-rtc", "base=2025-01-01T00:00:00,clock=vm")) {
      long low = qemu.load(MemoryLayout.RTC, 4);
      long start = qemu.load(MemoryLayout.RTC + 4, 4) << 32 | low;
      Rtc rtc = new Rtc(new Clock(), start, level -> { });
      rtc.load(0, 4);
      Pair pair = new Pair(qemu, rtc, MemoryLayout.RTC);
      for (int round = 0; round < ROUNDS; round++) {
        clockOperation(pair, start);
        for (int register = 0; register < 0x24; register += 4) {
          pair.load(register, 4);
        }
      }
    }
  }

  private void clockOperation(Pair pair, long start) {
    long about = start + (random.nextInt(3) - 1) * 1_000_000L;
    switch (random.nextInt(6)) {
      case 0 -> pair.store(0x08, 4, random.nextInt());
      case 1 -> pair.store(0x0c, 4, about >>> 32);
      case 2 -> {
        pair.store(0x0c, 4, about >>> 32);
        pair.store(0x08, 4, about & 0xffff_ffffL);
      }
      case 3 -> pair.store(0x10, 4, random.nextInt());
      case 4 -> pair.store(0x14, 4, random.nextInt());
      default -> pair.store(0x1c, 4, 1);
    }
  }

  @Test
  void firmwareConfiguration() {
    Memory memory = new Memory(1 << 20, 0, 1);
    FirmwareConfiguration ours = new FirmwareConfiguration(memory, 3);
    try (Qtest qemu = new Qtest()) {
      Pair pair = new Pair(qemu, ours, MemoryLayout.FW_CFG);
      for (int round = 0; round < ROUNDS; round++) {
        pair.load(0x10, 8);
        if (random.nextBoolean()) {
          pair.store(8, 2, Short.reverseBytes((short) pick(0, 1, 2, 5, 0x1234, 0x4000, 0x4001)));
        } else {
          request(pair, memory);
        }
        for (int reads = random.nextInt(5); reads > 0; reads--) {
          pair.load(0, pick(SIZES));
        }
      }
    }
  }

  private void request(Pair pair, Memory memory) {
    long request = MemoryLayout.RAM + 0x100;
    long target = pick(0, 1, 2, 3) == 0 ? 0x9000_0000L : MemoryLayout.RAM + 0x200;
    int item = pick(0, 1, 5, 0x1234);
    int control = item << 16 | random.nextInt(32);
    store(pair, memory, request, Integer.reverseBytes(control) & 0xffff_ffffL
        | (long) Integer.reverseBytes(random.nextInt(12)) << 32);
    store(pair, memory, request + 8, Long.reverseBytes(target));
    store(pair, memory, MemoryLayout.RAM + 0x200, -1);
    if (random.nextBoolean()) {
      pair.store(0x10, 8, Long.reverseBytes(request));
    } else {
      pair.store(0x10, 4, 0);
      pair.store(0x14, 4, Integer.reverseBytes((int) request));
    }
    for (int at : new int[] {0x100, 0x200}) {
      assertEquals(Long.toHexString(pair.theirs.load(MemoryLayout.RAM + at, 8)),
          Long.toHexString(memory.load64(at)), "request " + Integer.toHexString(control));
    }
  }

  private static void store(Pair pair, Memory memory, long address, long value) {
    pair.theirs.store(address, 8, value);
    memory.store64((int) (address - MemoryLayout.RAM), value, -1);
  }
}
