package bohr.emulator.hart;

import bohr.emulator.agent.Access;

/// The ways in which an instruction word holds its operands, and how a person writes them
/// (unprivileged ISA, §2.2 "Base Instruction Formats" and §2.3 "Immediate Encoding Variants").
///
/// The letters of [#operands]: `d` rd, `s` rs1, `t` rs2, `i` immediate, `h` immediate in hex, `u`
/// upper immediate, `p` pc-relative target, `c` CSR, `z` rs1 as a number, `f` fence sets; anything
/// else stands for itself.
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
  ATOMIC("d,t,(s)");

  /// The operands as `objdump` writes them, in letters.
  final String operands;

  Format(String operands) {
    this.operands = operands;
  }

  /// The immediate of `word`, or whatever else this format keeps in its place: the shift amount,
  /// the number of the CSR, the sets of a fence, the aq and rl bits of an atomic.
  int immediate(int word) {
    return switch (this) {
      case NONE, R, SOURCES -> 0;
      case I, LOAD, JUMP_REGISTER -> word >> 20;
      case SHIFT -> word >>> 20 & 63;
      case SHIFT_WORD -> word >>> 20 & 31;
      case STORE -> word >> 25 << 5 | word >>> 7 & 31;
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
      case LOAD_RESERVED, ATOMIC -> word >>> 25 & 3;
    };
  }

  /// How an instruction of this format touches memory.
  Access.Kind access() {
    return switch (this) {
      case LOAD, LOAD_RESERVED -> Access.Kind.READ;
      case STORE -> Access.Kind.WRITE;
      case ATOMIC -> Access.Kind.UPDATE;
      case NONE, R, I, SHIFT, SHIFT_WORD, BRANCH, UPPER, JUMP, JUMP_REGISTER, FENCE, CSR,
          CSR_IMMEDIATE, SOURCES -> Access.Kind.NONE;
    };
  }
}
