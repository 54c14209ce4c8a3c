package bohr.emulator.hart;

import bohr.emulator.memory.Memory;
import bohr.emulator.ordering.MemoryRules;
import bohr.emulator.ordering.Ordering;
import bohr.emulator.state.Loader;
import bohr.emulator.state.Stateful;
import bohr.emulator.state.Walker;
import java.util.Arrays;

/// An instruction cache that nobody keeps coherent: until its hart executes FENCE.I, a fetch may
/// see what a line held when it was first fetched since (unprivileged ISA, chapter "Zifencei").
/// Which it sees is a choice, and the first alternative is memory as it is; choosing that fetches
/// the line anew.
///
/// Direct-mapped. A line keeps a copy of what it held only if memory has changed since, so without
/// changes of code there is nothing to it but the addresses of the lines.
final class InstructionCache implements Memory.CodeListener, Stateful {

  private static final int LINES = 128;
  private static final int LINE_SHIFT = 6;
  private static final int LINE_LONGS = 8;
  private static final int BLOCK_LINES = 1 << Memory.BLOCK_SHIFT - LINE_SHIFT;
  private static final long EMPTY = -1;

  /// The word of the last instruction fetched.
  int word;

  private final Hart hart;
  private final Memory memory;

  /// The number of the line in each place, or [#EMPTY].
  private final long[] lines = new long[LINES];

  /// What it held, where memory has changed; null elsewhere.
  private final long[][] copies = new long[LINES][];

  /// That of a hart in a machine with these rules; null if its fetches see all stores.
  static InstructionCache of(Hart hart, Ordering ordering) {
    boolean stale = ordering.rules().fetch() == MemoryRules.Fetch.INCOHERENT;
    return stale ? new InstructionCache(hart, ordering.memory()) : null;
  }

  private InstructionCache(Hart hart, Memory memory) {
    this.hart = hart;
    this.memory = memory;
    memory.addCodeListener(this);
    clear();
  }

  /// FENCE.I.
  void clear() {
    Arrays.fill(lines, EMPTY);
    Arrays.fill(copies, null);
  }

  /// Fetches the instruction at the pc, which can be fetched.
  long fetch() {
    long first = Ram.offset(locate(hart.pc));
    int low = half(first);
    boolean isLong = (low & 3) == 3;
    word = isLong ? low | half(second(first)) << 16 : low;
    return Decoded.decode(word);
  }

  /// Where the second half is; where it would follow directly if that cannot be fetched, because
  /// memory holds a shorter instruction now.
  private long second(long first) {
    long second = Ram.offset(locate(hart.pc + 2));
    return hart.ram.holds(second, 2) ? second : first;
  }

  private long locate(long address) {
    hart.translation.locate(address, 2, Purpose.FETCH);
    return hart.translation.physical;
  }

  private int half(long offset) {
    long line = offset >> LINE_SHIFT;
    int place = (int) line & LINES - 1;
    if (lines[place] != line) {
      lines[place] = line;
      copies[place] = null;
      memory.markCode((int) (offset >> Memory.BLOCK_SHIFT));
    }
    int now = memory.load16((int) offset) & 0xffff;
    long[] copy = copies[place];
    if (copy == null) {
      return now;
    }
    int within = (int) offset & (1 << LINE_SHIFT) - 1;
    int then = (int) (copy[within >> 3] >>> 8 * (within & 7)) & 0xffff;
    if (then == now) {
      return now;
    }
    if (goesOnAsPromised() || hart.chooser.choose(hart.id(), 2) == 0) {
      copies[place] = null;
      return now;
    }
    return then;
  }

  /// A hart that has promised a store goes on with the instructions that led to it.
  private boolean goesOnAsPromised() {
    return hart.weak != null && hart.weak.hasPromised();
  }

  /// Has the loop execute `w`, the instruction fetched last, though memory may hold another one.
  ///
  /// @return whether it did: 1 or 0
  int run(long w) {
    long pc = hart.pc;
    int offset = (int) Ram.offset(locate(pc));
    long[] page = hart.code.page(offset);
    int entry = (offset & DecodedCode.PAGE_BYTES - 1) >> 1;
    long held = page[entry];
    page[entry] = w;
    int retired = BaseInteger.run(hart, 1);
    if (page[entry] == w) {
      page[entry] = held;
    }
    if (retired == 1 && Decoded.opcode(w) == Opcode.FENCE_I) {
      clear();
    }
    return retired;
  }

  /// The block is about to change: its lines keep what they hold.
  @Override
  public void codeChanged(int block) {
    for (int i = 0; i < BLOCK_LINES; i++) {
      long line = (long) block * BLOCK_LINES + i;
      int place = (int) line & LINES - 1;
      if (lines[place] == line && copies[place] == null) {
        copies[place] = new long[LINE_LONGS];
        for (int at = 0; at < LINE_LONGS; at++) {
          copies[place][at] = memory.load64((int) (line << LINE_SHIFT) + 8 * at);
        }
      }
    }
  }

  @Override
  public void walk(Walker walker) {
    walker.values(lines);
    for (int place = 0; place < LINES; place++) {
      boolean changed = walker.value(copies[place] != null);
      if (walker instanceof Loader) {
        copies[place] = changed ? new long[LINE_LONGS] : null;
        mark(lines[place]);
      }
      if (changed) {
        walker.values(copies[place]);
      }
    }
    word = walker.value(word);
  }

  /// Changes of the line's block must be heard of.
  private void mark(long line) {
    if (line != EMPTY) {
      memory.markCode((int) (line / BLOCK_LINES));
    }
  }
}
