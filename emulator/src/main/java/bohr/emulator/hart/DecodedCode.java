package bohr.emulator.hart;

import bohr.emulator.memory.Memory;
import java.util.Arrays;

/// The decoded instructions of guest RAM, a page at a time, one entry for each halfword at which an
/// instruction may start. An entry is filled when it is first executed and emptied when a byte of
/// its instruction changes, whoever changed it; so self-modifying code is seen at once, and FENCE.I
/// has nothing left to do. Derived from memory alone: never walked, and harts may share it.
///
/// An instruction may reach into the next block ("straddle"). Then both blocks are marked, and a
/// change of a block also empties the last entry of the block before it. An instruction that
/// straddles two pages is kept apart from the arrays, because which page comes next is for address
/// translation to say: here it is the next one of RAM.
public final class DecodedCode implements Memory.CodeListener {

  /// Bytes of guest memory that one array covers.
  static final int PAGE_BYTES = 1 << 12;

  private static final int PAGE_SHIFT = 12;
  private static final int BLOCKS_SHIFT = PAGE_SHIFT - Memory.BLOCK_SHIFT;
  private static final int BLOCK_ENTRIES = Memory.BLOCK_BYTES / 2;
  private static final int LAST_ENTRY = PAGE_BYTES / 2 - 1;

  private final Memory memory;
  private final int ramBytes;
  private final long[][] pages;
  private Breakpoints breakpoints = Breakpoints.NONE;

  /// The instruction that starts at the last halfword of a page, if it straddles.
  private final long[] straddling;

  /// Nothing of `memory` is decoded yet.
  public DecodedCode(Memory memory) {
    this.memory = memory;
    ramBytes = memory.ramBytes();
    pages = new long[ramBytes + PAGE_BYTES - 1 >> PAGE_SHIFT][];
    straddling = new long[pages.length];
    memory.addCodeListener(this);
  }

  /// Where in its page's entries the instruction at an address is.
  static int entry(long address) {
    return (int) (address & PAGE_BYTES - 1) >> 1;
  }

  /// The addresses that harts do not pass in silence.
  Breakpoints breakpoints() {
    return breakpoints;
  }

  /// From now on `these` are the breakpoints.
  void set(Breakpoints these) {
    breakpoints = these;
    for (long[] page : pages) {
      if (page != null) {
        these.entries().stream().forEach(entry -> page[entry] = 0);
      }
    }
  }

  /// The entries of the page around `offset`, which must be in RAM. The array is the page's for
  /// ever: what changes is its contents. Where an instruction straddles, its entry stays empty.
  long[] page(int offset) {
    long[] page = pages[offset >> PAGE_SHIFT];
    return page != null ? page : newPage(offset);
  }

  private long[] newPage(int offset) {
    return pages[offset >> PAGE_SHIFT] = new long[PAGE_BYTES / 2];
  }

  /// The instruction at `offset`, which must be even and in RAM; 0 if it reaches beyond RAM.
  long at(int offset) {
    int entry = entry(offset);
    long decoded = page(offset)[entry];
    if (decoded == 0 && entry == LAST_ENTRY) {
      decoded = straddling[offset >> PAGE_SHIFT];
    }
    return decoded != 0 ? decoded : decode(offset);
  }

  private long decode(int offset) {
    int word = memory.load16(offset) & 0xffff;
    if ((word & 3) == 3) {
      if (offset + 4 > ramBytes) {
        return 0;
      }
      word = memory.load32(offset);
      memory.markCode(offset + 2 >> Memory.BLOCK_SHIFT);
    }
    memory.markCode(offset >> Memory.BLOCK_SHIFT);
    long decoded = Decoded.decode(word);
    int entry = entry(offset);
    if (entry == LAST_ENTRY && Decoded.length(decoded) == 4) {
      straddling[offset >> PAGE_SHIFT] = decoded;
    } else if (!breakpoints.holdsOpen(entry)) {
      page(offset)[entry] = decoded;
    }
    return decoded;
  }

  @Override
  public void codeChanged(int block) {
    long[] page = pages[block >> BLOCKS_SHIFT];
    int first = (block & (1 << BLOCKS_SHIFT) - 1) * BLOCK_ENTRIES;
    if (page != null) {
      Arrays.fill(page, Math.max(first - 1, 0), first + BLOCK_ENTRIES, 0);
    }
    if (first + BLOCK_ENTRIES > LAST_ENTRY) {
      straddling[block >> BLOCKS_SHIFT] = 0;
    }
    if (first == 0 && block > 0) {
      straddling[(block >> BLOCKS_SHIFT) - 1] = 0;
    }
  }
}
