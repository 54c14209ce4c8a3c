package bohr.emulator.hart;

import bohr.emulator.agent.Access;
import bohr.emulator.agent.Synchronization;

/// What the next step of a hart does to the order of others, from its instruction word.
final class Synchronizations {

  private static final int OPCODE_AND_FUNCT3 = 0x707f;
  private static final int FENCE = 0x000f;
  private static final int WFI = 0x1050_0073;

  private Synchronizations() {}

  static int of(Hart hart, long pendingAccess) {
    if (pendingAccess != 0) {
      return store(pendingAccess);
    }
    if (hart.csrs.interrupts.due()) {
      return Synchronization.INTERRUPT;
    }
    long w = hart.fetch.instruction(hart.pc);
    return w == 0 ? 0 : of(hart.fetch.word(hart.pc)) | store(w);
  }

  private static int store(long w) {
    return Decoded.access(w) == Access.Kind.WRITE ? Synchronization.DEVICE_STORE : 0;
  }

  private static int of(int word) {
    if ((word & OPCODE_AND_FUNCT3) == FENCE) {
      return word >>> 20 & 0xff;
    }
    return switch (word & 0x7f) {
      case 0x2f ->
          (word >>> 26 & 1) * Synchronization.ACQUIRE
              | (word >>> 25 & 1) * Synchronization.RELEASE;
      case 0x73 -> word == WFI || showsInterrupts(word) ? Synchronization.INTERRUPT : 0;
      default -> 0;
    };
  }

  /// Whether a CSR instruction is about mip, sip, mtopei or stopei.
  private static boolean showsInterrupts(int word) {
    int csr = word >>> 20;
    return (word >>> 12 & 7) != 0 && (csr == 0x344 || csr == 0x144 || csr == 0x35c || csr == 0x15c);
  }
}
