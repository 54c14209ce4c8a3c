package bohr.emulator.hart;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import bohr.emulator.agent.Access;
import bohr.emulator.agent.Chooser;
import bohr.emulator.agent.Clock;
import bohr.emulator.agent.Roster;
import bohr.emulator.memory.Memory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Random streams of whole machines, in machine, supervisor and user mode, with traps, delegation,
/// page tables and interrupts ([StreamImage], [StreamCode]), here and on QEMU. Every trap logs all
/// registers; afterwards all of RAM must be the same, page tables with their A and D bits and the
/// code that rewrote itself included. A difference is shrunk, by blanking what it does not need.
///
/// What QEMU 7.2 does otherwise, and what the streams leave out for that, is in
/// docs/qemu-differences.md.
class QemuStreamTest {

  /// Without an hypervisor extension and event counters, which Bohr does not have.
  private static final String CPU =
      "rv64,h=false,zba=true,zbb=true,zbc=false,zbs=true,svinval=true,svnapot=true,pmu-num=0";

  /// Where QEMU puts its device tree.
  private static final int DEVICE_TREE = 0x3e0_0000;

  private static final int DEVICE_TREE_END = 0x3f0_0000;
  private static final int SHRINKING_RUNS = 80;
  private static final String[] TRAP = {"cause", "epc", "tval", "status", "ip", "ie"};

  @TempDir Path folder;

  @Test
  void randomStreamsInAllModesGoAsOnQemu() throws Exception {
    assertTrue(compare(1, 250, 2) > 15_000);
  }

  @Tag("slow")
  @Test
  void aMillionRandomInstructionsInAllModesGoAsOnQemu() throws Exception {
    long instructions = 0;
    for (int seed = 2; seed < 14; seed++) {
      instructions += compare(seed, 400, 10);
    }
    assertTrue(instructions > 1_000_000, () -> "too few instructions in streams");
  }

  /// How many steps were taken in streams, the handlers' and the driver's left out.
  private long compare(long seed, int segments, int rounds) throws Exception {
    StreamImage image = new StreamImage(seed, segments, rounds);
    Run run = new Run(image.bytes());
    ByteBuffer ours = run.inSlicesOf(1000);
    if (!differences(image, onQemu(image), ours).isEmpty()) {
      fail("seed " + seed + ", shrunk:\n" + String.join("\n", shrink(image)));
    }
    Run stepwise = new Run(image.bytes());
    assertArrayEquals(ours.array(), stepwise.inSlicesOf(1).array());
    return stepwise.underTest;
  }

  private ByteBuffer onQemu(StreamImage image) throws Exception {
    return QemuRam.after(image.bytes(), StreamImage.RAM_BYTES, folder, CPU);
  }

  /// Blanks as many slots as it can for a difference to remain, and says what it then is.
  private List<String> shrink(StreamImage image) throws Exception {
    List<String> found = again(image);
    int runs = SHRINKING_RUNS;
    for (int size = image.slots() / 2; size > 0 && runs > 0; size /= 2) {
      for (int at = 0; at < image.slots() && runs > 0; at += size) {
        long[] before = image.blank(at, size);
        if (before.length > 0) {
          runs--;
          List<String> still = again(image);
          found = still.isEmpty() ? found : still;
          if (still.isEmpty()) {
            image.restore(at, before);
          }
        }
      }
    }
    return found;
  }

  private List<String> again(StreamImage image) throws Exception {
    return differences(image, onQemu(image), new Run(image.bytes()).inSlicesOf(1000));
  }

  private static List<String> differences(StreamImage image, ByteBuffer theirs, ByteBuffer ours) {
    List<String> lines = new ArrayList<>();
    record(image, theirs, ours, StreamImage.MACHINE_LOG, StreamImage.MACHINE_CONTEXT, lines);
    record(image, theirs, ours, StreamImage.SUPERVISOR_LOG, StreamImage.SUPERVISOR_CONTEXT, lines);
    for (int at = 0; at < ours.capacity() && lines.size() < 20; at += 8) {
      boolean tree = at >= DEVICE_TREE && at < DEVICE_TREE_END;
      if (!tree && ours.getLong(at) != theirs.getLong(at)) {
        lines.add("RAM at %x: QEMU %x, here %x".formatted(
            at, theirs.getLong(at), ours.getLong(at)));
      }
    }
    return lines;
  }

  /// The first record of a log that is different.
  private static void record(
      StreamImage image, ByteBuffer theirs, ByteBuffer ours, int log, int context,
      List<String> lines) {
    int end = (int) (ours.getLong(context + 16) - StreamImage.RAM);
    for (int at = log; at < end; at += StreamImage.RECORD_BYTES) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < TRAP.length + 31; i++) {
        long here = ours.getLong(at + 8 * i);
        long there = theirs.getLong(at + 8 * i);
        if (here != there) {
          String name = i < TRAP.length ? TRAP[i] : Disassembler.register(i - TRAP.length + 1);
          line.append("%s: QEMU %x, here %x; ".formatted(name, there, here));
        }
      }
      if (!line.isEmpty()) {
        long pc = ours.getLong(at + 8);
        lines.add("trap %d of %x, cause %x at %x: %s".formatted(
            (at - log) / StreamImage.RECORD_BYTES, log, ours.getLong(at), pc, line));
        lines.addAll(image.around(pc));
        return;
      }
    }
  }

  /// One run here.
  private static final class Run implements HartBus, GuestPort {

    private final Memory memory = new Memory(StreamImage.RAM_BYTES, 4096, 1);
    private final Clock clock = new Clock();
    private final Hart hart = new Hart(0, memory, this, this, clock, new Roster());
    private boolean finished;

    /// Steps that began in a stream, if slices are single steps.
    private long underTest;

    Run(byte[] image) {
      memory.write(0, image, 0, image.length, -1);
      hart.reset(StreamImage.RAM, 0);
    }

    ByteBuffer inSlicesOf(int steps) {
      while (!finished) {
        underTest += StreamImage.isInStream(hart.pc()) ? 1 : 0;
        hart.perform(steps, Chooser.STRONGEST);
        assertTrue(clock.steps() < 1L << 26, "the program does not end");
      }
      byte[] ram = new byte[StreamImage.RAM_BYTES];
      memory.read(0, ram, 0, ram.length);
      return ByteBuffer.wrap(ram).order(ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public Reply load(Hart hart, long address, int size) {
      return Reply.FAULT;
    }

    /// There are the software interrupt, the timer, which stays quiet, and the finisher.
    @Override
    public Reply store(Hart hart, long address, int size, long value) {
      if (address == 0x200_0000) {
        hart.setInterrupt(Hart.SOFTWARE, (value & 1) != 0);
      } else if (address == 0x10_0000) {
        finished = true;
      } else if (address != 0x200_4000) {
        return Reply.FAULT;
      }
      return Reply.DONE;
    }

    @Override
    public Reply resume(Hart hart) {
      return Reply.FAULT;
    }

    @Override
    public void pending(Hart hart, long address, int size, boolean store, Access into) {}

    @Override
    public void hint(Hart hart, int code, long value) {}

    @Override
    public void exception(Hart hart, int cause, long pc, long value) {}
  }
}
