package bohr.emulator.hart;

/// One walk through the page tables of Sv39, Sv48 or Sv57 with Svnapot (privileged ISA, §"Sv39: …"
/// to "Sv57: …", the algorithm in §"Virtual Address Translation Process"). Reusable; what it found
/// is in its fields. It changes nothing: setting A and D bits is left to who asked.
///
/// Page tables outside RAM are access faults. Svpbmt is not implemented: its bits are reserved.
final class PageWalk {

  /// How a walk, or a translation, ended.
  enum Outcome {
    DONE,
    PAGE_FAULT,
    ACCESS_FAULT,
    /// The entry must be marked as accessed or dirty first.
    UPDATE
  }

  private static final int MODE_SHIFT = 60;
  private static final int SV39 = 8;
  private static final int SV57 = 10;
  private static final int LEVEL_BITS = 9;
  private static final int PAGE_SHIFT = 12;
  private static final long PAGE_MASK = (1L << PAGE_SHIFT) - 1;
  private static final long ROOT = (1L << 44) - 1;

  private static final long VALID = 1;
  private static final long READABLE = 1 << 1;
  private static final long WRITABLE = 1 << 2;
  private static final long EXECUTABLE = 1 << 3;
  private static final long USER_PAGE = 1 << 4;
  private static final long ACCESSED = 1 << 6;
  private static final long DIRTY = 1 << 7;
  private static final int PPN_SHIFT = 10;
  private static final long PPN = (1L << 44) - 1;
  private static final long NAPOT = 1L << 63;
  private static final long RESERVED = 0x1ffL << 54 & ~NAPOT;

  /// The pages of the only NAPOT size there is, 64 KiB, and the encoding that stands for it.
  private static final long NAPOT_PAGES = 16;

  private static final long NAPOT_64K = 8;

  /// Where the address is, if the outcome is DONE or UPDATE.
  long physical;

  /// Offsets in RAM of the entries that were read, from the root on.
  final long[] visited = new long[5];

  int visits;

  /// What the entry visited last should become, if the outcome is UPDATE.
  long updated;

  private final Ram ram;
  private final ControlAndStatus csrs;

  PageWalk(Ram ram, ControlAndStatus csrs) {
    this.ram = ram;
    this.csrs = csrs;
  }

  /// Whether `satp` may be written: modes other than these are not supported.
  static boolean supports(long satp) {
    int mode = (int) (satp >>> MODE_SHIFT);
    return mode == 0 || mode >= SV39 && mode <= SV57;
  }

  /// Whether `satp` turns translation on.
  static boolean translates(long satp) {
    return satp >>> MODE_SHIFT != 0;
  }

  /// Translates `address` with the rights of `mode`, which is not machine mode.
  Outcome walk(long address, Purpose purpose, int mode) {
    visits = 0;
    int levels = (int) (csrs.satp >>> MODE_SHIFT) - SV39 + 3;
    int unused = 64 - PAGE_SHIFT - LEVEL_BITS * levels;
    if (address << unused >> unused != address) {
      return Outcome.PAGE_FAULT;
    }
    long table = (csrs.satp & ROOT) << PAGE_SHIFT;
    for (int level = levels - 1; level >= 0; level--) {
      int shift = PAGE_SHIFT + LEVEL_BITS * level;
      long at = table + 8 * (address >>> shift & (1 << LEVEL_BITS) - 1);
      long offset = Ram.offset(at);
      if (!ram.holds(offset, 8)
          || !csrs.protection.permits(at, 8, Purpose.READ, Privilege.SUPERVISOR)) {
        return Outcome.ACCESS_FAULT;
      }
      visited[visits++] = offset;
      long entry = ram.load64(offset);
      if (isMalformed(entry)) {
        return Outcome.PAGE_FAULT;
      }
      if ((entry & (READABLE | EXECUTABLE)) != 0) {
        return leaf(entry, level, address, purpose, mode);
      }
      if ((entry & (DIRTY | ACCESSED | USER_PAGE | NAPOT)) != 0) {
        return Outcome.PAGE_FAULT;
      }
      table = (entry >>> PPN_SHIFT & PPN) << PAGE_SHIFT;
    }
    return Outcome.PAGE_FAULT;
  }

  private static boolean isMalformed(long entry) {
    return (entry & VALID) == 0
        || (entry & (READABLE | WRITABLE)) == WRITABLE
        || (entry & RESERVED) != 0;
  }

  private Outcome leaf(long entry, int level, long address, Purpose purpose, int mode) {
    long page = entry >>> PPN_SHIFT & PPN;
    long within = (1L << LEVEL_BITS * level) - 1;
    if ((entry & NAPOT) != 0) {
      if (level != 0 || (page & NAPOT_PAGES - 1) != NAPOT_64K) {
        return Outcome.PAGE_FAULT;
      }
      page &= -NAPOT_PAGES;
      within = NAPOT_PAGES - 1;
    }
    if (!permits(entry, purpose, mode) || (page & within) != 0) {
      return Outcome.PAGE_FAULT;
    }
    physical = (page | address >>> PAGE_SHIFT & within) << PAGE_SHIFT | address & PAGE_MASK;
    updated = entry | ACCESSED | (purpose == Purpose.WRITE ? DIRTY : 0);
    return updated == entry ? Outcome.DONE : update();
  }

  private boolean permits(long entry, Purpose purpose, int mode) {
    boolean userPage = (entry & USER_PAGE) != 0;
    boolean mine = userPage == (mode == Privilege.USER);
    boolean open = purpose != Purpose.FETCH && csrs.status.supervisorMayUseUserPages();
    if (!mine && !(userPage && open)) {
      return false;
    }
    return switch (purpose) {
      case READ -> (entry & READABLE) != 0
          || (entry & EXECUTABLE) != 0 && csrs.status.executableIsReadable();
      case WRITE -> (entry & WRITABLE) != 0;
      case FETCH -> (entry & EXECUTABLE) != 0;
    };
  }

  private Outcome update() {
    if (!csrs.updatesEntries()) {
      return Outcome.PAGE_FAULT;
    }
    long at = Ram.address(visited[visits - 1]);
    return csrs.protection.permits(at, 8, Purpose.WRITE, Privilege.SUPERVISOR)
        ? Outcome.UPDATE
        : Outcome.ACCESS_FAULT;
  }
}
