package bohr.emulator;

import bohr.emulator.hart.GuestPort;
import bohr.emulator.hart.Hart;
import bohr.emulator.memory.Memory;
import bohr.emulator.memory.MemoryLayout;
import bohr.emulator.oracle.Monitor;
import bohr.emulator.state.Stateful;
import bohr.emulator.state.Walker;
import java.nio.charset.StandardCharsets;

/// What guests say through hints (guests/bohr.h) and suffer through exceptions. On other machines
/// the hints do nothing.
final class GuestServices implements GuestPort, Stateful {

  private static final int SNAPSHOT = 1;
  private static final int DONE = 2;
  private static final int ASSERT_FAILED = 3;
  private static final int MARK = 4;
  private static final int OWN = 5;
  private static final int DISOWN = 6;
  private static final int WORK = 7;
  private static final int RECORD = 16;
  private static final int CONSUME = 17;
  private static final int A1 = 11;
  private static final int A2 = 12;
  private static final int LONGEST_RECORD = 4096;
  private static final int LONGEST_TEXT = 256;

  private final Memory memory;
  private final Monitor monitor;
  private boolean snapshotRequested;
  private boolean done;
  private long status;
  private long work;
  private long mark;

  /// Null if environment calls are a firmware's.
  private SupervisorServices supervisor;

  GuestServices(Memory memory, Monitor monitor) {
    this.memory = memory;
    this.monitor = monitor;
  }

  @Override
  public void hint(Hart hart, int code, long value) {
    switch (code) {
      case SNAPSHOT -> {
        snapshotRequested = true;
        monitor.begun();
      }
      case DONE -> finish(value);
      case ASSERT_FAILED -> monitor.guestFailed(text(hart, value), text(hart, hart.x(A1)));
      case MARK -> mark = value;
      case OWN -> monitor.owned(physical(hart, value), hart.x(A1), true);
      case DISOWN -> monitor.owned(physical(hart, value), hart.x(A1), false);
      case WORK -> work += value;
      case RECORD ->
          monitor.recordDeclared(physical(hart, value), bytes(hart, value, hart.x(A1)));
      case CONSUME ->
          monitor.recordConsumed(
              physical(hart, value), bytes(hart, hart.x(A2), hart.x(A1)),
              monitor.place(hart.pc()));
      default -> {}
    }
  }

  private static long physical(Hart hart, long address) {
    return hart.firmware().physical(address);
  }

  /// Bytes at an address as `hart` sees it, which may be anything; none if there are too many, or
  /// if some of them are not in RAM.
  private byte[] bytes(Hart hart, long address, long length) {
    long offset = physical(hart, address) - MemoryLayout.RAM;
    boolean fits = length > 0 && length <= LONGEST_RECORD;
    if (!fits || offset < 0 || offset > memory.ramBytes() - length) {
      return new byte[0];
    }
    byte[] bytes = new byte[(int) length];
    memory.read((int) offset, bytes, 0, bytes.length);
    return bytes;
  }

  /// From now on environment calls of supervisor mode are answered here.
  void answerCalls(SupervisorServices services) {
    supervisor = services;
  }

  @Override
  public boolean environmentCall(Hart hart) {
    if (supervisor == null) {
      return false;
    }
    supervisor.call(hart);
    return true;
  }

  @Override
  public void exception(Hart hart, int cause, long pc, long value) {
    monitor.exception(hart.id(), cause, pc, hart.retired());
    hart.breakSlice();
  }

  @Override
  public void updatesEntry(Hart hart, long address, boolean seen) {
    String entry = "the page-table entry at 0x" + Long.toHexString(address);
    monitor.overwritten("hart" + hart.id() + "'s page-table walk", entry, seen);
    if (!seen) {
      hart.breakSlice(); // a finding is the end, however long the slice was to be
    }
  }

  /// The guest is done, by hint or through the finisher.
  void finish(long guestStatus) {
    done = true;
    status = guestStatus;
  }

  boolean isDone() {
    return done;
  }

  long status() {
    return status;
  }

  /// Whether a hart has just asked for a snapshot; the request is taken away.
  boolean takeSnapshotRequest() {
    boolean was = snapshotRequested;
    snapshotRequested = false;
    return was;
  }

  String pendingWork() {
    String requests = work == 1 ? " request" : " requests";
    return work == 0 ? "" : "the guest has " + work + requests + " out";
  }

  /// A NUL-terminated text at an address as `hart` sees it, which may be anything: cut, and only
  /// printable ASCII.
  private String text(Hart hart, long address) {
    byte[] bytes = new byte[LONGEST_TEXT];
    int length = 0;
    while (length < LONGEST_TEXT) {
      long offset = hart.firmware().physical(address + length) - MemoryLayout.RAM;
      if (offset < 0 || offset >= memory.ramBytes()) {
        break;
      }
      byte b = memory.load8((int) offset);
      if (b == 0) {
        break;
      }
      bytes[length++] = b >= ' ' && b <= '~' ? b : (byte) '?';
    }
    return new String(bytes, 0, length, StandardCharsets.US_ASCII);
  }

  @Override
  public void walk(Walker walker) {
    snapshotRequested = walker.value(snapshotRequested);
    done = walker.value(done);
    status = walker.value(status);
    work = walker.value(work);
    mark = walker.value(mark);
    if (supervisor != null) {
      supervisor.walk(walker);
    }
  }
}
