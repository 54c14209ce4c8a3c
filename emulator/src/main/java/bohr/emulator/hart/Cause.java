package bohr.emulator.hart;

/// Exception codes of mcause and scause (privileged ISA, table "Machine cause register values after
/// trap") that a hart without the hypervisor extension can raise. A misaligned fetch is impossible
/// with compressed instructions.
public final class Cause {

  public static final int FETCH_ACCESS_FAULT = 1;
  public static final int ILLEGAL_INSTRUCTION = 2;
  public static final int BREAKPOINT = 3;
  public static final int LOAD_MISALIGNED = 4;
  public static final int LOAD_ACCESS_FAULT = 5;
  public static final int STORE_MISALIGNED = 6;
  public static final int STORE_ACCESS_FAULT = 7;

  /// An environment call; the [Privilege] mode that makes it is added to the code.
  public static final int ECALL_FROM_USER = 8;

  public static final int FETCH_PAGE_FAULT = 12;
  public static final int LOAD_PAGE_FAULT = 13;
  public static final int STORE_PAGE_FAULT = 15;

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
      case ECALL_FROM_USER -> "environment call from U-mode";
      case ECALL_FROM_USER + Privilege.SUPERVISOR -> "environment call from S-mode";
      case ECALL_FROM_USER + Privilege.MACHINE -> "environment call from M-mode";
      case FETCH_PAGE_FAULT -> "instruction page fault";
      case LOAD_PAGE_FAULT -> "load page fault";
      case STORE_PAGE_FAULT -> "store/AMO page fault";
      default -> "cause " + cause;
    };
  }
}
