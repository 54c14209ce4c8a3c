package bohr.emulator.device.framebuffer;

import bohr.emulator.agent.Lock;
import bohr.emulator.agent.Phase;
import bohr.emulator.device.DeviceThread;
import bohr.emulator.device.PciDevice;
import bohr.emulator.device.RamBar;
import bohr.emulator.device.Register;
import bohr.emulator.device.Wiring;
import bohr.emulator.device.framebuffer.FramebufferPhase.ClearDirty;
import bohr.emulator.device.framebuffer.FramebufferPhase.CountFrame;
import bohr.emulator.device.framebuffer.FramebufferPhase.Draw;
import bohr.emulator.device.framebuffer.FramebufferPhase.FetchSplit;
import bohr.emulator.device.framebuffer.FramebufferPhase.FetchStart;
import bohr.emulator.device.framebuffer.FramebufferPhase.Finish;
import bohr.emulator.device.framebuffer.FramebufferPhase.Idle;
import bohr.emulator.device.framebuffer.FramebufferPhase.Load;
import bohr.emulator.device.framebuffer.FramebufferPhase.LoadMemory;
import bohr.emulator.device.framebuffer.FramebufferPhase.MarkDirty;
import bohr.emulator.device.framebuffer.FramebufferPhase.MarkStored;
import bohr.emulator.device.framebuffer.FramebufferPhase.ReadDirty;
import bohr.emulator.device.framebuffer.FramebufferPhase.Store;
import bohr.emulator.device.framebuffer.FramebufferPhase.StoreMemory;
import bohr.emulator.memory.Memory;
import bohr.emulator.oracle.Monitor;
import bohr.emulator.pci.Function;
import bohr.emulator.state.Walker;
import java.util.List;

/// A framebuffer: 64 lines of 64 bytes in a BAR, of which a screen shows 32, and a dirty log with a
/// bit a line; registers in docs/devices.md. The thread brings the screen up to date when it is
/// told to: what a display's timer does in an emulator. Where harts reach the memory as RAM, a
/// store sets its bit in the same step, as a hypervisor's dirty log does.
///
/// The order of reading and clearing the log is that of QEMU's VGA: `clear-after-read` until commit
/// fec5e8c92b, `snapshot-range` from there until CVE-2017-13673 was fixed, `snapshot` since then.
final class Framebuffer implements PciDevice, DeviceThread.Program {

  static final int LINE_BYTES = 64;
  static final int MEMORY_BYTES = View.MEMORY_LINES * LINE_BYTES;
  static final int CONTENTS_BYTES = MEMORY_BYTES + View.LINES * LINE_BYTES;

  private static final int RAM_BAR = 2;
  private static final int BAR_BYTES = 4096;
  private static final long IDENTIFICATION = 0x4246_4442;
  private static final int BUSY = 1;
  private static final int NOBODY = -1;
  private static final long ALL = -1;

  private final Function function;
  private final Lock lock;
  private final DeviceThread thread;
  private final Memory memory;
  private final Monitor monitor;

  /// Where the memory of the BAR is, and behind it the screen.
  private final int contents;

  private final RamBar ram;
  private final String refresh;
  private final Register status;
  private final Register start;
  private final Register split;
  private final Register frames;
  private final Register dirty;

  /// Lines that were stored to since they were drawn, for the oracle.
  private long storedSinceDrawn;

  /// Stores by handlers whose bits are still to be set: while there are any, no bit is lost.
  private int unmarked;

  Framebuffer(Wiring wiring) {
    function = wiring.function(new Function.Identity(0x1234, 0xb0d5, 0x038000, 0), 1);
    function.addBar(0, BAR_BYTES, false);
    function.onReset(this::reset);
    memory = wiring.memory();
    monitor = wiring.monitor();
    contents = wiring.bulk();
    ram = new RamBar(wiring, function, RAM_BAR, contents, MEMORY_BYTES, this::storedPastHandlers);
    refresh = wiring.settings().get("refresh");
    status = wiring.register(0);
    start = wiring.register(0);
    split = wiring.register(View.LINES);
    frames = wiring.register(0);
    dirty = ram.direct() ? wiring.unlockedRegister(0) : wiring.register(0);
    lock = wiring.lock();
    thread = wiring.thread(0, "refresh", this, lock, function);
  }

  private List<Register> registers() {
    return List.of(status, start, split, frames, dirty);
  }

  private void reset() {
    registers().forEach(Register::reset);
    thread.reset();
  }

  @Override
  public Function function() {
    return function;
  }

  @Override
  public List<DeviceThread> threads() {
    return List.of(thread);
  }

  @Override
  public Lock lock() {
    return lock;
  }

  @Override
  public int contentsAt() {
    return contents;
  }

  @Override
  public int contentsBytes() {
    return CONTENTS_BYTES;
  }

  // Registers and memory.

  @Override
  public Phase load(int bar, long offset, int size) {
    if (refused(bar, offset, size)) {
      return null;
    }
    return bar == RAM_BAR ? new LoadMemory((int) offset, size) : new Load((int) offset);
  }

