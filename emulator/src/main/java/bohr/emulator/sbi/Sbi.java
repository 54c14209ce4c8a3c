package bohr.emulator.sbi;

import bohr.emulator.sbi.SbiAnswer.Gone;
import bohr.emulator.sbi.SbiAnswer.LegacyReturned;
import bohr.emulator.sbi.SbiAnswer.Returned;
import bohr.emulator.state.Stateful;
import bohr.emulator.state.Walker;
import java.util.function.IntConsumer;

/// The RISC-V supervisor binary interface v2.0 without a firmware below it: a call is a part of the
/// step of the `ecall` that makes it, and what it does to other harts is done when the step is
/// over. That is the strongest order that the specification allows ("the call returns when …"), and
/// under sequential consistency no other could be told apart from it by harts that wait for the
/// answer.
///
/// Extensions: base, TIME, IPI (sPI), RFENCE, HSM, SRST, DBCN; of the legacy ones timer, console
/// and shutdown. Left out: PMU, SUSP, CPPC, NACL, STA; fences of the hypervisor extension, which
/// the harts do not have; the legacy calls that take a pointer to a hart mask.
///
/// The debug console is the board's UART, as it is OpenSBI's.
public final class Sbi implements Stateful {

  // Errors (chapter 3).
  static final long SUCCESS = 0;
  static final long NOT_SUPPORTED = -2;
  static final long INVALID_PARAMETER = -3;
  static final long INVALID_ADDRESS = -5;
  static final long ALREADY_AVAILABLE = -6;

  // Extensions; the names of those from 0x10 on are their numbers, read as text.
  static final int LEGACY_SET_TIMER = 0;
  static final int LEGACY_PUT_CHARACTER = 1;
  static final int LEGACY_GET_CHARACTER = 2;
  static final int LEGACY_SHUTDOWN = 8;
  static final int BASE = 0x10;
  static final int TIME = 0x5449_4d45;
  static final int IPI = 0x73_5049;
  static final int RFENCE = 0x5246_4e43;
  static final int HSM = 0x48_534d;
  static final int SRST = 0x5352_5354;
  static final int DBCN = 0x4442_434e;

  /// Version 2.0: major in bits 30:24.
  private static final long SPECIFICATION = 2 << 24;

  /// No registered number; `bohr` as text.
  private static final long IMPLEMENTATION = 0x626f_6872;

  private static final long IMPLEMENTATION_VERSION = 1;

  /// The most bytes that a call to the debug console takes; the specification lets it take fewer
  /// than it is given.
  private static final long MOST_BYTES = 4096;

  /// A `hart_mask_base` of all ones selects every hart.
  private static final long EVERY_HART = -1;

  private final SbiPlatform platform;
  private final HartStates harts;

  /// The boot hart is hart 0; the others wait until it starts them.
  public Sbi(SbiPlatform platform) {
    this.platform = platform;
    harts = new HartStates(platform);
  }

  /// Does what a hart asks for.
  public SbiAnswer call(SbiCall call) {
    return switch (narrow(call.extension())) {
      case LEGACY_SET_TIMER -> legacySetTimer(call);
      case LEGACY_PUT_CHARACTER -> {
        platform.send((byte) call.a0());
        yield new LegacyReturned(SUCCESS);
      }
      case LEGACY_GET_CHARACTER -> new LegacyReturned(platform.receive());
      case LEGACY_SHUTDOWN -> end(0);
      case BASE -> base(call);
      case TIME -> call.function() == 0 ? setTimer(call) : error(NOT_SUPPORTED);
      case IPI -> call.function() == 0 ? sendIpi(call) : error(NOT_SUPPORTED);
      case RFENCE -> fence(call);
      case HSM -> harts.call(call);
      case SRST -> call.function() == 0 ? reset(call) : error(NOT_SUPPORTED);
      case DBCN -> debugConsole(call);
      default -> error(NOT_SUPPORTED);
    };
  }

  /// A number of an extension or function, which has 32 bits; one that has more is none of ours.
  static int narrow(long number) {
    return number == (int) number ? (int) number : -1;
  }

  static SbiAnswer error(long error) {
    return new Returned(error, 0);
  }

  static SbiAnswer success(long value) {
    return new Returned(SUCCESS, value);
  }

