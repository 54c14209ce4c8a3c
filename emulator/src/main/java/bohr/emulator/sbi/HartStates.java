package bohr.emulator.sbi;

import static bohr.emulator.sbi.Sbi.error;
import static bohr.emulator.sbi.Sbi.success;

import bohr.emulator.sbi.SbiAnswer.Gone;
import bohr.emulator.sbi.SbiAnswer.ReturnedAfterWaiting;
import bohr.emulator.state.Stateful;
import bohr.emulator.state.Walker;

/// The hart state management extension (SBI v2.0, chapter 9). Changes of state take no time, so
/// that the states that are `…_PENDING` never occur.
final class HartStates implements Stateful {

  // States, as hart_get_status gives them.
  static final int STARTED = 0;
  static final int STOPPED = 1;
  static final int SUSPENDED = 4;

  private static final long DEFAULT_RETENTIVE = 0;
  private static final long DEFAULT_NON_RETENTIVE = 0x8000_0000L;

  /// Suspend types of a platform: from here on those that keep registers, and from
  /// [#PLATFORM_NON_RETENTIVE] on those that do not.
  private static final long PLATFORM_RETENTIVE = 0x1000_0000L;

  private static final long PLATFORM_NON_RETENTIVE = 0x9000_0000L;

  private final SbiPlatform platform;

  /// A bit a hart: it has been started, and has not stopped since.
  private long started = 1;

  HartStates(SbiPlatform platform) {
    this.platform = platform;
  }

  SbiAnswer call(SbiCall call) {
    return switch (Sbi.narrow(call.function())) {
      case 0 -> start(call);
      case 1 -> stop(call.hart());
      case 2 -> exists(call.a0()) ? success(state((int) call.a0())) : noSuchHart();
      case 3 -> suspend(call);
      default -> error(Sbi.NOT_SUPPORTED);
    };
  }

  private boolean exists(long hart) {
    return hart >= 0 && hart < platform.harts();
  }

  private static SbiAnswer noSuchHart() {
    return error(Sbi.INVALID_PARAMETER);
  }

  private int state(int hart) {
    if ((started & 1L << hart) == 0) {
      return STOPPED;
    }
    return platform.isSuspended(hart) ? SUSPENDED : STARTED;
  }

  private SbiAnswer start(SbiCall call) {
    if (!exists(call.a0())) {
      return noSuchHart();
    }
    int hart = (int) call.a0();
    if (state(hart) != STOPPED) {
      return error(Sbi.ALREADY_AVAILABLE);
    }
    if (!canExecute(call.a1())) {
      return error(Sbi.INVALID_ADDRESS);
    }
    started |= 1L << hart;
    platform.start(hart, call.a1(), call.a2());
    return success(0);
  }

  private boolean canExecute(long address) {
    return (address & 1) == 0 && platform.isRam(address, 2);
  }

  private SbiAnswer stop(int hart) {
    started &= ~(1L << hart);
    platform.stop(hart);
    return new Gone();
  }

  private SbiAnswer suspend(SbiCall call) {
    long type = call.a0() & 0xffff_ffffL;
    if (type == DEFAULT_RETENTIVE) {
      return new ReturnedAfterWaiting();
    }
    if (type == DEFAULT_NON_RETENTIVE) {
      if (!canExecute(call.a1())) {
        return error(Sbi.INVALID_ADDRESS);
      }
      platform.start(call.hart(), call.a1(), call.a2());
      platform.suspend(call.hart());
      return new Gone();
    }
    boolean ofPlatform =
        type >= PLATFORM_RETENTIVE && type < DEFAULT_NON_RETENTIVE
            || type >= PLATFORM_NON_RETENTIVE;
    return error(ofPlatform ? Sbi.NOT_SUPPORTED : Sbi.INVALID_PARAMETER);
  }

  @Override
  public void walk(Walker walker) {
    started = walker.value(started);
  }
}