  @Override
  public Phase store(int bar, long offset, int size, long value) {
    if (refused(bar, offset, size)) {
      return null;
    }
    return bar == RAM_BAR
        ? new StoreMemory((int) offset, size, value) : new Store((int) offset, (int) value);
  }

  private static boolean refused(int bar, long offset, int size) {
    return (offset & size - 1) != 0 || bar != RAM_BAR && size != 4;
  }

  /// The memory is only memory.
  @Override
  public boolean mayBeReentered(int bar, long offset) {
    return bar == RAM_BAR;
  }

  @Override
  public Phase handle(Phase phase) {
    return step(phase);
  }

  @Override
  public Phase idle() {
    return new Idle();
  }

  @Override
  public Phase step(Phase phase) {
    return switch ((FramebufferPhase) phase) {
      case Idle idle -> idle;
      case Load(int offset) -> new Done(read(offset));
      case Store(int offset, int value) -> write(offset, value);
      case LoadMemory(int offset, int size) -> new Done(ram.load(offset, size));
      case StoreMemory(int offset, int size, long value) -> storeInHandler(offset, size, value);
      case MarkStored(long lines) -> {
        dirty.set(lines);
        unmarked--;
        yield new Done(0);
      }
      case MarkDirty(long lines) -> {
        dirty.set(lines);
        yield new Done(0);
      }
      case FetchStart _ -> new FetchSplit((int) start.read());
      case FetchSplit(int from) -> new ReadDirty(new View(from, (int) split.read()));
      case ReadDirty(View view) -> new Draw(view, toDraw(view), 0);
      case Draw draw -> draw(draw);
      case ClearDirty(long lines) -> {
        dirty.clear(lines);
        boolean seen = unmarked > 0 || (storedSinceDrawn & lines) == 0;
        monitor.overwritten(name() + ".refresh", name() + "'s dirty log", seen);
        yield new CountFrame();
      }
      case CountFrame _ -> {
        frames.write(frames.peek() + 1 & 0xffff_ffffL);
        yield new Finish();
      }
      case Finish _ -> {
        status.clear(BUSY);
        yield new Idle();
      }
    };
  }

  private long read(int offset) {
    return switch (offset) {
      case 0x00 -> IDENTIFICATION;
      case 0x0c -> status.read();
      case 0x10 -> start.read();
      case 0x14 -> split.read();
      case 0x18 -> frames.read();
      default -> 0;
    };
  }

  private Phase write(int offset, int value) {
    switch (offset) {
      case 0x08 -> {
        if ((status.set(BUSY) & BUSY) == 0) {
          thread.become(new FetchStart());
        }
      }
      case 0x10 -> {
        start.write(Math.clamp(Integer.toUnsignedLong(value), 0, View.MOST_START));
        return new MarkDirty(ALL);
      }
      case 0x14 -> {
        split.write(Math.clamp(Integer.toUnsignedLong(value), 0, View.LINES));
        return new MarkDirty(ALL);
      }
      default -> {}
    }
    return new Done(0);
  }

  private static long lines(int offset, int size) {
    return 1L << offset / LINE_BYTES | 1L << (offset + size - 1) / LINE_BYTES;
  }

  private Phase storeInHandler(int offset, int size, long value) {
    ram.store(offset, size, value);
    storedSinceDrawn |= lines(offset, size);
    unmarked++;
    return new MarkStored(lines(offset, size));
  }

  /// A store that no handler has seen, and its bit in the log, are one step.
  private void storedPastHandlers(int offset, int size) {
    storedSinceDrawn |= lines(offset, size);
    dirty.set(lines(offset, size));
  }

  // The refresh.

  /// The lines of memory that are to be drawn. Only a snapshot clears the log as it is taken.
  private long toDraw(View view) {
    return switch (refresh) {
      case "snapshot" -> dirty.clear(view.shown()) & view.shown();
      case "snapshot-range" -> dirty.clear(view.range()) & view.range();
      default -> dirty.read() & view.shown();
    };
  }

  private Phase draw(Draw draw) {
    View view = draw.view();
    for (int y = draw.y(); y < View.LINES; y++) {
      int line = view.line(y);
      if (refresh.equals("snapshot-range") && (view.range() >>> line & 1) == 0) {
        monitor.hostAsserted(name(), "line " + line + " is in the snapshot");
        return new Idle();
      }
      if ((draw.dirty() >>> line & 1) != 0) {
        show(line, y);
        return new Draw(view, draw.dirty(), y + 1);
      }
    }
    return refresh.equals("clear-after-read") ? new ClearDirty(draw.dirty()) : new CountFrame();
  }

  private void show(int line, int y) {
    byte[] pixels = new byte[LINE_BYTES];
    ram.read(line * LINE_BYTES, pixels);
    memory.write(contents + MEMORY_BYTES + y * LINE_BYTES, pixels, 0, LINE_BYTES, NOBODY);
    storedSinceDrawn &= ~(1L << line);
  }

  @Override
  public void walk(Walker walker) {
    registers().forEach(register -> register.walk(walker));
    storedSinceDrawn = walker.value(storedSinceDrawn);
    unmarked = walker.value(unmarked);
  }
}
