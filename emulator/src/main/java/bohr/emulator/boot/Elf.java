package bohr.emulator.boot;

import bohr.emulator.input.BadInput;
import bohr.emulator.memory.Memory;
import bohr.emulator.memory.MemoryLayout;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// A guest program: a statically linked ELF64 executable for RISC-V (System V ABI, chapters 4 and
/// 5; RISC-V ELF psABI). Immutable, and safe to share between machines.
///
/// What the machine needs (headers and segments) is checked, and a mistake in it is a [BadInput].
/// What only helps people (symbols and line table) is read as far as it makes sense.
///
/// Written by hand although libraries exist: the one tried lets corrupt headers escape as
/// arithmetic and array-size exceptions.
public final class Elf {

  /// Larger files are refused.
  public static final int MOST_BYTES = 16 << 20;

  /// Stores while loading are nobody's: no hart keeps a reservation through them.
  private static final int NO_AGENT = -1;

  private static final int MOST_VARIABLES = 1000;
  private static final Section NO_SECTION = new Section("", 0, false, 0, 0, 0, 0, 0);
  private static final byte[] ZEROS = new byte[4096];

  private final String file;
  private final byte[] bytes;
  private final long entry;
  private final List<Segment> segments;
  private final SymbolTable symbols;
  private final LineTable lines = new LineTable();

  private Elf(byte[] bytes, String file) {
    this.file = file;
    this.bytes = bytes;
    ElfHeader header = ElfHeader.read(bytes, file);
    segments = Segment.readAll(bytes, header, file);
    entry = physical(header.entry(), 2).orElseThrow(() -> new BadInput(file, "byte 24",
        "the entry point 0x" + Long.toHexString(header.entry()) + " is in no segment"));
    List<Section> sections = Section.readAll(bytes, header);
    symbols = new SymbolTable(bytes, sections);
    readLines(sections);
  }

  /// Reads an ELF file.
  ///
  /// @param bytes the whole file
  /// @param file its name, for messages
  /// @throws BadInput if this machine could not run it
  public static Elf parse(byte[] bytes, String file) {
    if (bytes.length > MOST_BYTES) {
      throw new BadInput(file, "", bytes.length + " bytes are more than the "
          + MOST_BYTES + " that a guest may have");
    }
    return new Elf(bytes.clone(), file);
  }

  /// Whether a file looks like one.
  public static boolean isOne(byte[] bytes) {
    return bytes.length >= 4 && bytes[0] == 0x7f && bytes[1] == 'E' && bytes[2] == 'L'
        && bytes[3] == 'F';
  }

  private void readLines(List<Section> sections) {
    Section programs = Section.named(sections, ".debug_line").orElse(NO_SECTION);
    LineProgram.runAll(programs.open(bytes), strings(sections), lines);
    lines.finish();
  }

  private static DebugStrings strings(List<Section> sections) {
    return new DebugStrings(
        Section.named(sections, ".debug_str").orElse(NO_SECTION),
        Section.named(sections, ".debug_line_str").orElse(NO_SECTION));
  }

  /// The file's name, for messages.
  public String file() {
    return file;
  }

  /// A copy of the whole file.
  public byte[] image() {
    return bytes.clone();
  }

  /// The file as a debugger wants it, which finds no lines in a line table alone.
  public byte[] forDebuggers() {
    List<Section> sections = Section.readAll(bytes, ElfHeader.read(bytes, file));
    return CompilationUnits.added(
        bytes.clone(), ElfHeader.read(bytes, file), sections, strings(sections));
  }

  /// Physical address of the first instruction.
  public long entry() {
    return entry;
  }

  /// The symbol of that name; of several, a global one.
  public Optional<Symbol> symbol(String name) {
    return symbols.named(name);
  }

  /// The global variables of 4 or 8 bytes, by name: those that [#patch] can set. At most a thousand
  /// of each size.
  public List<Symbol> variables() {
    List<Symbol> variables = new ArrayList<>(symbols.variables(4, MOST_VARIABLES));
    variables.addAll(symbols.variables(8, MOST_VARIABLES));
    variables.removeIf(variable -> !isLoaded(variable));
    variables.sort(Comparator.comparing(Symbol::name).thenComparingLong(Symbol::address));
    return variables;
  }

  /// Whether all bytes of a symbol lie in one segment.
  public boolean isLoaded(Symbol symbol) {
    return symbol.size() > 0 && physical(symbol.address(), symbol.size()).isPresent();
  }

  /// Where the instruction at the virtual address `pc` comes from.
  public Location locate(long pc) {
    Optional<Symbol> around = symbols.around(pc);
    LineTable.Row row = lines.find(pc);
    String path = row == null ? "" : Text.at(bytes, row.nameAt());
    String name = path.substring(path.lastIndexOf('/') + 1);
    return new Location(around.map(Symbol::name).orElse(""),
        around.map(symbol -> pc - symbol.address()).orElse(0L),
        name, name.isEmpty() ? 0 : row.line());
  }

  /// Checks that every segment lies inside a RAM of `ramBytes` bytes.
  ///
  /// @throws BadInput if one does not
  public void checkFits(long ramBytes) {
    for (Segment segment : segments) {
      long offset = segment.physical() - MemoryLayout.RAM;
      if (offset < 0 || segment.memoryBytes() > ramBytes
          || offset > ramBytes - segment.memoryBytes()) {
        throw new BadInput(file, segment.place(), segment.range() + " is outside RAM, which is 0x"
            + Long.toHexString(MemoryLayout.RAM) + " to 0x"
            + Long.toHexString(MemoryLayout.RAM + ramBytes - 1));
      }
    }
  }

  /// Physical address of the first byte to load.
  public long start() {
    return segments.getFirst().physical();
  }

  /// Physical address behind the last one.
  public long end() {
    Segment last = segments.getLast();
    return last.physical() + last.memoryBytes();
  }

  /// Puts every segment where it belongs, and zeros behind its bytes.
  ///
  /// @throws BadInput if one does not lie inside RAM; nothing has been changed then
  public void load(Memory memory) {
    checkFits(memory.ramBytes());
    for (Segment segment : segments) {
      int offset = (int) (segment.physical() - MemoryLayout.RAM);
      if (segment.fileBytes() > 0) {
        memory.write(offset, bytes, segment.offset(), segment.fileBytes(), NO_AGENT);
      }
      int end = offset + (int) segment.memoryBytes();
      for (int at = offset + segment.fileBytes(); at < end; at += ZEROS.length) {
        memory.write(at, ZEROS, 0, Math.min(ZEROS.length, end - at), NO_AGENT);
      }
    }
  }

  /// Gives a variable of a loaded guest its value, in place of the one in the file.
  ///
  /// @param variable a symbol of 4 or 8 bytes for which [#isLoaded] holds
  public void patch(Memory memory, Symbol variable, long value) {
    long address = physical(variable.address(), variable.size()).orElseThrow();
    int offset = (int) (address - MemoryLayout.RAM);
    if (variable.size() == 4) {
      memory.store32(offset, (int) value, NO_AGENT);
    } else {
      memory.store64(offset, value, NO_AGENT);
    }
  }

  /// Where `length` bytes from a virtual address are loaded. They differ when a linker script keeps
  /// load addresses (`AT`) apart, as kernels do.
  private Optional<Long> physical(long virtual, long length) {
    return segments.stream()
        .filter(segment -> segment.holdsVirtual(virtual, length))
        .findFirst()
        .map(segment -> virtual - segment.virtual() + segment.physical());
  }
}
