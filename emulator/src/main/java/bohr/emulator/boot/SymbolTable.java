package bohr.emulator.boot;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The symbols of an ELF (System V ABI, chapter 4, "Symbol Table"), looked up by name or by
/// address. A table that makes no sense is read as far as it does.
final class SymbolTable {

  /// Symbols beyond this many are not looked at, so that a hostile table costs a few megabytes.
  static final int MOST_SYMBOLS = 1 << 18;

  private static final int ENTRY_BYTES = 24;
  private static final int NO_TYPE = 0;
  private static final int OBJECT = 1;
  private static final int FUNCTION = 2;

  private final byte[] bytes;
  private final ByteBuffer table;
  private final int start;
  private final int count;
  private final long names;
  private final List<Code> code = new ArrayList<>();

  /// A stretch of code that a symbol names.
  ///
  /// @param length bytes up to where the name no longer fits
  /// @param rank of several names for one address the one of the highest rank is given
  /// @param symbol number of the symbol
  private record Code(long address, long length, int rank, int symbol) {}

  /// Reads the first symbol table among `sections`; has no symbols if there is none.
  SymbolTable(byte[] bytes, List<Section> sections) {
    this.bytes = bytes;
    table = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    Optional<Section> found = sections.stream()
        .filter(section -> section.type() == Section.SYMBOL_TABLE)
        .filter(section -> section.link() >= 0 && section.link() < sections.size())
        .findFirst();
    start = found.map(Section::offset).orElse(0);
    count = Math.min(found.map(Section::length).orElse(0) / ENTRY_BYTES, MOST_SYMBOLS);
    names = found.map(section -> sections.get(section.link()).offset()).orElse(0);
    for (int i = 0; i < count; i++) {
      addCode(i, sections);
    }
    code.sort(Comparator.<Code>comparingLong(each -> each.address() + Long.MIN_VALUE)
        .thenComparingInt(Code::rank));
  }

  private int at(int symbol) {
    return start + symbol * ENTRY_BYTES;
  }

  private int type(int symbol) {
    return table.get(at(symbol) + 4) & 0xf;
  }

  private boolean isGlobal(int symbol) {
    return table.get(at(symbol) + 4) >> 4 != 0;
  }

  private long nameAt(int symbol) {
    return names + Integer.toUnsignedLong(table.getInt(at(symbol)));
  }

  private Symbol symbol(int symbol) {
    return new Symbol(Text.at(bytes, nameAt(symbol)), table.getLong(at(symbol) + 8),
        table.getLong(at(symbol) + 16));
  }

  /// Functions and labels name code; a label without a size does so until its section ends.
  private void addCode(int symbol, List<Section> sections) {
    int type = type(symbol);
    int section = table.getShort(at(symbol) + 6) & 0xffff;
    if (type != NO_TYPE && type != FUNCTION
        || section >= sections.size() || !sections.get(section).executable()) {
      return;
    }
    if (isOwnOfAssembler(nameAt(symbol))) {
      return;
    }
    long address = table.getLong(at(symbol) + 8);
    long size = table.getLong(at(symbol) + 16);
    Section around = sections.get(section);
    if (size == 0 && around.holds(address)) {
      size = around.memoryBytes() - (address - around.address());
    }
    int rank = (type == FUNCTION ? 2 : 0) + (isGlobal(symbol) ? 1 : 0);
    code.add(new Code(address, size, rank, symbol));
  }

  /// Whether a name is for the assembler alone: none at all, or one that starts with `$` (RISC-V
  /// ELF psABI, "Mapping Symbol") or with `.L`.
  private boolean isOwnOfAssembler(long nameAt) {
    if (nameAt >= bytes.length - 1) {
      return true;
    }
    byte first = bytes[(int) nameAt];
    return first == 0 || first == '$' || first == '.' && bytes[(int) nameAt + 1] == 'L';
  }

  /// The function or label around a virtual address.
  Optional<Symbol> around(long address) {
    int low = 0;
    int high = code.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (Long.compareUnsigned(code.get(middle).address(), address) <= 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    if (low == 0) {
      return Optional.empty();
    }
    Code nearest = code.get(low - 1);
    return Long.compareUnsigned(address - nearest.address(), nearest.length()) < 0
        ? Optional.of(symbol(nearest.symbol()))
        : Optional.empty();
  }

  /// The symbol of that name; of several, a global one.
  Optional<Symbol> named(String name) {
    if (name.isEmpty()) {
      return Optional.empty();
    }
    int found = -1;
    for (int i = 0; i < count; i++) {
      boolean usable = type(i) <= FUNCTION && table.getShort(at(i) + 6) != 0;
      if (usable && (found < 0 || isGlobal(i)) && Text.isAt(bytes, nameAt(i), name)) {
        found = i;
      }
    }
    return found < 0 ? Optional.empty() : Optional.of(symbol(found));
  }

  /// The global variables of `size` bytes, at most `most` of them, in the order of the table.
  List<Symbol> variables(long size, int most) {
    List<Symbol> variables = new ArrayList<>();
    for (int i = 0; i < count && variables.size() < most; i++) {
      if (type(i) == OBJECT && isGlobal(i) && table.getLong(at(i) + 16) == size) {
        variables.add(symbol(i));
      }
    }
    return variables;
  }
}
