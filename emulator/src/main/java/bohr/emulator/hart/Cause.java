package bohr.emulator.hart;

/// Exception codes of mcause (privileged ISA, table "Machine cause register values after trap")
/// that a hart with machine mode only can raise. A misaligned fetch is impossible with compressed
/// instructions.
public final class Cause {

  public static final int FETCH_ACCESS_FAULT = 1;
  public static final int ILLEGAL_INSTRUCTION = 2;
  public static final int BREAKPOINT = 3;
  public static final int LOAD_MISALIGNED = 4;
  public static final int LOAD_ACCESS_FAULT = 5;
  public static final int STORE_MISALIGNED = 6;
  public static final int STORE_ACCESS_FAULT = 7;
  public static final int ECALL = 11;

  private Cause() {}

  /// The exception in the words of the specification; `cause 24` if it has none.
  public static String describe(int cause) {
    return switch (cause) {
      case FETCH_ACCESS_FAULT -> "instruction access fault";
      case ILLEGAL_INSTRUCTION -> "illegal instruction";
      case BREAKPOINT -> "breakpoint";
      case LOAD_MISALIGNED -> "load address misaligned";
      case LOAD_ACCESS_FAULT -> "load access fault";
      case STORE_MISALIGNED -> "store/AMO address misaligned";
      case STORE_ACCESS_FAULT -> "store/AMO access fault";
      case ECALL -> "environment call from M-mode";
      default -> "cause " + cause;
    };
  }
}
