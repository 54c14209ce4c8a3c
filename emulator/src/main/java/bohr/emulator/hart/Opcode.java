package bohr.emulator.hart;

/// The numbers by which the instruction loop tells decoded instructions apart: plain constants,
/// because the loop is a `switch` and nothing else would be fast. What they mean stands in
/// [InstructionSet].
///
/// The order matters: everything up to [#LAST_ATOMIC] never traps as long as it stays inside RAM,
/// and the loop executes it; so it does with the extensions from [#FIRST_EXTENSION] on, each in its
/// own class. What is between needs the whole hart ([SlowPath]).
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

  // F and D. Even numbers are single precision, odd ones double: see FloatFormat.of. First loads
  // and stores.
  static final int FLW = 128;
  static final int FLD = 129;
  static final int FSW = 130;
  static final int FSD = 131;

  // From floating-point registers to one.
  static final int FMADD_S = 132;
  static final int FMADD_D = 133;
  static final int FMSUB_S = 134;
  static final int FMSUB_D = 135;
  static final int FNMSUB_S = 136;
  static final int FNMSUB_D = 137;
  static final int FNMADD_S = 138;
  static final int FNMADD_D = 139;
  static final int FADD_S = 140;
  static final int FADD_D = 141;
  static final int FSUB_S = 142;
  static final int FSUB_D = 143;
  static final int FMUL_S = 144;
  static final int FMUL_D = 145;
  static final int FDIV_S = 146;
  static final int FDIV_D = 147;
  static final int FSQRT_S = 148;
  static final int FSQRT_D = 149;
  static final int FSGNJ_S = 150;
  static final int FSGNJ_D = 151;
  static final int FSGNJN_S = 152;
  static final int FSGNJN_D = 153;
  static final int FSGNJX_S = 154;
  static final int FSGNJX_D = 155;
  static final int FMIN_S = 156;
  static final int FMIN_D = 157;
  static final int FMAX_S = 158;
  static final int FMAX_D = 159;
  static final int FCVT_S_D = 160;
  static final int FCVT_D_S = 161;

  // From floating-point registers to an integer register.
  static final int FEQ_S = 162;
  static final int FEQ_D = 163;
  static final int FLT_S = 164;
  static final int FLT_D = 165;
  static final int FLE_S = 166;
  static final int FLE_D = 167;
  static final int FCLASS_S = 168;
  static final int FCLASS_D = 169;
  static final int FCVT_W_S = 170;
  static final int FCVT_W_D = 171;
  static final int FCVT_WU_S = 172;
  static final int FCVT_WU_D = 173;
  static final int FCVT_L_S = 174;
  static final int FCVT_L_D = 175;
  static final int FCVT_LU_S = 176;
  static final int FCVT_LU_D = 177;
  static final int FMV_X_W = 178;
  static final int FMV_X_D = 179;

  // From an integer register to a floating-point register.
  static final int FCVT_S_W = 180;
  static final int FCVT_D_W = 181;
  static final int FCVT_S_WU = 182;
  static final int FCVT_D_WU = 183;
  static final int FCVT_S_L = 184;
  static final int FCVT_D_L = 185;
  static final int FCVT_S_LU = 186;
  static final int FCVT_D_LU = 187;
  static final int FMV_W_X = 188;
  static final int FMV_D_X = 189;

  // Zba.
  static final int ADD_UW = 190;
  static final int SH1ADD = 191;
  static final int SH1ADD_UW = 192;
  static final int SH2ADD = 193;
  static final int SH2ADD_UW = 194;
  static final int SH3ADD = 195;
  static final int SH3ADD_UW = 196;
  static final int SLLI_UW = 197;

  // Zbb.
  static final int ANDN = 198;
  static final int ORN = 199;
  static final int XNOR = 200;
  static final int CLZ = 201;
  static final int CLZW = 202;
  static final int CTZ = 203;
  static final int CTZW = 204;
  static final int CPOP = 205;
  static final int CPOPW = 206;
  static final int MAX = 207;
  static final int MAXU = 208;
  static final int MIN = 209;
  static final int MINU = 210;
  static final int SEXT_B = 211;
  static final int SEXT_H = 212;
  static final int ZEXT_H = 213;
  static final int ROL = 214;
  static final int ROLW = 215;
  static final int ROR = 216;
  static final int RORI = 217;
  static final int RORIW = 218;
  static final int RORW = 219;
  static final int ORC_B = 220;
  static final int REV8 = 221;

  // Zbs.
  static final int BCLR = 222;
  static final int BCLRI = 223;
  static final int BEXT = 224;
  static final int BEXTI = 225;
  static final int BINV = 226;
  static final int BINVI = 227;
  static final int BSET = 228;
  static final int BSETI = 229;

  // Zicond.
  static final int CZERO_EQZ = 230;
  static final int CZERO_NEZ = 231;

  // Zicbom and Zicboz.
  static final int CBO_INVAL = 232;
  static final int CBO_CLEAN = 233;
  static final int CBO_FLUSH = 234;
  static final int CBO_ZERO = 235;

  static final int FIRST_EXTENSION = FLW;
  static final int LAST_FLOAT_ACCESS = FSD;
  static final int LAST_FLOAT_TO_FLOAT = FCVT_D_S;
  static final int LAST_FLOAT_TO_INTEGER = FMV_X_D;
  static final int LAST_FLOAT = FMV_D_X;
  static final int LAST_BIT_MANIPULATION = BSETI;
  static final int LAST_CONDITIONAL = CZERO_NEZ;
  static final int LAST_CACHE_BLOCK = CBO_ZERO;

  // Supervisor mode and Svinval.
  static final int SRET = 236;
  static final int SFENCE_VMA = 237;
  static final int SINVAL_VMA = 238;
  static final int SFENCE_W_INVAL = 239;
  static final int SFENCE_INVAL_IR = 240;

  // Zalasr, in the order of sizes.
  static final int LB_AQ = 241;
  static final int LH_AQ = 242;
  static final int LW_AQ = 243;
  static final int LD_AQ = 244;
  static final int SB_RL = 245;
  static final int SH_RL = 246;
  static final int SW_RL = 247;
  static final int SD_RL = 248;

  /// How many there are.
  static final int COUNT = 249;

  private Opcode() {}

  /// Whether it is a load or store of F or D.
  static boolean isFloatAccess(int opcode) {
    return opcode >= FLW && opcode <= LAST_FLOAT_ACCESS;
  }

  /// Whether it is an access that only RAM offers.
  static boolean isOnlyForRam(int opcode) {
    return isAtomic(opcode) || opcode == CBO_ZERO;
  }

  /// Whether `opcode` is an LR, SC or AMO, or a load or store of Zalasr: the address is rs1, has to
  /// be aligned, and there are bits for acquire and release.
  static boolean isAtomic(int opcode) {
    return opcode >= FIRST_ATOMIC && opcode <= LAST_ATOMIC || isOrdered(opcode);
  }

  /// Whether `opcode` is a load or store of Zalasr.
  static boolean isOrdered(int opcode) {
    return opcode >= LB_AQ && opcode <= SD_RL;
  }
}
