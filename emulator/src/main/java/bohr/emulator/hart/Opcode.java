package bohr.emulator.hart;

/// The numbers by which the instruction loop tells decoded instructions apart: plain constants,
/// because the loop is a `switch` and nothing else would be fast. What they mean stands in
/// [InstructionSet].
///
/// The order matters in two places: everything up to [#LAST_ATOMIC] never traps as long as it stays
/// inside RAM, and the loop executes it; the rest needs the whole hart ([SlowPath]).
final class Opcode {

  /// The entry of a decoded page that nobody has executed yet.
  static final int UNDECODED = 0;

  // Loads and stores, in the order of funct3.
  static final int LB = 1;
  static final int LH = 2;
  static final int LW = 3;
  static final int LD = 4;
  static final int LBU = 5;
  static final int LHU = 6;
  static final int LWU = 7;
  static final int SB = 8;
  static final int SH = 9;
  static final int SW = 10;
  static final int SD = 11;

  // Control transfer.
  static final int JAL = 12;
  static final int JALR = 13;
  static final int BEQ = 14;
  static final int BNE = 15;
  static final int BLT = 16;
  static final int BGE = 17;
  static final int BLTU = 18;
  static final int BGEU = 19;

  // Integer computation.
  static final int LUI = 20;
  static final int AUIPC = 21;
  static final int ADDI = 22;
  static final int SLTI = 23;
  static final int SLTIU = 24;
  static final int XORI = 25;
  static final int ORI = 26;
  static final int ANDI = 27;
  static final int SLLI = 28;
  static final int SRLI = 29;
  static final int SRAI = 30;
  static final int ADD = 31;
  static final int SUB = 32;
  static final int SLL = 33;
  static final int SLT = 34;
  static final int SLTU = 35;
  static final int XOR = 36;
  static final int SRL = 37;
  static final int SRA = 38;
  static final int OR = 39;
  static final int AND = 40;
  static final int ADDIW = 41;
  static final int SLLIW = 42;
  static final int SRLIW = 43;
  static final int SRAIW = 44;
  static final int ADDW = 45;
  static final int SUBW = 46;
  static final int SLLW = 47;
  static final int SRLW = 48;
  static final int SRAW = 49;

  // M.
  static final int MUL = 50;
  static final int MULH = 51;
  static final int MULHSU = 52;
  static final int MULHU = 53;
  static final int DIV = 54;
  static final int DIVU = 55;
  static final int REM = 56;
  static final int REMU = 57;
  static final int MULW = 58;
  static final int DIVW = 59;
  static final int DIVUW = 60;
  static final int REMW = 61;
  static final int REMUW = 62;

  /// FENCE and FENCE.I: nothing to do under sequential consistency.
  static final int FENCE = 63;

  static final int FENCE_I = 64;

  // A, in pairs of word and doubleword.
  static final int LR_W = 65;
  static final int LR_D = 66;
  static final int SC_W = 67;
  static final int SC_D = 68;
  static final int AMOSWAP_W = 69;
  static final int AMOSWAP_D = 70;
  static final int AMOADD_W = 71;
  static final int AMOADD_D = 72;
  static final int AMOXOR_W = 73;
  static final int AMOXOR_D = 74;
  static final int AMOAND_W = 75;
  static final int AMOAND_D = 76;
  static final int AMOOR_W = 77;
  static final int AMOOR_D = 78;
  static final int AMOMIN_W = 79;
  static final int AMOMIN_D = 80;
  static final int AMOMAX_W = 81;
  static final int AMOMAX_D = 82;
  static final int AMOMINU_W = 83;
  static final int AMOMINU_D = 84;
  static final int AMOMAXU_W = 85;
  static final int AMOMAXU_D = 86;

  static final int FIRST_ATOMIC = LR_W;
  static final int LAST_ATOMIC = AMOMAXU_D;

  // What needs the whole hart.
  static final int HINT = 87;
  static final int PAUSE = 88;
  static final int ECALL = 89;
  static final int EBREAK = 90;
  static final int MRET = 91;
  static final int WFI = 92;
  static final int CSRRW = 93;
  static final int CSRRS = 94;
  static final int CSRRC = 95;
  static final int CSRRWI = 96;
  static final int CSRRSI = 97;
  static final int CSRRCI = 98;
  static final int ILLEGAL = 99;

  // Supervisor mode.
  static final int SRET = 250;
  static final int SFENCE_VMA = 251;
  static final int SINVAL_VMA = 252;
  static final int SFENCE_W_INVAL = 253;
  static final int SFENCE_INVAL_IR = 254;

  /// More than any of them.
  static final int COUNT = 256;

  private Opcode() {}
}
