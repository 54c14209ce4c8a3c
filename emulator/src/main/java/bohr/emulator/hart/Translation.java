package bohr.emulator.hart;

import bohr.emulator.hart.PageWalk.Outcome;
import bohr.emulator.memory.Memory;
import bohr.emulator.memory.Watch;
import java.util.Arrays;
import java.util.BitSet;

/// From the addresses that a hart's instructions use to offsets in RAM: page tables, physical
/// memory protection, and a buffer of what came out of them.
///
/// **The buffer** has three direct-mapped tables (loads, stores, fetches) for each set of rights:
/// user mode, supervisor mode without and with SUM, and machine mode, which needs one only if
/// locked PMP entries bind it. An entry says that a whole page of addresses is a whole page of RAM
/// on which this kind of access is allowed. Where nothing translates and nothing protects, the
/// access is [#direct] and the buffer is not asked.
///
/// **The buffer is never stale.** It holds exactly what a walk would find at this moment: an entry
/// disappears as soon as one of the page-table entries that it came from is stored to, by whomever
/// ([Memory.TableListener]), and all do when satp, MXR or the PMP change. So it is derived state
/// that needs no place in snapshots, and SFENCE.VMA has nothing left to do. The specification
/// allows this: an implementation may always do as if it cached nothing.
///
/// The loop of [BaseInteger] holds on to the page that it executes. So that it cannot change its
/// own page tables without noticing, pages with page tables are not in the tables for stores: a
/// store to one is a step of [SlowPath].
final class Translation implements Memory.TableListener {

  private static final int ENTRIES = 256;
  private static final int PAGE_SHIFT = 12;
  private static final int PAGE_BYTES = 1 << PAGE_SHIFT;

  /// What no page number equals.
  private static final long EMPTY = -1;

  /// An offset that [Ram#holds] refuses.
  private static final long MISS = -1;

  private static final int USER = 0;
  private static final int SUPERVISOR = 1;
  private static final int SUPERVISOR_WITH_SUM = 2;
  private static final int MACHINE = 3;
  private static final int RIGHTS = 4;

  /// Loads and stores go where their address says.
  boolean direct;

  /// And nobody wants to hear of any of them: the loop need not ask.
  boolean unasked;

  /// So do fetches.
  boolean directFetch;

  /// For the present rights: page number, and what to add to an address for the offset, by turns.
  long[] reads;

  long[] writes;
  long[] fetches;

  /// Where the last [#locate] ended.
  long physical;

  private final Table[] tables = new Table[3 * RIGHTS];
  private final PageWalk walk;
  private final Memory memory;
  private final Ram ram;
  private final ControlAndStatus csrs;
  private Watch watch;

  /// Blocks that hold entries which point to further tables.
  private final BitSet inner = new BitSet();

  /// Pages of RAM that hold page tables.
  private final BitSet tablePages = new BitSet();

  // What the buffer's contents depend on, besides page tables.
  private long satp;
  private boolean executableIsReadable;
  private long protectionVersion;

  /// Entries that hold for one instruction only: two halfwords of it and its data.
  private final Table[] temporaryTables = new Table[3];

  private final int[] temporarySlots = new int[3];
  private int temporaries;

  /// One table of the buffer.
  private static final class Table {

    final long[] entries = new long[2 * ENTRIES];

    /// The block of the leaf entry that an entry came from, -1 if from none.
    final int[] leaves = new int[ENTRIES];

    boolean used = true;

    void clear() {
      if (used) {
        Arrays.fill(entries, EMPTY);
        Arrays.fill(leaves, -1);
        used = false;
      }
    }

    void put(long address, long offset, int leaf) {
      int slot = slot(address);
      entries[slot] = address >>> PAGE_SHIFT;
      entries[slot + 1] = offset - address;
      leaves[slot >> 1] = leaf;
      used = true;
    }

