package bohr.emulator.device.sprite;

import bohr.emulator.agent.Lock;
import bohr.emulator.agent.Phase;
import bohr.emulator.device.DeviceThread;
import bohr.emulator.device.PciDevice;
import bohr.emulator.device.RamBar;
import bohr.emulator.device.Register;
import bohr.emulator.device.Wiring;
import bohr.emulator.device.sprite.SpritePhase.Copy;
import bohr.emulator.device.sprite.SpritePhase.FetchAgain;
import bohr.emulator.device.sprite.SpritePhase.FetchSize;
import bohr.emulator.device.sprite.SpritePhase.Finish;
import bohr.emulator.device.sprite.SpritePhase.Idle;
import bohr.emulator.device.sprite.SpritePhase.Load;
import bohr.emulator.device.sprite.SpritePhase.LoadMemory;
import bohr.emulator.device.sprite.SpritePhase.Show;
import bohr.emulator.device.sprite.SpritePhase.StoreMemory;
import bohr.emulator.memory.Memory;
import bohr.emulator.oracle.Monitor;
import bohr.emulator.pci.Function;
import bohr.emulator.state.Walker;
import java.util.List;

/// A display's cursor. The guest draws it in a BAR of memory, {u32 width, u32 height, u32 pixels…},
/// and tells the device to show it; the device then makes a copy of its own. Registers in
/// docs/devices.md. The display itself is left out.
///
/// With `size-fetch: twice` the size is checked, and fetched again to copy by: QEMU's QXL,
/// CVE-2021-4207. What such a copy writes behind its own end is lost here.
final class Sprite implements PciDevice, DeviceThread.Program {

  static final int BAR_BYTES = 4096;

  /// The device's copy, and behind it the memory of the BAR.
  static final int CONTENTS_BYTES = 2 * BAR_BYTES;

  static final int SHOW = 0x04;
  static final int STATUS = 0x08;
  static final int RAM_BAR = 2;
  private static final int PIXELS = 8;
  private static final int LONGEST_SIDE = 16;
  private static final int PIXEL_BYTES = 4;
  private static final int IDENTIFICATION = 0x5250_5342;
  private static final int NOBODY = -1;

  private final Function function;
  private final Lock lock;
  private final DeviceThread thread;
  private final Memory memory;
  private final Monitor monitor;
  private final int copy;
  private final RamBar ram;
  private final boolean twice;
  private final Register status;

  Sprite(Wiring wiring) {
    function = wiring.function(new Function.Identity(0x1234, 0xb0d8, 0x038000, 0), 1);
    function.addBar(0, BAR_BYTES, false);
    memory = wiring.memory();
    monitor = wiring.monitor();
    copy = wiring.bulk();
    ram = new RamBar(wiring, function, RAM_BAR, copy + BAR_BYTES, BAR_BYTES);
    twice = wiring.settings().get("size-fetch").equals("twice");
    status = wiring.register("status", 0);
    lock = wiring.lock();
    thread = wiring.thread(0, "draw", this, lock, function);
    function.onReset(this::reset);
  }

  private void reset() {
    status.reset();
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
    return copy;
  }

  @Override
  public int contentsBytes() {
    return CONTENTS_BYTES;
  }

  // Registers.

  @Override
  public Phase load(int bar, long offset, int size) {
    if ((offset & size - 1) != 0 || bar != RAM_BAR && size != 4) {
      return null;
    }
    return bar == RAM_BAR ? new LoadMemory((int) offset, size) : new Load((int) offset);
  }

  @Override
  public Phase store(int bar, long offset, int size, long value) {
    if ((offset & size - 1) != 0 || bar != RAM_BAR && size != 4) {
      return null;
    }
    if (bar == RAM_BAR) {
      return new StoreMemory((int) offset, size, value);
    }
    return offset == SHOW ? new Show() : new Done(0);
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
    return switch ((SpritePhase) phase) {
      case Idle idle -> idle;
      case Load(int offset) -> new Done(read(offset));
      case Show _ -> {
        if (status.set(1) == 0) {
          thread.become(new FetchSize(!ram.direct()));
        }
        yield new Done(0);
      }
      case LoadMemory(int offset, int size) -> new Done(ram.load(offset, size));
      case StoreMemory(int offset, int size, long value) -> {
        ram.store(offset, size, value);
        yield new Done(0);
      }
      case FetchSize(boolean guarded) -> {
        long size = ram.load64(0);
        boolean fits = side(size) <= LONGEST_SIDE && side(size >>> 32) <= LONGEST_SIDE;
        yield !fits ? new Finish() : twice ? new FetchAgain(guarded, size) : copied(size, 0);
      }
      case FetchAgain(boolean _, long checked) -> {
        long size = ram.load64(0);
        monitor.fetchedAgain(function.name(), "width of the cursor", side(checked), side(size));
        monitor.fetchedAgain(
            function.name(), "height of the cursor", side(checked >>> 32), side(size >>> 32));
        yield copied(size, 0);
      }
      case Copy(boolean _, int bytes, int offset) -> copy(bytes, offset);
      case Finish _ -> {
        status.clear(1);
        yield new Idle();
      }
    };
  }

  private static long side(long size) {
    return size & 0xffff_ffffL;
  }

  private long read(int offset) {
    return switch (offset) {
      case 0x00 -> IDENTIFICATION;
      case STATUS -> status.read();
      default -> 0;
    };
  }

  /// What is left to be copied, of a cursor of this size.
  private SpritePhase copied(long size, int offset) {
    long most = BAR_BYTES - PIXELS;
    long pixels = Math.min(side(size), most) * Math.min(side(size >>> 32), most);
    return copied((int) Math.min(PIXEL_BYTES * pixels, most), offset);
  }

  private SpritePhase copied(int bytes, int offset) {
    return offset < bytes ? new Copy(!ram.direct(), bytes, offset) : new Finish();
  }

  private SpritePhase copy(int bytes, int offset) {
    long pixels = ram.load64(PIXELS + offset);
    if (bytes - offset >= Long.BYTES) {
      memory.store64(copy + offset, pixels, NOBODY);
    } else {
      memory.store32(copy + offset, (int) pixels, NOBODY);
    }
    return copied(bytes, offset + Long.BYTES);
  }

  @Override
  public void walk(Walker walker) {
    status.walk(walker);
  }
}
