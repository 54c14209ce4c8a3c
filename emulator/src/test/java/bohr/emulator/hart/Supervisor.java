package bohr.emulator.hart;

/// Guests in lower modes: a [Guest] that has left machine mode, with all of memory open to it, and
/// with page tables if [#map] was called.
final class Supervisor {

  static final int SV39 = 8;
  static final int SV48 = 9;
  static final int SV57 = 10;

  // Bits of page-table entries.
  static final int V = 1;
  static final int R = 1 << 1;
  static final int W = 1 << 2;
  static final int X = 1 << 3;
  static final int U = 1 << 4;
  static final int A = 1 << 6;
  static final int D = 1 << 7;
  static final int ALL = V | R | W | X | A | D;

  /// Where supervisor traps go, and page tables are.
  static final long HANDLER = Guest.RAM + 0x3000;

  private static final long TABLES = Guest.RAM + 0x9000;
  private static final int CODE_PAGES = 4;

  final Guest guest;
  private final int scheme;
  private int tables;

  private Supervisor(Guest guest, int scheme) {
    this.guest = guest;
    this.scheme = scheme;
    guest.hart.csrs.protection.writeAddress(0, -1);
    guest.hart.csrs.protection.writeConfiguration(0, 0x1f);
    guest.hart.csrs.stvec = HANDLER;
    guest.withHandler("nop");
    guest.program(HANDLER, "nop");
  }

  /// A program at the start of RAM, no translation.
  static Supervisor of(String... program) {
    return new Supervisor(Guest.of(program), 0).enter(Privilege.SUPERVISOR);
  }

  /// As [#of], in user mode.
  static Supervisor user(String... program) {
    return new Supervisor(Guest.of(program), 0).enter(Privilege.USER);
  }

  /// A program in the first page of RAM, which with the three behind it is mapped to where it is.
  static Supervisor paged(int scheme, String... program) {
    return paged(scheme, PteUpdate.ATOMIC, program);
  }

  static Supervisor paged(int scheme, PteUpdate update, String... program) {
    Supervisor supervisor = new Supervisor(Guest.with(update, program), scheme);
    supervisor.tables = 1;
    for (int page = 0; page < CODE_PAGES; page++) {
      supervisor.map(Guest.RAM + 0x1000 * page, Guest.RAM + 0x1000 * page, ALL);
    }
    supervisor.guest.hart.csrs.writeSatp((long) scheme << 60 | TABLES >>> 12);
    return supervisor.enter(Privilege.SUPERVISOR);
  }

  /// Goes to the start of RAM in `mode`.
  Supervisor enter(int mode) {
    guest.hart.csrs.mepc = Guest.RAM;
    guest.hart.csrs.writeMstatus(
        guest.hart.csrs.mstatus() & ~(3 << 11) | (long) mode << 11);
    guest.hart.leaveMachine();
    return this;
  }

  /// Makes the page of `address` that of `physical`.
  Supervisor map(long address, long physical, long flags) {
    return entry(address, 0, physical >>> 12 << 10 | flags);
  }

  /// Puts an entry for `address` into the table of a level, counted from the last one.
  Supervisor entry(long address, int level, long entry) {
    guest.store(entryAddress(address, level), entry);
    return this;
  }

  /// Where that entry is; makes the tables above it as needed.
  long entryAddress(long address, int level) {
    long table = TABLES;
    for (int at = scheme - SV39 + 2; at > level; at--) {
      long slot = table + 8 * index(address, at);
      if (guest.load(slot) == 0) {
        guest.store(slot, TABLES + 0x1000 * tables++ >>> 12 << 10 | V);
      }
      table = guest.load(slot) >>> 10 << 12;
    }
    return table + 8 * index(address, level);
  }

  private static long index(long address, int level) {
    return address >>> 12 + 9 * level & 511;
  }

  Supervisor delegate(int... causes) {
    for (int cause : causes) {
      guest.hart.csrs.medeleg |= 1L << cause;
    }
    return this;
  }

  Supervisor set(String register, long value) {
    guest.set(register, value);
    return this;
  }

  Supervisor run(int steps) {
    guest.run(steps);
    return this;
  }

  long get(String register) {
    return guest.get(register);
  }

  ControlAndStatus csrs() {
    return guest.hart.csrs;
  }

  int mode() {
    return csrs().status.mode();
  }

  /// The last exception as the guest port heard of it: what, and the value of xtval.
  String lastFault() {
    return guest.events.isEmpty()
        ? "none"
        : guest.events.getLast().replaceAll(" at [0-9a-f]+:", "");
  }
}