    void forgetLeaf(int block) {
      if (used) {
        for (int i = 0; i < ENTRIES; i++) {
          if (leaves[i] == block) {
            entries[2 * i] = EMPTY;
            leaves[i] = -1;
          }
        }
      }
    }

    void forgetPage(int page) {
      if (used) {
        for (int i = 0; i < 2 * ENTRIES; i += 2) {
          long offset = (entries[i] << PAGE_SHIFT) + entries[i + 1];
          if (entries[i] != EMPTY && offset >> PAGE_SHIFT == page) {
            entries[i] = EMPTY;
          }
        }
      }
    }
  }

  Translation(Memory memory, Ram ram, ControlAndStatus csrs) {
    this.memory = memory;
    this.ram = ram;
    this.csrs = csrs;
    walk = new PageWalk(ram, csrs);
    for (int i = 0; i < tables.length; i++) {
      tables[i] = new Table();
    }
    memory.addTableListener(this);
    flush();
    select();
  }

  /// Forgets everything.
  void flush() {
    for (Table table : tables) {
      table.clear();
    }
    inner.clear();
    tablePages.clear();
  }

  /// From now on the loop leaves pages in which `these` ranges are to [SlowPath], which tells of
  /// loads; null: there are none.
  void watch(Watch these) {
    watch = these;
    flush();
    select();
  }

  /// The mode or a CSR may have changed: chooses the tables that hold from now on, and forgets what
  /// no longer does.
  void select() {
    boolean readable = csrs.status.executableIsReadable();
    long version = csrs.protection.version();
    if (satp != csrs.satp || readable != executableIsReadable || version != protectionVersion) {
      satp = csrs.satp;
      executableIsReadable = readable;
      protectionVersion = version;
      flush();
    }
    boolean bound = csrs.protection.bindsMachine();
    int mode = csrs.status.mode();
    int dataMode = csrs.status.dataMode();
    directFetch = mode == Privilege.MACHINE && !bound;
    direct = dataMode == Privilege.MACHINE && !bound;
    unasked = direct && watch == null;
    reads = table(Purpose.READ).entries;
    writes = table(Purpose.WRITE).entries;
    fetches = table(Purpose.FETCH).entries;
  }

  private Table table(Purpose purpose) {
    return tables[purpose.ordinal() * RIGHTS + rights(mode(purpose))];
  }

  private int mode(Purpose purpose) {
    return purpose == Purpose.FETCH ? csrs.status.mode() : csrs.status.dataMode();
  }

  private int rights(int mode) {
    return switch (mode) {
      case Privilege.USER -> USER;
      case Privilege.SUPERVISOR ->
          csrs.status.supervisorMayUseUserPages() ? SUPERVISOR_WITH_SUM : SUPERVISOR;
      default -> MACHINE;
    };
  }

  // What the loop asks. A miss is an offset that is not in RAM; it does not mean that the access is
  // not allowed.

  /// The offset of a load of `size` bytes; a miss if the buffer does not know it.
  long reading(long address, int size) {
    return unasked ? Ram.offset(address) : lookUp(reads, address, size);
  }

  /// The offset of a store or atomic of `size` bytes; a miss if the buffer does not know it.
  long writing(long address, int size) {
    return unasked ? Ram.offset(address) : lookUp(writes, address, size);
  }

  /// The offset of the halfword of an instruction; a miss if the buffer does not know it.
  long fetching(long address) {
    return directFetch ? Ram.offset(address) : lookUp(fetches, address, 2);
  }

  /// The page number of the last byte is compared, so that an access across a page boundary misses.
  static long lookUp(long[] entries, long address, int size) {
    int slot = slot(address);
    return entries[slot] == address + (size - 1) >>> PAGE_SHIFT
        ? address + entries[slot + 1]
        : MISS;
  }

  /// How many of the `size` bytes at `address` are in its page.
  static int untilPageEnd(long address, int size) {
    return Math.min(size, PAGE_BYTES - (int) (address & PAGE_BYTES - 1));
  }

