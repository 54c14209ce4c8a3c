package bohr.emulator.device.timer;

import bohr.emulator.oracle.RegisterAccess;
import bohr.emulator.oracle.RegisterSpecification;
import java.util.OptionalLong;

/// Where the timer's registers are, and what they do if one access is made after the other.
final class TimerRegisters implements RegisterSpecification {

  static final int CAPABILITIES = 0x000;
  static final int CONFIGURATION = 0x010;
  static final int COUNTER = 0x0f0;
  static final int PM_TIMER = 0x200;
  static final long ENABLE = 1;

  /// Period in femtoseconds, vendor, counter of 64 bits, revision (IA-PC HPET 1.0a §2.3.4).
  static final long IDENTITY = 10_000_000L << 32 | 0x1234 << 16 | 1 << 13 | 1;

  private static final long STEPS_PER_SECOND = 100_000_000;
  private static final long PM_HERTZ = 3_579_545;
  private static final long PM_MASK = 0xff_ffff;

  /// Words of the specification's state.
  private static final int CONFIGURED = 0;

  private static final int OFFSET = 1;
  private static final int HALTED = 2;

  TimerRegisters() {}

  /// The doubleword-aligned offset of the register that `offset` is in.
  static int register(int offset) {
    return offset & ~7;
  }

  /// The bytes of a register that a load asks for.
  static long part(long whole, int offset, int size) {
    return whole >>> 8 * (offset & 7) & -1L >>> 64 - 8 * size;
  }

  /// What the configuration is after a store to a part of it: one bit of it can be written.
  static long configured(long before, int offset, long value) {
    return (offset & 7) != 0 ? before : value & ENABLE;
  }

  /// ACPI 6.5 §4.8.3.3: 24 bits at 3.579545 MHz.
  static long pmTimer(long step) {
    long ticks = step / STEPS_PER_SECOND * PM_HERTZ
        + step % STEPS_PER_SECOND * PM_HERTZ / STEPS_PER_SECOND;
    return ticks & PM_MASK;
  }

  @Override
  public long[] atPowerOn() {
    return new long[3];
  }

  @Override
  public OptionalLong apply(long[] state, RegisterAccess access) {
    return access.store() ? store(state, access) : load(state, access);
  }

  private static OptionalLong load(long[] state, RegisterAccess access) {
    int register = register(access.offset());
    boolean counts = register == COUNTER && (state[CONFIGURED] & ENABLE) != 0;
    if (access.time() < 0 && (counts || register == PM_TIMER)) {
      return OptionalLong.empty();
    }
    long whole = switch (register) {
      case CAPABILITIES -> IDENTITY;
      case CONFIGURATION -> state[CONFIGURED];
      case COUNTER -> counts ? access.time() + state[OFFSET] : state[HALTED];
      case PM_TIMER -> pmTimer(access.time());
      default -> 0;
    };
    return OptionalLong.of(part(whole, access.offset(), access.size()));
  }

  private static OptionalLong store(long[] state, RegisterAccess access) {
    int register = register(access.offset());
    if (register == COUNTER && access.size() == 8 && (state[CONFIGURED] & ENABLE) == 0) {
      state[HALTED] = access.value();
    } else if (register == CONFIGURATION) {
      long after = configured(state[CONFIGURED], access.offset(), access.value());
      boolean toggles = after != state[CONFIGURED];
      if (toggles && access.time() < 0) {
        return OptionalLong.empty();
      }
      if (toggles && after != 0) {
        state[OFFSET] = state[HALTED] - access.time();
      } else if (toggles) {
        state[HALTED] = access.time() + state[OFFSET];
      }
      state[CONFIGURED] = after;
    }
    return OptionalLong.of(0);
  }
}
