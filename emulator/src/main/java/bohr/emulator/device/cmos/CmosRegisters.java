package bohr.emulator.device.cmos;

import bohr.emulator.oracle.RegisterAccess;
import bohr.emulator.oracle.RegisterSpecification;
import java.util.OptionalLong;

/// What the two registers do if one access is made after the other. The state is the index, and
/// behind it the memory in doublewords.
record CmosRegisters() implements RegisterSpecification {

  @Override
  public long[] atPowerOn() {
    return new long[1 + Cmos.BYTES / Long.BYTES];
  }

  /// The memory has a battery.
  @Override
  public void reset(long[] state) {
    state[0] = 0;
  }

  @Override
  public OptionalLong apply(long[] state, RegisterAccess access) {
    int word = 1 + (int) state[0] / Long.BYTES;
    int shift = 8 * ((int) state[0] % Long.BYTES);
    if (access.offset() == Cmos.INDEX && access.store()) {
      state[0] = access.value() & Cmos.BYTES - 1;
    } else if (access.offset() == Cmos.DATA && access.store()) {
      state[word] = state[word] & ~(0xffL << shift) | (access.value() & 0xff) << shift;
    }
    return OptionalLong.of(switch (access.offset()) {
      case Cmos.INDEX -> state[0];
      case Cmos.DATA -> state[word] >>> shift & 0xff;
      default -> 0;
    });
  }
}
