package bohr.emulator.device;

import bohr.emulator.agent.Phase;
import bohr.emulator.agent.VisibleAccesses;
import bohr.emulator.bus.RegisterBank.Done;
import bohr.emulator.device.DiskPhase.CancelInFlight;
import bohr.emulator.device.DiskPhase.ClearTaskFile;
import bohr.emulator.device.DiskPhase.DriveIntx;
import bohr.emulator.device.DiskPhase.Enqueue;
import bohr.emulator.device.DiskPhase.FetchRing;
import bohr.emulator.device.DiskPhase.Gather;
import bohr.emulator.device.DiskPhase.Idle;
import bohr.emulator.device.DiskPhase.OpenRing;
import bohr.emulator.device.DiskPhase.Request;
import bohr.emulator.device.DiskPhase.SetIsr;
import bohr.emulator.state.Stateful;
import bohr.emulator.state.Walker;
import java.util.Arrays;

/// The registers of the disk, its queue and its task file (the request being worked on).
final class DiskRegisters implements Stateful {

  /// Added to the offset of a store of 8 bytes.
  static final int WIDE = 0x1000;

  private static final long IDENTIFICATION = 0x4b534442;
  private static final int QUEUE = 4;
  private static final int COMPLETION = 1;
  private static final int BUSY = 1;
  private static final int FAILED = 2;
  private static final int FULL = 8;
  private static final int MAX_RING_ENTRIES = 256;

  private final VisibleAccesses accesses;
  private final int sectors;
  private final Register control;
  private final Register isr;
  private final Register lba;
  private final Register count;
  private final Register address;
  private final Register tag;
  private final Register ring;
  private final Register ringEntries;
  private final Register completions;
  private final Register[] all;
  private final Request[] queue = new Request[QUEUE];
  private Request current;
  private boolean failed;

  DiskRegisters(Wiring wiring, int sectors) {
    this.accesses = wiring.accesses();
    this.sectors = sectors;
    control = wiring.register("control", 0);
    isr = wiring.register("interrupt-status", 0);
    lba = wiring.register("lba", 0);
    count = wiring.register("sectors", 0);
    address = wiring.register("address", 0);
    tag = wiring.register("tag", 0);
    ring = wiring.register("ring-address", 0);
    ringEntries = wiring.register("ring-entries", 0);
    completions = wiring.register("completions", 0);
    all =
        new Register[] {
          control, isr, lba, count, address, tag, ring, ringEntries, completions
        };
  }

  /// Everything back to power-on.
  void reset() {
    for (Register register : all) {
      register.reset();
    }
    Arrays.fill(queue, null);
    current = null;
    failed = false;
  }

  /// The task file; never null while a request is in flight.
  Request current() {
    return current;
  }

  // Handlers.

  long read(int offset, Phase thread) {
    return switch (offset) {
      case 0x00 -> IDENTIFICATION;
      case 0x04 -> sectors;
      case 0x08 -> control.read();
      case 0x0c -> status(thread);
      case 0x14 -> isr.read();
      case 0x20 -> lba.read();
      case 0x24 -> count.read();
      case 0x28 -> address.read();
      case 0x2c -> address.read() >>> 32;
      case 0x34 -> tag.read();
      case 0x38 -> ring.read();
      case 0x3c -> ring.read() >>> 32;
      case 0x40 -> ringEntries.read();
      case 0x44 -> completions.read();
      default -> 0;
    };
  }

  /// One access: the device publishes its status as one word.
  private long status(Phase thread) {
    boolean busy = !(thread instanceof Idle);
    accesses.note();
    return (busy ? BUSY : 0)
        | (failed ? FAILED : 0)
        | (queue[QUEUE - 1] != null ? FULL : 0);
  }

