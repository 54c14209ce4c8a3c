package bohr.emulator.hart;

import bohr.emulator.agent.Access;

/// The ways in which an instruction word holds its operands, and how a person writes them
/// (unprivileged ISA, §2.2 "Base Instruction Formats" and §2.3 "Immediate Encoding Variants").
///
/// The letters of [#operands]: `d` rd, `s` rs1, `t` rs2, `i` immediate, `h` immediate in hex, `u`
/// upper immediate, `p` pc-relative target, `c` CSR, `z` rs1 as a number, `f` fence sets; `D`, `S`,
/// `T`, `R` the floating-point registers rd, rs1, rs2, rs3, `m` the rounding mode unless it is the
/// dynamic one, `x` the rounding mode unless it is 0; anything else stands for itself.
enum Format {
  NONE(""),
  R("d,s,t"),
  I("d,s,i"),
  SHIFT("d,s,h"),
  SHIFT_WORD("d,s,h"),
  LOAD("d,i(s)"),
  STORE("t,i(s)"),
  BRANCH("s,t,p"),
  UPPER("d,u"),
  JUMP("d,p"),
  JUMP_REGISTER("d,i(s)"),
  FENCE("f"),
  CSR("d,c,s"),
  CSR_IMMEDIATE("d,c,z"),
  SOURCES("s,t"),
  LOAD_RESERVED("d,(s)"),
  ATOMIC("d,t,(s)"),
  LOAD_ACQUIRE("d,(s)"),
  STORE_RELEASE("t,(s)"),
  UNARY("d,s"),
  CACHE_BLOCK("(s)"),
  CACHE_BLOCK_ZERO("(s)"),
  // Those of F and D: between which registers, and what funct3 is.
  F_LOAD("D,i(s)"),
  F_STORE("T,i(s)"),
  F_R("D,S,T"),
  F_R_ROUNDED("D,S,Tm"),
  F_R4_ROUNDED("D,S,T,Rm"),
  F_UNARY_ROUNDED("D,Sm"),
  F_TO_X("d,S"),
  F_TO_X_ROUNDED("d,Sm"),
  F_COMPARE("d,S,T"),
  X_TO_F("D,s"),
  X_TO_F_ROUNDED("D,sm"),
  /// A conversion that is always exact, and so is written without its rounding mode 0.
  F_UNARY_EXACT("D,Sx"),
  /// As [#F_UNARY_EXACT].
  X_TO_F_EXACT("D,sx");

  /// The operands as `objdump` writes them, in letters.
  final String operands;

  Format(String operands) {
    this.operands = operands;
  }

  /// The immediate of `word`, or whatever else this format keeps in its place: the shift amount,
  /// the number of the CSR, the sets of a fence, the aq and rl bits of an atomic, the rounding mode
  /// and above it rs3 of a floating-point operation.
  int immediate(int word) {
    return switch (this) {
      case NONE, R, SOURCES, UNARY, CACHE_BLOCK, CACHE_BLOCK_ZERO, F_R, F_TO_X, F_COMPARE,
          X_TO_F -> 0;
      case I, LOAD, JUMP_REGISTER, F_LOAD -> word >> 20;
      case SHIFT -> word >>> 20 & 63;
      case SHIFT_WORD -> word >>> 20 & 31;
      case STORE, F_STORE -> word >> 25 << 5 | word >>> 7 & 31;
      case BRANCH ->
          word >> 31 << 12
              | (word >>> 7 & 1) << 11
              | (word >>> 25 & 63) << 5
              | (word >>> 8 & 15) << 1;
      case UPPER -> word & 0xfffff000;
      case JUMP ->
          word >> 31 << 20
              | word & 0xff000
              | (word >>> 20 & 1) << 11
              | (word >>> 21 & 0x3ff) << 1;
      case FENCE, CSR, CSR_IMMEDIATE -> word >>> 20;
      case LOAD_RESERVED, ATOMIC, LOAD_ACQUIRE, STORE_RELEASE -> word >>> 25 & 3;
      case F_R4_ROUNDED -> word >>> 27 << 3 | word >>> 12 & 7;
      case F_R_ROUNDED, F_UNARY_ROUNDED, F_UNARY_EXACT, F_TO_X_ROUNDED, X_TO_F_ROUNDED,
          X_TO_F_EXACT -> word >>> 12 & 7;
    };
  }

  /// Whether the immediate is the aq and rl bits, which are written as a suffix of the mnemonic.
  boolean hasOrderingBits() {
    return this == ATOMIC
        || this == LOAD_RESERVED
        || this == LOAD_ACQUIRE
        || this == STORE_RELEASE;
  }

  /// How an instruction of this format touches memory.
  Access.Kind access() {
    return switch (this) {
      case LOAD, LOAD_RESERVED, LOAD_ACQUIRE, F_LOAD -> Access.Kind.READ;
      case STORE, STORE_RELEASE, F_STORE, CACHE_BLOCK_ZERO -> Access.Kind.WRITE;
      case ATOMIC -> Access.Kind.UPDATE;
      case NONE, R, I, SHIFT, SHIFT_WORD, BRANCH, UPPER, JUMP, JUMP_REGISTER, FENCE, CSR,
          CSR_IMMEDIATE, SOURCES, UNARY, CACHE_BLOCK, F_R, F_R_ROUNDED, F_R4_ROUNDED,
          F_UNARY_ROUNDED, F_UNARY_EXACT, F_TO_X, F_TO_X_ROUNDED, F_COMPARE, X_TO_F, X_TO_F_ROUNDED,
          X_TO_F_EXACT -> Access.Kind.NONE;
    };
  }
}
