package bohr.emulator.hart;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A small assembler for tests. It reads what [Disassembler] writes, by the same tables, and labels
/// (`again:`), `.half` and `.word`. Only compressed instructions have to be given as `.half`.
final class Assembler {

  private final long origin;
  private final Map<String, Long> labels = new HashMap<>();
  private final List<String> lines = new ArrayList<>();

  private Assembler(long origin) {
    this.origin = origin;
  }

  /// The bytes of `lines`, to be placed at `origin`.
  static byte[] assemble(long origin, String... lines) {
    Assembler assembler = new Assembler(origin);
    assembler.layOut(lines);
    return assembler.encode();
  }

  /// The word of one instruction.
  static int word(long pc, String line) {
    return new Assembler(pc).instruction(pc, line);
  }

  static int register(String name) {
    for (int register = 0; register < 32; register++) {
      if (Disassembler.register(register).equals(name)) {
        return register;
      }
    }
    throw new IllegalArgumentException(name);
  }

  private static int floatRegister(String name) {
    for (int register = 0; register < 32; register++) {
      if (Disassembler.floatRegister(register).equals(name)) {
        return register;
      }
    }
    throw new IllegalArgumentException(name);
  }

  private static int roundingMode(String name) {
    int mode = List.of("rne", "rtz", "rdn", "rup", "rmm", "", "", "dyn").indexOf(name);
    if (mode < 0) {
      throw new IllegalArgumentException(name);
    }
    return mode;
  }

  private void layOut(String... source) {
    long pc = origin;
    for (String line : source) {
      if (line.endsWith(":")) {
        labels.put(line.substring(0, line.length() - 1), pc);
      } else {
        lines.add(line);
        pc += size(line);
      }
    }
  }

  private static int size(String line) {
    return line.startsWith(".half ") ? 2 : 4;
  }

  private byte[] encode() {
    int length = lines.stream().mapToInt(Assembler::size).sum();
    byte[] bytes = new byte[length];
    int at = 0;
    for (String line : lines) {
      int word =
          line.startsWith(".")
              ? (int) number(line.substring(line.indexOf(' ') + 1))
              : instruction(origin + at, line);
      for (int i = 0; i < size(line); i++) {
        bytes[at++] = (byte) (word >>> 8 * i);
      }
    }
    return bytes;
  }

  private int instruction(long pc, String line) {
    int space = line.indexOf(' ');
    String mnemonic = space < 0 ? line : line.substring(0, space);
    String operands = space < 0 ? "" : line.substring(space + 1);
    for (Alias alias : Alias.ROWS) {
      if (alias.mnemonic().equals(mnemonic)) {
        Integer word = alias(alias, operands, pc);
        if (word != null) {
          return word;
        }
      }
    }
    int ordering = ordering(mnemonic);
    String plain = mnemonic.replaceFirst("\\.(aq|rl|aqrl)$", "");
    for (Instruction row : InstructionSet.ROWS) {
      if (row.mnemonic().equals(plain) && row.opcode() != Opcode.HINT) {
        Fields fields = new Fields();
        fields.immediate = ordering;
        if (fields.parse(row.format().operands, operands, pc)) {
          return fields.encode(row);
        }
      }
    }
    throw new IllegalArgumentException(line);
  }

  private Integer alias(Alias alias, String operands, long pc) {
    Fields fields = new Fields();
    fields.rd = Math.max(alias.rd(), 0);
    fields.rs1 = Math.max(alias.rs1(), 0);
    fields.rs2 = Math.max(alias.rs2(), 0);
    fields.immediate = alias.immediate() == Alias.ANY ? 0 : alias.immediate();
    if (!fields.parse(alias.operands(), operands, pc)) {
      return null;
    }
    fields.rs2 = alias.rs2() == Alias.RS1 ? fields.rs1 : fields.rs2;
    return fields.encode(InstructionSet.ofOpcode(alias.opcode()));
  }

  private static int ordering(String mnemonic) {
    return mnemonic.endsWith(".aqrl")
        ? 3
        : mnemonic.endsWith(".aq") ? 2 : mnemonic.endsWith(".rl") ? 1 : 0;
  }

  private static long number(String text) {
    return Long.decode(text);
  }

  /// The operands of one instruction.
  private final class Fields {

    private int rd;
    private int rs1;
    private int rs2;
    private long immediate;

    /// Reads `text` by the letters of [Format#operands]; false if it does not fit them.
    boolean parse(String letters, String text, long pc) {
      String[] words =
          text.isEmpty() ? new String[0] : text.replaceAll("[(),]+", " ").trim().split(" +");
      String wanted = letters.replaceAll("[(),]", "");
      if (wanted.equals("f")) {
        immediate = fence(words[0]) << 4 | fence(words[1]);
        return true;
      }
      if (wanted.endsWith("m") && words.length == wanted.length() - 1) {
        immediate = FloatingPoint.DYNAMIC;
        wanted = wanted.substring(0, words.length);
      } else if (wanted.endsWith("x")) {
        wanted = wanted.substring(0, wanted.length() - 1);
      }
      if (words.length != wanted.length() || text.contains("(") != letters.contains("(")) {
        return false;
      }
      for (int i = 0; i < words.length; i++) {
        field(wanted.charAt(i), words[i], pc);
      }
      return true;
    }

    private void field(char letter, String word, long pc) {
      switch (letter) {
        case 'd' -> rd = register(word);
        case 's' -> rs1 = register(word);
        case 't' -> rs2 = register(word);
        case 'i', 'h' -> immediate = number(word);
        case 'u' -> immediate = (int) (number(word) << 12);
        case 'p' -> immediate = (labels.containsKey(word) ? labels.get(word) : number(word)) - pc;
        case 'c' -> immediate = csr(word);
        case 'z' -> rs1 = (int) number(word);
        case 'D' -> rd = floatRegister(word);
        case 'S' -> rs1 = floatRegister(word);
        case 'T' -> rs2 = floatRegister(word);
        case 'R' -> immediate += (long) floatRegister(word) << 3;
        case 'm' -> immediate = immediate & -8 | roundingMode(word);
        default -> throw new AssertionError(letter);
      }
    }

    private static int fence(String set) {
      int bits = 0;
      for (int i = 0; i < 4; i++) {
        bits |= set.indexOf("iorw".charAt(i)) >= 0 ? 8 >> i : 0;
      }
      return bits;
    }

    private static int csr(String name) {
      for (int number = 0; number < 1 << 12; number++) {
        if (Csr.name(number).equals(name)) {
          return number;
        }
      }
      throw new IllegalArgumentException(name);
    }

    int encode(Instruction row) {
      int word = row.match() | rd << 7 | rs1 << 15 | rs2 << 20 | bits(row.format());
      if (!row.matches(word) || row.format().immediate(word) != immediate) {
        throw new IllegalArgumentException(row.mnemonic() + " " + immediate);
      }
      return word;
    }

    /// The immediate in its place. As in the manual's figure, but read backwards: each bit of the
    /// word is asked what it contributes to the immediate.
    private int bits(Format format) {
      int word = 0;
      for (int bit = 7; bit < 32; bit++) {
        int contribution = format.immediate(1 << bit) ^ format.immediate(0);
        if (contribution != 0 && (contribution & immediate) != 0) {
          word |= 1 << bit;
        }
      }
      return word;
    }
  }
}