  /// Chapter 4.
  private static SbiAnswer base(SbiCall call) {
    return switch (narrow(call.function())) {
      case 0 -> success(SPECIFICATION);
      case 1 -> success(IMPLEMENTATION);
      case 2 -> success(IMPLEMENTATION_VERSION);
      case 3 -> success(isThere(call.a0()) ? 1 : 0);
      // mvendorid, marchid and mimpid, which are not assigned.
      case 4, 5, 6 -> success(0);
      default -> error(NOT_SUPPORTED);
    };
  }

  private static boolean isThere(long extension) {
    return switch (narrow(extension)) {
      case LEGACY_SET_TIMER, LEGACY_PUT_CHARACTER, LEGACY_GET_CHARACTER, LEGACY_SHUTDOWN -> true;
      case BASE, TIME, IPI, RFENCE, HSM, SRST, DBCN -> true;
      default -> false;
    };
  }

  private SbiAnswer legacySetTimer(SbiCall call) {
    setTimer(call);
    return new LegacyReturned(SUCCESS);
  }

  /// Chapter 6.
  private SbiAnswer setTimer(SbiCall call) {
    platform.setTimer(call.hart(), call.a0());
    return success(0);
  }

  /// Chapter 7.
  private SbiAnswer sendIpi(SbiCall call) {
    return forTargets(call, platform::interrupt);
  }

  /// Chapter 8. Addresses and address spaces are not looked at: everything is fenced.
  private SbiAnswer fence(SbiCall call) {
    return switch (narrow(call.function())) {
      case 0 -> forTargets(call, platform::fenceInstructions);
      case 1, 2 -> forTargets(call, platform::fenceTranslations);
      default -> error(NOT_SUPPORTED);
    };
  }

  private SbiAnswer forTargets(SbiCall call, IntConsumer action) {
    long targets = targets(call);
    if (targets < 0) {
      return error(INVALID_PARAMETER);
    }
    for (int hart = 0; hart < platform.harts(); hart++) {
      if ((targets & 1L << hart) != 0) {
        action.accept(hart);
      }
    }
    return success(0);
  }

  /// The harts that a0 (a mask) and a1 (the hart of its bit 0) select, a bit each; -1 if one of
  /// them does not exist.
  private long targets(SbiCall call) {
    long all = (1L << platform.harts()) - 1;
    if (call.a1() == EVERY_HART) {
      return all;
    }
    if (call.a0() == 0) {
      return 0;
    }
    if (call.a1() < 0 || call.a1() >= platform.harts()) {
      return -1;
    }
    long mask = call.a0() << call.a1();
    boolean nothingLost = mask >>> call.a1() == call.a0();
    return nothingLost && (mask & ~all) == 0 ? mask : -1;
  }

  /// Chapter 10. There is nothing to boot again from: a reboot ends the run, as a shutdown does.
  private SbiAnswer reset(SbiCall call) {
    long type = call.a0() & 0xffff_ffffL;
    long reason = call.a1() & 0xffff_ffffL;
    if (type >= 0xf000_0000L || reason >= 0xe000_0000L) {
      return error(NOT_SUPPORTED);
    }
    if (type > 2 || reason > 1) {
      return error(INVALID_PARAMETER);
    }
    return end((int) reason);
  }

  private SbiAnswer end(int status) {
    platform.end(status);
    return new Gone();
  }

  /// Chapter 12.
  private SbiAnswer debugConsole(SbiCall call) {
    return switch (narrow(call.function())) {
      case 0 -> transfer(call, true);
      case 1 -> transfer(call, false);
      case 2 -> {
        platform.send((byte) call.a0());
        yield success(0);
      }
      default -> error(NOT_SUPPORTED);
    };
  }

  /// The specification names no error for a buffer that is not memory but this one.
  private SbiAnswer transfer(SbiCall call, boolean write) {
    long length = call.a0();
    if (length < 0 || call.a2() != 0 || !platform.isRam(call.a1(), length)) {
      return error(INVALID_PARAMETER);
    }
    long done = 0;
    while (done < Math.min(length, MOST_BYTES)) {
      long address = call.a1() + done;
      if (write) {
        platform.send(platform.load(address));
      } else {
        int next = platform.receive();
        if (next < 0) {
          break;
        }
        platform.store(address, (byte) next);
      }
      done++;
    }
    return success(done);
  }

  @Override
  public void walk(Walker walker) {
    harts.walk(walker);
  }
}
