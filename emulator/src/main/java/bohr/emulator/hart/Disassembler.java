package bohr.emulator.hart;

import java.util.List;

/// Instructions as a person reads them: register names of the ABI, pseudoinstructions, absolute
/// targets, in the manner of `riscv64-linux-gnu-objdump -d`. Departs from it where it says less:
/// immediate forms keep their `i`, compressed instructions show what they stand for.
public final class Disassembler {

  private static final String[] REGISTERS = {
    "zero", "ra", "sp", "gp", "tp", "t0", "t1", "t2",
    "s0", "s1", "a0", "a1", "a2", "a3", "a4", "a5",
    "a6", "a7", "s2", "s3", "s4", "s5", "s6", "s7",
    "s8", "s9", "s10", "s11", "t3", "t4", "t5", "t6"
  };

  private static final String[] FLOAT_REGISTERS = {
    "ft0", "ft1", "ft2", "ft3", "ft4", "ft5", "ft6", "ft7", "fs0", "fs1", "fa0", "fa1", "fa2",
    "fa3", "fa4", "fa5", "fa6", "fa7", "fs2", "fs3", "fs4", "fs5", "fs6", "fs7", "fs8", "fs9",
    "fs10", "fs11", "ft8", "ft9", "ft10", "ft11"
  };

  /// By their numbers; two of them are reserved.
  static final List<String> ROUNDING_MODES =
      List.of("rne", "rtz", "rdn", "rup", "rmm", "unknown", "unknown", "dyn");

  private Disassembler() {}

  /// The name by which the ABI knows register x`register`.
  public static String register(int register) {
    return REGISTERS[register];
  }

  /// The name by which the ABI knows register f`register`.
  public static String floatRegister(int register) {
    return FLOAT_REGISTERS[register];
  }

  /// The instruction at the start of `word`, which lies at `pc`; if it is a compressed one, the
  /// upper half is ignored. What is no instruction is shown as data.
  public static String disassemble(long pc, int word) {
    long w = Decoded.decode(word);
    if (Decoded.opcode(w) == Opcode.ILLEGAL) {
      return data(word);
    }
    Alias alias = Alias.of(w);
    if (alias != null) {
      return line(alias.mnemonic(), alias.operands(), pc, w);
    }
    Instruction row = InstructionSet.ofOpcode(Decoded.opcode(w));
    String mnemonic = row.mnemonic() + ordering(row, w);
    return line(mnemonic, row.format().operands, pc, w);
  }

  private static String data(int word) {
    if ((word & 3) == 3) {
      return ".4byte 0x" + Integer.toHexString(word);
    }
    int half = word & 0xffff;
    return half == 0 ? "unimp" : ".2byte 0x" + Integer.toHexString(half);
  }

  /// The suffix for the aq and rl bits of an atomic, or of a load or store of Zalasr.
  private static String ordering(Instruction row, long w) {
    if (!row.format().hasOrderingBits()) {
      return "";
    }
    return switch ((int) Decoded.immediate(w)) {
      case 1 -> ".rl";
      case 2 -> ".aq";
      case 3 -> ".aqrl";
      default -> "";
    };
  }

  private static String line(String mnemonic, String operands, long pc, long w) {
    if (operands.isEmpty()) {
      return mnemonic;
    }
    StringBuilder line = new StringBuilder(mnemonic).append(' ');
    for (int i = 0; i < operands.length(); i++) {
      operand(line, operands.charAt(i), pc, w);
    }
    return line.toString();
  }

  private static void operand(StringBuilder line, char letter, long pc, long w) {
    long immediate = Decoded.immediate(w);
    switch (letter) {
      case 'd' -> line.append(REGISTERS[Decoded.rd(w) & 31]);
      case 's' -> line.append(REGISTERS[Decoded.rs1(w)]);
      case 't' -> line.append(REGISTERS[Decoded.rs2(w)]);
      case 'i' -> line.append(immediate);
      case 'h' -> line.append("0x").append(Long.toHexString(immediate));
      case 'u' -> line.append("0x").append(Long.toHexString(immediate >> 12 & 0xfffff));
      case 'p' -> line.append("0x").append(Long.toHexString(pc + immediate));
      case 'c' -> line.append(Csr.name((int) immediate));
      case 'z' -> line.append(Decoded.rs1(w));
      case 'f' -> fenceSets(line, (int) immediate);
      case 'D' -> line.append(FLOAT_REGISTERS[Decoded.rd(w) & 31]);
      case 'S' -> line.append(FLOAT_REGISTERS[Decoded.rs1(w)]);
      case 'T' -> line.append(FLOAT_REGISTERS[Decoded.rs2(w)]);
      case 'R' -> line.append(FLOAT_REGISTERS[(int) immediate >>> 3]);
      case 'm' -> roundingMode(line, (int) immediate & 7, FloatingPoint.DYNAMIC);
      case 'x' -> roundingMode(line, (int) immediate & 7, SoftFloat.NEAREST_EVEN);
      default -> line.append(letter);
    }
  }

  private static void roundingMode(StringBuilder line, int mode, int usual) {
    if (mode != usual) {
      line.append(',').append(ROUNDING_MODES.get(mode));
    }
  }

  private static void fenceSets(StringBuilder line, int sets) {
    fenceSet(line, sets >> 4);
    line.append(',');
    fenceSet(line, sets);
  }

  private static void fenceSet(StringBuilder line, int set) {
    String letters = "iorw";
    int before = line.length();
    for (int i = 0; i < letters.length(); i++) {
      if ((set >> 3 - i & 1) != 0) {
        line.append(letters.charAt(i));
      }
    }
    if (line.length() == before) {
      line.append('0');
    }
  }
}
