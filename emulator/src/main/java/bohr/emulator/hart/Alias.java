package bohr.emulator.hart;

import static bohr.emulator.hart.Opcode.*;

import java.util.ArrayList;
import java.util.List;

/// One row of the pseudoinstructions: what a person calls an instruction whose operands are special
/// (unprivileged ISA, chapter "RISC-V Assembly Programmer's Handbook"; the choice is that of
/// `objdump`).
///
/// @param rd the register that the field must name, or [#ANY]; `rs1` and `rs2` likewise
/// @param immediate what the immediate must be, or [#ANY]
/// @param operands in the letters of [Format#operands]
record Alias(
    String mnemonic, int opcode, int rd, int rs1, int rs2, int immediate, String operands) {

  private static final int ANY = Integer.MIN_VALUE;

  static final Alias[] ROWS = {
    new Alias("nop", ADDI, 0, 0, ANY, 0, ""),
    new Alias("li", ADDI, ANY, 0, ANY, ANY, "d,i"),
    new Alias("mv", ADDI, ANY, ANY, ANY, 0, "d,s"),
    new Alias("sext.w", ADDIW, ANY, ANY, ANY, 0, "d,s"),
    new Alias("zext.b", ANDI, ANY, ANY, ANY, 255, "d,s"),
    new Alias("not", XORI, ANY, ANY, ANY, -1, "d,s"),
    new Alias("neg", SUB, ANY, 0, ANY, ANY, "d,t"),
    new Alias("negw", SUBW, ANY, 0, ANY, ANY, "d,t"),
    new Alias("seqz", SLTIU, ANY, ANY, ANY, 1, "d,s"),
    new Alias("snez", SLTU, ANY, 0, ANY, ANY, "d,t"),
    new Alias("sltz", SLT, ANY, ANY, 0, ANY, "d,s"),
    new Alias("sgtz", SLT, ANY, 0, ANY, ANY, "d,t"),
    new Alias("beqz", BEQ, ANY, ANY, 0, ANY, "s,p"),
    new Alias("bnez", BNE, ANY, ANY, 0, ANY, "s,p"),
    new Alias("bltz", BLT, ANY, ANY, 0, ANY, "s,p"),
    new Alias("bgtz", BLT, ANY, 0, ANY, ANY, "t,p"),
    new Alias("blez", BGE, ANY, 0, ANY, ANY, "t,p"),
    new Alias("bgez", BGE, ANY, ANY, 0, ANY, "s,p"),
    new Alias("j", JAL, 0, ANY, ANY, ANY, "p"),
    new Alias("jal", JAL, 1, ANY, ANY, ANY, "p"),
    new Alias("ret", JALR, 0, 1, ANY, 0, ""),
    new Alias("jr", JALR, 0, ANY, ANY, 0, "s"),
    new Alias("jr", JALR, 0, ANY, ANY, ANY, "i(s)"),
    new Alias("jalr", JALR, 1, ANY, ANY, 0, "s"),
    new Alias("jalr", JALR, 1, ANY, ANY, ANY, "i(s)"),
    new Alias("jalr", JALR, ANY, ANY, ANY, 0, "d,s"),
    new Alias("fence", FENCE, ANY, ANY, ANY, 0x0ff, ""),
    new Alias("fence.tso", FENCE, ANY, ANY, ANY, 0x833, ""),
    new Alias("sfence.vma", SFENCE_VMA, ANY, 0, 0, ANY, ""),
    new Alias("sfence.vma", SFENCE_VMA, ANY, ANY, 0, ANY, "s"),
    new Alias("rdcycle", CSRRS, ANY, 0, ANY, 0xc00, "d"),
    new Alias("rdtime", CSRRS, ANY, 0, ANY, 0xc01, "d"),
    new Alias("rdinstret", CSRRS, ANY, 0, ANY, 0xc02, "d"),
    new Alias("csrr", CSRRS, ANY, 0, ANY, ANY, "d,c"),
    new Alias("csrs", CSRRS, 0, ANY, ANY, ANY, "c,s"),
    new Alias("csrc", CSRRC, 0, ANY, ANY, ANY, "c,s"),
    new Alias("unimp", CSRRW, 0, 0, ANY, 0xc00, ""),
    new Alias("csrw", CSRRW, 0, ANY, ANY, ANY, "c,s"),
    new Alias("csrwi", CSRRWI, 0, ANY, ANY, ANY, "c,z"),
    new Alias("csrsi", CSRRSI, 0, ANY, ANY, ANY, "c,z"),
    new Alias("csrci", CSRRCI, 0, ANY, ANY, ANY, "c,z"),
  };

  private static final Alias[][] BY_OPCODE = byOpcode();

  /// The first row that fits a [Decoded] instruction, or null.
  static Alias of(long w) {
    for (Alias row : BY_OPCODE[Decoded.opcode(w)]) {
      if (row.fits(w)) {
        return row;
      }
    }
    return null;
  }

  private boolean fits(long w) {
    return fits(rd, Decoded.rd(w) & 31)
        && fits(rs1, Decoded.rs1(w))
        && fits(rs2, Decoded.rs2(w))
        && fits(immediate, (int) Decoded.immediate(w));
  }

  private static boolean fits(int wanted, int actual) {
    return wanted == ANY || wanted == actual;
  }

  private static Alias[][] byOpcode() {
    Alias[][] table = new Alias[Opcode.COUNT][];
    for (int opcode = 0; opcode < table.length; opcode++) {
      List<Alias> rows = new ArrayList<>();
      for (Alias row : ROWS) {
        if (row.opcode == opcode) {
          rows.add(row);
        }
      }
      table[opcode] = rows.toArray(Alias[]::new);
    }
    return table;
  }
}
