package bohr.emulator.hart;

/// One row of the instruction set: a word `w` is this instruction if `(w & mask) == match`.
///
/// @param mnemonic as the manual writes it
/// @param opcode one of [Opcode]
record Instruction(String mnemonic, int match, int mask, Format format, int opcode) {

  boolean matches(int word) {
    return (word & mask) == match;
  }

  /// log2 of the bytes that a load, store or atomic touches: the low bits of funct3 in all of them.
  int sizeLog2() {
    return match >>> 12 & 3;
  }
}
