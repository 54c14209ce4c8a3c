package bohr.emulator.hart;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Turns instructions as a person writes them into machine code, by the same rows from which
/// [Disassembler] reads them back. It takes what the disassembler writes, and besides: registers by
/// number (`x5`), `.aq.rl` for `.aqrl`, an offset 0 where an instruction has none
/// (`lr.w x5,0(x6)`), labels as targets, and blanks between operands.
///
/// Left out: compressed instructions, which have to be given as `.half`, and whatever becomes more
/// than one instruction.
public final class Assembler {

  private static final Map<String, List<Alias>> ALIASES = aliases();
  private static final Map<String, List<Instruction>> ROWS = rows();

  private Assembler() {}

  /// The bytes of `lines`, to be placed at `origin`: instructions, labels (`again:`), `.half` and
  /// `.word`.
  ///
  /// @throws IllegalArgumentException if a line is none of these; its message says why
  public static byte[] assemble(long origin, String... lines) {
    Map<String, Long> labels = new TreeMap<>();
    List<String> statements = new ArrayList<>();
    long end = origin;
    for (String line : lines) {
      if (line.endsWith(":")) {
        labels.put(line.substring(0, line.length() - 1), end);
      } else {
        statements.add(line);
        end += size(line);
      }
    }
    byte[] bytes = new byte[(int) (end - origin)];
    int at = 0;
    for (String line : statements) {
      int word = line.startsWith(".") ? data(line) : word(origin + at, line, labels);
      for (int i = 0; i < size(line); i++) {
        bytes[at++] = (byte) (word >>> 8 * i);
      }
    }
    return bytes;
  }

  private static int size(String line) {
    return line.startsWith(".half ") ? 2 : 4;
  }

  private static int data(String line) {
    Long value = Operands.number(line.substring(line.indexOf(' ') + 1).strip());
    if (value == null) {
      throw new IllegalArgumentException("'" + line + "' is no data");
    }
    return value.intValue();
  }

  /// The word of an instruction that lies at `pc`.
  ///
  /// @throws IllegalArgumentException if there is no such instruction; its message says why
  public static int word(long pc, String line) {
    return word(pc, line, Map.of());
  }

  /// As [#word(long, String)], where targets may also be `labels`, with their addresses.
  public static int word(long pc, String line, Map<String, Long> labels) {
    String text = line.strip();
    int blank = 0;
    while (blank < text.length() && !Character.isWhitespace(text.charAt(blank))) {
      blank++;
    }
    String mnemonic = text.substring(0, blank);
    String operands = text.substring(blank).strip();
    List<Alias> aliases = ALIASES.getOrDefault(mnemonic, List.of());
    for (Alias alias : aliases) {
      Operands fields = new Operands(pc, labels, alias);
      Instruction row = InstructionSet.ofOpcode(alias.opcode());
      if (fields.read(alias.operands(), operands) && fields.fit(row)) {
        return fields.word(row);
      }
    }
    Integer word = wordOfRow(pc, mnemonic, operands, labels);
    if (word == null) {
      boolean known = !aliases.isEmpty() || !rows(mnemonic).isEmpty();
      throw new IllegalArgumentException(
          known
              ? "'" + mnemonic + "' cannot have the operands '" + operands + "'"
              : "unknown instruction '" + mnemonic + "'");
    }
    return word;
  }

  private static Integer wordOfRow(
      long pc, String mnemonic, String operands, Map<String, Long> labels) {
    int ordering = ROWS.containsKey(mnemonic) ? 0 : ordering(mnemonic);
    for (Instruction row : rows(mnemonic)) {
      Operands fields = new Operands(pc, labels, ordering);
      boolean ordered = ordering == 0 || row.format().hasOrderingBits();
      if (ordered && fields.read(row.format().operands, operands) && fields.fit(row)) {
        return fields.word(row);
      }
    }
    return null;
  }

  /// The rows of a mnemonic, be it without its suffix.
  private static List<Instruction> rows(String mnemonic) {
    List<Instruction> rows = ROWS.get(mnemonic);
    String plain = mnemonic.replaceFirst("(\\.aq)?(\\.rl|\\.aqrl)?$", "");
    return rows != null ? rows : ROWS.getOrDefault(plain, List.of());
  }

  /// The aq and rl bits that the suffix of a mnemonic stands for.
  private static int ordering(String mnemonic) {
    boolean both = mnemonic.endsWith(".aqrl") || mnemonic.endsWith(".aq.rl");
    return both ? 3 : mnemonic.endsWith(".aq") ? 2 : mnemonic.endsWith(".rl") ? 1 : 0;
  }

  /// The number of an integer register, by its number or by its name in the ABI.
  ///
  /// @throws IllegalArgumentException if there is no such register
  public static int register(String name) {
    int register = Operands.register(name);
    if (register < 0) {
      throw new IllegalArgumentException("unknown register '" + name + "'");
    }
    return register;
  }

  private static Map<String, List<Alias>> aliases() {
    Map<String, List<Alias>> aliases = new TreeMap<>();
    for (Alias alias : Alias.ROWS) {
      aliases.computeIfAbsent(alias.mnemonic(), name -> new ArrayList<>()).add(alias);
    }
    return aliases;
  }

  /// A hint is written as the instruction that it is a case of.
  private static Map<String, List<Instruction>> rows() {
    Map<String, List<Instruction>> rows = new TreeMap<>();
    for (Instruction row : InstructionSet.ROWS) {
      if (row.opcode() != Opcode.HINT) {
        rows.computeIfAbsent(row.mnemonic(), name -> new ArrayList<>()).add(row);
      }
    }
    return rows;
  }
}
