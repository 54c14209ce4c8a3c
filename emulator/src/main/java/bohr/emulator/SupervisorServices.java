package bohr.emulator;

import bohr.emulator.device.Uart;
import bohr.emulator.hart.Hart;
import bohr.emulator.memory.Memory;
import bohr.emulator.memory.MemoryLayout;
import bohr.emulator.ordering.Ordering;
import bohr.emulator.sbi.Sbi;
import bohr.emulator.sbi.SbiAnswer;
import bohr.emulator.sbi.SbiAnswer.Gone;
import bohr.emulator.sbi.SbiAnswer.LegacyReturned;
import bohr.emulator.sbi.SbiAnswer.Returned;
import bohr.emulator.sbi.SbiAnswer.ReturnedAfterWaiting;
import bohr.emulator.sbi.SbiCall;
import bohr.emulator.sbi.SbiPlatform;
import bohr.emulator.state.Stateful;
import bohr.emulator.state.Walker;
import java.util.Arrays;
import java.util.function.IntConsumer;

/// The built-in SBI of a machine that runs an operating system without firmware: joins [Sbi] with
/// the harts and the UART.
final class SupervisorServices implements SbiPlatform, Stateful {

  private static final int A0 = 10;
  private static final int A1 = 11;
  private static final int A2 = 12;
  private static final int A3 = 13;
  private static final int A6 = 16;
  private static final int A7 = 17;

  /// Stores through the SBI are nobody's: no hart keeps a reservation through them.
  private static final int NO_AGENT = -1;

  private static final long NEVER = -1;

  // Registers of the UART, and a bit of the last.
  private static final int DATA = 0;
  private static final int LINE_STATUS = 5;
  private static final int DATA_READY = 1;

  private final Hart[] harts;
  private final Memory memory;
  private final Ordering ordering;
  private final Uart uart;
  private final IntConsumer end;
  private final Sbi sbi;

  /// What each hart had retired when it was suspended: it still is if it waits and has retired
  /// nothing since.
  private final long[] suspendedAt;

  /// @param end told the exit status when the operating system shuts the machine down
  SupervisorServices(
      Hart[] harts, Memory memory, Ordering ordering, Uart uart, IntConsumer end) {
    this.ordering = ordering;
    this.harts = harts;
    this.memory = memory;
    this.uart = uart;
    this.end = end;
    sbi = new Sbi(this);
    suspendedAt = new long[harts.length];
    Arrays.fill(suspendedAt, NEVER);
  }

  /// The machine starts: hart 0 enters the operating system, the others wait for it.
  void boot(long entry, long deviceTree) {
    for (Hart hart : harts) {
      hart.firmware().resetStopped();
    }
    harts[0].firmware().startSupervisor(entry, deviceTree);
  }

  /// An environment call from supervisor mode.
  void call(Hart hart) {
    SbiAnswer answer =
        sbi.call(
            new SbiCall(
                hart.id(),
                hart.x(A7), hart.x(A6), hart.x(A0), hart.x(A1), hart.x(A2), hart.x(A3)));
    switch (answer) {
      case Returned returned -> {
        hart.firmware().setX(A1, returned.value());
        hart.firmware().completeCall(returned.error());
      }
      case LegacyReturned returned -> hart.firmware().completeCall(returned.value());
      case ReturnedAfterWaiting waits -> {
        hart.firmware().setX(A1, 0);
        hart.firmware().completeCall(0);
        suspend(hart.id());
      }
      case Gone gone -> {}
    }
  }

  @Override
  public int harts() {
    return harts.length;
  }

  @Override
  public void setTimer(int hart, long tick) {
    harts[hart].firmware().setSupervisorTimer(tick);
  }

  @Override
  public void interrupt(int hart) {
    harts[hart].firmware().raiseSupervisorSoftware();
  }

  /// Decoded instructions never outlive a store to them ([Memory.CodeListener]).
  @Override
  public void fenceInstructions(int hart) {}

  /// Translations never outlive a store to the page tables that they came from.
  @Override
  public void fenceTranslations(int hart) {}

  @Override
  public void start(int hart, long pc, long argument) {
    suspendedAt[hart] = NEVER;
    harts[hart].firmware().startSupervisor(pc, argument);
  }

  @Override
  public void stop(int hart) {
    harts[hart].firmware().resetStopped();
  }

  @Override
  public void suspend(int hart) {
    harts[hart].firmware().suspend();
    suspendedAt[hart] = harts[hart].retired();
  }

  @Override
  public boolean isSuspended(int hart) {
    return harts[hart].firmware().isWaiting() && harts[hart].retired() == suspendedAt[hart];
  }

  @Override
  public boolean isRam(long address, long length) {
    long offset = address - MemoryLayout.RAM;
    return offset >= 0 && length <= memory.ramBytes() && offset <= memory.ramBytes() - length;
  }

  @Override
  public byte load(long address) {
    return memory.load8((int) (address - MemoryLayout.RAM));
  }

  @Override
  public void store(long address, byte value) {
    ordering.write(address - MemoryLayout.RAM, new byte[] {value}, NO_AGENT);
  }

  @Override
  public void send(byte value) {
    uart.store(DATA, 1, value & 0xff);
  }

  @Override
  public int receive() {
    boolean ready = (uart.load(LINE_STATUS, 1) & DATA_READY) != 0;
    return ready ? (int) uart.load(DATA, 1) : -1;
  }

  @Override
  public void end(int status) {
    end.accept(status);
  }

  @Override
  public void walk(Walker walker) {
    sbi.walk(walker);
    walker.values(suspendedAt);
  }
}
