package bohr.emulator.hart;

import java.util.Map;

/// The operands of one instruction that [Assembler] reads, by the letters of [Format#operands].
final class Operands {

  private static final int RESERVED_MODE = Disassembler.ROUNDING_MODES.indexOf("unknown");

  private final long pc;
  private final Map<String, Long> labels;
  private final boolean secondIsFirst;
  private int rd;
  private int rs1;
  private int rs2;
  private long immediate;

  /// Of an instruction at `pc` with nothing but these aq and rl bits.
  Operands(long pc, Map<String, Long> labels, int ordering) {
    this.pc = pc;
    this.labels = labels;
    immediate = ordering;
    secondIsFirst = false;
  }

  /// Of an instruction at `pc` with what `alias` leaves no choice about.
  Operands(long pc, Map<String, Long> labels, Alias alias) {
    this.pc = pc;
    this.labels = labels;
    rd = Math.max(alias.rd(), 0);
    rs1 = Math.max(alias.rs1(), 0);
    rs2 = Math.max(alias.rs2(), 0);
    secondIsFirst = alias.rs2() == Alias.RS1;
    immediate = alias.immediate() == Alias.ANY ? 0 : alias.immediate();
  }

  /// Reads `text`; false if it does not fit the letters.
  boolean read(String letters, String text) {
    int at = 0;
    for (int i = 0; i < letters.length(); i++) {
      char letter = letters.charAt(i);
      if (letter == 'm' || letter == 'x') {
        return rounding(letter, text.substring(at).strip());
      }
      at = skipBlanks(text, at);
      if (letter == '(' && text.startsWith("0(", at)) {
        at++;
      }
      if (letter == 'f') {
        return fence(text.substring(at));
      }
      int end = ",()".indexOf(letter) >= 0 ? at + 1 : end(text, at);
      if (end > text.length() || !field(letter, text.substring(at, end).strip())) {
        return false;
      }
      at = end;
    }
    rs2 = secondIsFirst ? rs1 : rs2;
    return skipBlanks(text, at) == text.length();
  }

  private static int skipBlanks(String text, int at) {
    int next = at;
    while (next < text.length() && Character.isWhitespace(text.charAt(next))) {
      next++;
    }
    return next;
  }

  private static int end(String text, int at) {
    int end = at;
    while (end < text.length() && ",()".indexOf(text.charAt(end)) < 0) {
      end++;
    }
    return end;
  }

  private boolean field(char letter, String word) {
    return switch (letter) {
      case 'd' -> (rd = register(word)) >= 0;
      case 's' -> (rs1 = register(word)) >= 0;
      case 't' -> (rs2 = register(word)) >= 0;
      case 'D' -> (rd = floatRegister(word)) >= 0;
      case 'S' -> (rs1 = floatRegister(word)) >= 0;
      case 'T' -> (rs2 = floatRegister(word)) >= 0;
      case 'R' -> {
        int third = floatRegister(word);
        immediate = (long) third << 3;
        yield third >= 0;
      }
      case 'i', 'h', 'u', 'z', 'p', 'c' -> immediate(letter, word);
      default -> word.length() == 1 && word.charAt(0) == letter;
    };
  }

  private boolean immediate(char letter, String word) {
    Long value = switch (letter) {
      case 'c' -> csr(word);
      case 'p' -> labels.containsKey(word) ? labels.get(word) : number(word);
      default -> number(word);
    };
    if (value == null) {
      return false;
    }
    switch (letter) {
      case 'z' -> rs1 = value >= 0 && value < 32 ? value.intValue() : -1;
      case 'u' -> immediate = value >>> 20 == 0 ? value.intValue() << 12 : -1;
      case 'p' -> immediate = value - pc;
      default -> immediate = value;
    }
    return rs1 >= 0;
  }

  /// The rounding mode, which comes last; without one it is the dynamic one, or 0 where the
  /// conversion is exact.
  private boolean rounding(char letter, String text) {
    if (text.isEmpty()) {
      immediate = immediate & -8 | (letter == 'm' ? FloatingPoint.DYNAMIC : 0);
      return true;
    }
    int mode = Disassembler.ROUNDING_MODES.indexOf(text.substring(1).strip());
    immediate = immediate & -8 | mode & 7;
    return text.charAt(0) == ',' && mode >= 0 && mode != RESERVED_MODE;
  }

  private boolean fence(String text) {
    String[] sets = text.split(",", -1);
    if (sets.length != 2) {
      return false;
    }
    int before = fenceSet(sets[0].strip());
    int after = fenceSet(sets[1].strip());
    immediate = before << 4 | after;
    return before >= 0 && after >= 0;
  }

  private static int fenceSet(String set) {
    if (set.equals("0")) {
      return 0;
    }
    int bits = set.isEmpty() ? -1 : 0;
    for (int i = 0; i < set.length(); i++) {
      int kind = "iorw".indexOf(set.charAt(i));
      bits = kind < 0 ? -1 : bits | 8 >> kind;
    }
    return bits;
  }

  /// The number of an integer register; -1 if there is none of that name.
  static int register(String name) {
    if (name.matches("x(\\d|[12]\\d|3[01])")) {
      return Integer.parseInt(name.substring(1));
    }
    if (name.equals("fp")) {
      return 8;
    }
    for (int register = 0; register < 32; register++) {
      if (Disassembler.register(register).equals(name)) {
        return register;
      }
    }
    return -1;
  }

  private static int floatRegister(String name) {
    for (int register = 0; register < 32; register++) {
      if (Disassembler.floatRegister(register).equals(name)) {
        return register;
      }
    }
    return -1;
  }

  private static Long csr(String name) {
    for (long number = 0; number < 1 << 12; number++) {
      if (Csr.name((int) number).equals(name)) {
        return number;
      }
    }
    return null;
  }

  /// A decimal or, behind `0x`, hexadecimal number; null if it is none.
  static Long number(String text) {
    try {
      return text.startsWith("0x")
          ? Long.parseUnsignedLong(text.substring(2), 16) : Long.parseLong(text);
    } catch (NumberFormatException e) {
      return null;
    }
  }

  /// Whether the instruction can have these operands.
  boolean fit(Instruction row) {
    int word = word(row);
    return row.matches(word) && row.format().immediate(word) == immediate;
  }

  /// The word of the instruction with these operands, which fit.
  int word(Instruction row) {
    return row.match() | rd << 7 | rs1 << 15 | rs2 << 20 | bits(row.format());
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
