package bohr.emulator.hart;

import bohr.emulator.state.Digest;

/// The integer registers and the program counter of a hart, apart from it: all of a hart's state
/// that can change while it neither traps nor touches CSRs. For searches, which go back often.
public final class RegisterState {

  private final long[] x = new long[32];
  private long pc;

  /// All zeros.
  public RegisterState() {}

  /// Takes what `hart` has.
  public void save(Hart hart) {
    System.arraycopy(hart.x, 0, x, 0, x.length);
    pc = hart.pc;
  }

  /// Gives `hart` what was taken.
  public void restore(Hart hart) {
    System.arraycopy(x, 0, hart.x, 0, x.length);
    hart.pc = pc;
  }

  /// Sets register x`register`, which is not x0.
  public void set(int register, long value) {
    x[register] = value;
  }

  /// Sets the program counter.
  public void setPc(long value) {
    pc = value;
  }

  /// Continues a digest with what `hart` has.
  public static long digest(long digest, Hart hart) {
    long hash = Digest.mix(digest, hart.pc);
    for (int register = 1; register < 32; register++) {
      hash = Digest.mix(hash, hart.x[register]);
    }
    return hash;
  }
}
