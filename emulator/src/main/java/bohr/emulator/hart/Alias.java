package bohr.emulator.hart;

import static bohr.emulator.hart.Opcode.*;

import java.util.ArrayList;
import java.util.List;

/// One row of the pseudoinstructions: what a person calls an instruction whose operands are special
/// (unprivileged ISA, chapter "RISC-V Assembly Programmer's Handbook"; the choice is that of
/// `objdump`).
///
/// @param rd the register that the field must name, or [#ANY]; `rs1` likewise
/// @param rs2 likewise, or [#RS1]
/// @param immediate what the immediate must be, or [#ANY]
/// @param operands in the letters of [Format#operands]
record Alias(
    String mnemonic, int opcode, int rd, int rs1, int rs2, int immediate, String operands) {

  static final int ANY = Integer.MIN_VALUE;

  /// The same register as rs1.
  static final int RS1 = Integer.MIN_VALUE + 1;

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
    new Alias("rdcycle", CSRRS, ANY, 0, ANY, 0xc00, "d"),
    new Alias("rdtime", CSRRS, ANY, 0, ANY, 0xc01, "d"),
    new Alias("rdinstret", CSRRS, ANY, 0, ANY, 0xc02, "d"),
    new Alias("frflags", CSRRS, ANY, 0, ANY, 1, "d"),
    new Alias("fsflags", CSRRW, 0, ANY, ANY, 1, "s"),
    new Alias("fsflags", CSRRW, ANY, ANY, ANY, 1, "d,s"),
    new Alias("fsflagsi", CSRRWI, ANY, ANY, ANY, 1, "d,z"),
    new Alias("frrm", CSRRS, ANY, 0, ANY, 2, "d"),
    new Alias("fsrm", CSRRW, 0, ANY, ANY, 2, "s"),
    new Alias("fsrm", CSRRW, ANY, ANY, ANY, 2, "d,s"),
    new Alias("fsrmi", CSRRWI, ANY, ANY, ANY, 2, "d,z"),
    new Alias("frcsr", CSRRS, ANY, 0, ANY, 3, "d"),
    new Alias("fscsr", CSRRW, 0, ANY, ANY, 3, "s"),
    new Alias("fscsr", CSRRW, ANY, ANY, ANY, 3, "d,s"),
    new Alias("csrr", CSRRS, ANY, 0, ANY, ANY, "d,c"),
    new Alias("csrs", CSRRS, 0, ANY, ANY, ANY, "c,s"),
    new Alias("csrc", CSRRC, 0, ANY, ANY, ANY, "c,s"),
    new Alias("unimp", CSRRW, 0, 0, ANY, 0xc00, ""),
    new Alias("csrw", CSRRW, 0, ANY, ANY, ANY, "c,s"),
    new Alias("csrwi", CSRRWI, 0, ANY, ANY, ANY, "c,z"),
    new Alias("csrsi", CSRRSI, 0, ANY, ANY, ANY, "c,z"),
    new Alias("csrci", CSRRCI, 0, ANY, ANY, ANY, "c,z"),
    new Alias("zext.w", ADD_UW, ANY, ANY, 0, ANY, "d,s"),
    new Alias("fmv.s", FSGNJ_S, ANY, ANY, RS1, ANY, "D,S"),
    new Alias("fmv.d", FSGNJ_D, ANY, ANY, RS1, ANY, "D,S"),
    new Alias("fneg.s", FSGNJN_S, ANY, ANY, RS1, ANY, "D,S"),
    new Alias("fneg.d", FSGNJN_D, ANY, ANY, RS1, ANY, "D,S"),
    new Alias("fabs.s", FSGNJX_S, ANY, ANY, RS1, ANY, "D,S"),
    new Alias("fabs.d", FSGNJX_D, ANY, ANY, RS1, ANY, "D,S"),
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
        && fits(rs2 == RS1 ? Decoded.rs1(w) : rs2, Decoded.rs2(w))
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