  /// @param clearFirst the order of the two halves of a reset
  Phase write(int offset, long value, boolean clearFirst) {
    switch (offset) {
      case 0x08 -> control.write(value & 1);
      case 0x10 -> {
        boolean start = (value & 1) != 0;
        return !start ? new Done(0) : clearFirst ? new ClearTaskFile() : new CancelInFlight();
      }
      case 0x18 -> {
        boolean left = (isr.clear(value) & ~value & COMPLETION) != 0;
        return left ? new Done(0) : new DriveIntx(false);
      }
      case 0x20 -> lba.write(value);
      case 0x24 -> count.write(value);
      case 0x28 -> address.write(low(address, value));
      case 0x2c -> address.write(high(address, value));
      case 0x28 | WIDE -> address.write(value);
      case 0x30 -> {
        boolean write = value == 2;
        return write || value == 1 ? new Gather(write, 0, 0, 0, 0) : new Done(0);
      }
      case 0x34 -> tag.write(value & 0x7fff_ffff);
      case 0x38 -> ring.write(low(ring, value));
      case 0x3c -> ring.write(high(ring, value));
      case 0x38 | WIDE -> ring.write(value);
      case 0x40 -> ringEntries.write(entries(value));
      default -> {}
    }
    return new Done(0);
  }

  private static long low(Register register, long value) {
    return register.peek() & ~0xffff_ffffL | value & 0xffff_ffffL;
  }

  private static long high(Register register, long value) {
    return register.peek() & 0xffff_ffffL | value << 32;
  }

  /// A number that is not a power of two, or is too large, switches the ring off.
  private static long entries(long value) {
    return Long.bitCount(value) == 1 && value <= MAX_RING_ENTRIES ? value : 0;
  }

  Phase gather(Gather g) {
    return switch (g.next()) {
      case 0 -> new Gather(g.write(), 1, (int) lba.read(), 0, 0);
      case 1 -> new Gather(g.write(), 2, g.lba(), (int) count.read(), 0);
      case 2 -> new Gather(g.write(), 3, g.lba(), g.sectors(), address.read());
      default ->
          new Enqueue(
              new Request(g.write(), g.lba(), g.sectors(), g.address(), (int) tag.read()));
    };
  }

  /// @return whether there was room
  boolean enqueue(Request request) {
    accesses.note();
    for (int i = 0; i < QUEUE; i++) {
      if (queue[i] == null) {
        queue[i] = request;
        return true;
      }
    }
    return false;
  }

  /// Clears the registers, and the LBA in the task file; requests in the queue stay.
  void clearTaskFile() {
    accesses.note();
    for (Register register : all) {
      register.reset();
    }
    if (current != null) {
      current = current.cleared();
    }
  }

  /// Drops the request in flight and those in the queue.
  void drop() {
    accesses.note();
    Arrays.fill(queue, null);
    current = null;
  }

  // The I/O thread.

  /// Moves the oldest request of the queue into the task file; null if there is none.
  Request take() {
    accesses.note();
    current = queue[0];
    System.arraycopy(queue, 1, queue, 0, QUEUE - 1);
    queue[QUEUE - 1] = null;
    return current;
  }

  Phase countCompletion(int requestTag, boolean requestFailed) {
    failed = requestFailed;
    int sequence = (int) completions.peek() + 1;
    completions.write(sequence);
    return new FetchRing(requestTag, requestFailed, sequence, -1);
  }

  /// Reads the number of entries, then the address.
  Phase fetchRing(FetchRing fetch) {
    if (fetch.entries() < 0) {
      long entries = ringEntries.read();
      return entries == 0
          ? new SetIsr()
          : new FetchRing(fetch.tag(), fetch.failed(), fetch.sequence(), entries);
    }
    long slot = fetch.sequence() - 1 & fetch.entries() - 1;
    long entry =
        (long) fetch.sequence() << 32
            | (fetch.failed() ? 1L << 31 : 0)
            | Integer.toUnsignedLong(fetch.tag());
    return new OpenRing(entry, ring.read() + 8 * slot);
  }

  /// @return whether the bit was set already, so that nobody need be told
  boolean setIsr() {
    return (isr.set(COMPLETION) & COMPLETION) != 0;
  }

  boolean interruptsEnabled() {
    return control.read() != 0;
  }

  @Override
  public void walk(Walker walker) {
    for (Register register : all) {
      register.walk(walker);
    }
    for (int i = 0; i < QUEUE; i++) {
      queue[i] = walker.value(queue[i]);
    }
    current = walker.value(current);
    failed = walker.value(failed);
  }
}