  private static int slot(long address) {
    return (int) (address >>> PAGE_SHIFT) * 2 & 2 * ENTRIES - 2;
  }

  // What SlowPath asks.

  /// Finds out where an access of `size` bytes within one page goes, into [#physical], by the page
  /// tables and the PMP as they are. Changes nothing else.
  Outcome locate(long address, int size, Purpose purpose) {
    walk.visits = 0;
    physical = address;
    int mode = mode(purpose);
    if (mode != Privilege.MACHINE && PageWalk.translates(csrs.satp)) {
      Outcome outcome = walk.walk(address, purpose, mode);
      physical = walk.physical;
      if (outcome != Outcome.DONE) {
        return outcome;
      }
    }
    return csrs.protection.permits(physical, size, purpose, mode)
        ? Outcome.DONE
        : Outcome.ACCESS_FAULT;
  }

  /// As [#locate]; and if the place is in RAM, the loop will find it in the buffer, at least until
  /// [#dropTemporaries].
  Outcome resolve(long address, int size, Purpose purpose) {
    Outcome outcome = locate(address, size, purpose);
    boolean directly = purpose == Purpose.FETCH ? directFetch : unasked;
    if (outcome == Outcome.DONE && !directly && ram.holds(Ram.offset(physical), size)) {
      remember(address, purpose);
    }
    return outcome;
  }

  private void remember(long address, Purpose purpose) {
    long offset = Ram.offset(physical);
    int leaf = walk.visits == 0 ? -1 : block(walk.visited[walk.visits - 1]);
    markTables();
    Table table = table(purpose);
    table.put(address, offset, leaf);
    if (!lasts(offset, purpose)) {
      temporaryTables[temporaries] = table;
      temporarySlots[temporaries++] = slot(address);
    }
  }

  private void markTables() {
    for (int i = 0; i < walk.visits; i++) {
      int block = block(walk.visited[i]);
      memory.markTable(block);
      if (i < walk.visits - 1) {
        inner.set(block);
      }
      int page = (int) (walk.visited[i] >> PAGE_SHIFT);
      if (!tablePages.get(page)) {
        tablePages.set(page);
        for (int rights = 0; rights < RIGHTS; rights++) {
          tables[Purpose.WRITE.ordinal() * RIGHTS + rights].forgetPage(page);
        }
      }
    }
  }

  /// Whether what holds for this access holds for the whole page.
  private boolean lasts(long offset, Purpose purpose) {
    long page = offset & -PAGE_BYTES;
    boolean watched = watch != null && watch.isInPage((int) (page >> PAGE_SHIFT));
    return !(watched && purpose != Purpose.FETCH)
        && ram.holds(page, PAGE_BYTES)
        && csrs.protection.isUniform(Ram.address(page), PAGE_BYTES)
        && !(purpose == Purpose.WRITE && tablePages.get((int) (page >> PAGE_SHIFT)));
  }

  /// The instruction is over.
  void dropTemporaries() {
    while (temporaries > 0) {
      temporaries--;
      temporaryTables[temporaries].entries[temporarySlots[temporaries]] = EMPTY;
    }
  }

  /// Whether any of what this instruction may use is nothing that the next one may use.
  boolean hasTemporaries() {
    return temporaries > 0;
  }

  /// The offset of the page-table entry at which the last [#locate] ended.
  long entry() {
    return walk.visited[walk.visits - 1];
  }

  /// What the entry shall become, if the outcome was UPDATE.
  long updatedEntry() {
    return walk.updated;
  }

  private static int block(long offset) {
    return (int) offset >> Memory.BLOCK_SHIFT;
  }

  @Override
  public void tableChanged(int block) {
    if (inner.get(block)) {
      flush();
    } else {
      for (Table table : tables) {
        table.forgetLeaf(block);
      }
    }
  }
}
