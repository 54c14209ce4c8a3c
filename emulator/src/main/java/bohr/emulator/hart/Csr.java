package bohr.emulator.hart;

import java.util.function.ToLongFunction;

/// The CSRs of a hart, one row each (privileged ISA 20240411, chapters "CSR Listing",
/// "Machine-Level ISA", "Supervisor-Level ISA", "Sstc"; AIA 1.0, chapter 2). Whatever has no row is
/// an illegal instruction; bits 9:8 of the number are the lowest mode that may access it. A row
/// without a writer is read-only; if its number allows writing (bits 11:10 are not 3), writes are
/// accepted and ignored, as WARL fields with a single legal value do.
///
/// The event counters and PMP entries from 16 on are rows of zeros: a hart may implement them so,
/// and start-up code writes to them without asking.
enum Csr {
  FFLAGS(0x001, "fflags", c -> c.floating.flags(), (c, v) -> c.floating.writeFlags(v)),
  FRM(0x002, "frm", c -> c.floating.roundingMode(), (c, v) -> c.floating.writeRoundingMode(v)),
  FCSR(0x003, "fcsr", c -> c.floating.control(), (c, v) -> c.floating.writeControl(v)),
  SSTATUS(0x100, "sstatus", ControlAndStatus::sstatus, ControlAndStatus::writeSstatus),
  SIE(0x104, "sie", c -> c.interrupts.sie(), (c, v) -> c.interrupts.writeSie(v)),
  STVEC(0x105, "stvec", c -> c.stvec, (c, v) -> c.stvec = v & ~2),
  SCOUNTEREN(0x106, "scounteren", c -> c.scounteren, ControlAndStatus::writeScounteren),
  SENVCFG(0x10a, "senvcfg", c -> c.senvcfg, ControlAndStatus::writeSenvcfg),
  SSCRATCH(0x140, "sscratch", c -> c.sscratch, (c, v) -> c.sscratch = v),
  SEPC(0x141, "sepc", c -> c.sepc, (c, v) -> c.sepc = v & ~1),
  SCAUSE(0x142, "scause", c -> c.scause, (c, v) -> c.scause = v),
  STVAL(0x143, "stval", c -> c.stval, (c, v) -> c.stval = v),
  SIP(0x144, "sip", c -> c.interrupts.sip(), (c, v) -> c.interrupts.writeSip(v)),
  STIMECMP(0x14d, "stimecmp", ControlAndStatus::stimecmp, ControlAndStatus::writeStimecmp),
  SISELECT(0x150, "siselect", c -> c.siselect, (c, v) -> c.siselect = v & 0xff),
  SIREG(
      0x151,
      "sireg",
      c -> ControlAndStatus.readSelected(c.supervisorFile, c.siselect),
      (c, v) -> ControlAndStatus.writeSelected(c.supervisorFile, c.siselect, v)),
  STOPEI(
      0x15c, "stopei", c -> c.supervisorFile.topInterrupt(), (c, v) -> c.supervisorFile.claim()),
  SATP(0x180, "satp", c -> c.satp, ControlAndStatus::writeSatp),
  MSTATUS(0x300, "mstatus", ControlAndStatus::mstatus, ControlAndStatus::writeMstatus),
  MISA(0x301, "misa", c -> ControlAndStatus.MISA),
  MEDELEG(0x302, "medeleg", c -> c.medeleg, (c, v) -> c.medeleg = v & ControlAndStatus.DELEGABLE),
  MIDELEG(0x303, "mideleg", c -> c.interrupts.mideleg, (c, v) -> c.interrupts.writeMideleg(v)),
  MIE(0x304, "mie", c -> c.interrupts.mie, (c, v) -> c.interrupts.writeMie(v)),
  MTVEC(0x305, "mtvec", c -> c.mtvec, (c, v) -> c.mtvec = v & ~2),
  MCOUNTEREN(0x306, "mcounteren", c -> c.mcounteren, ControlAndStatus::writeMcounteren),
  MVIEN(0x308, "mvien", Csr::zero),
  MVIP(0x309, "mvip", c -> c.interrupts.writable(), (c, v) -> c.interrupts.writeMip(v)),
  MENVCFG(0x30a, "menvcfg", c -> c.menvcfg, ControlAndStatus::writeMenvcfg),
  MCOUNTINHIBIT(
      0x320, "mcountinhibit", c -> c.counters.inhibit(), (c, v) -> c.counters.writeInhibit(v)),
  MHPMEVENT(0x323, 29, 1, 3, "mhpmevent"),
  MSCRATCH(0x340, "mscratch", c -> c.mscratch, (c, v) -> c.mscratch = v),
  MEPC(0x341, "mepc", c -> c.mepc, (c, v) -> c.mepc = v & ~1),
  MCAUSE(0x342, "mcause", c -> c.mcause, (c, v) -> c.mcause = v),
  MTVAL(0x343, "mtval", c -> c.mtval, (c, v) -> c.mtval = v),
  MIP(0x344, "mip", c -> c.interrupts.mip(), (c, v) -> c.interrupts.writeMip(v)),
  MISELECT(0x350, "miselect", c -> c.miselect, (c, v) -> c.miselect = v & 0xff),
  MIREG(
      0x351,
      "mireg",
      c -> ControlAndStatus.readSelected(c.file, c.miselect),
      (c, v) -> ControlAndStatus.writeSelected(c.file, c.miselect, v)),
  MTOPEI(0x35c, "mtopei", c -> c.file.topInterrupt(), (c, v) -> c.file.claim()),
  PMPCFG(
      0x3a0,
      2,
      2,
      0,
      "pmpcfg",
      (c, register) -> c.protection.readConfiguration(register),
      (c, register, v) -> c.protection.writeConfiguration(register, v)),
  PMPCFG_ABSENT(0x3a4, 6, 2, 4, "pmpcfg"),
  PMPADDR(
      0x3b0,
      PhysicalProtection.ENTRIES,
      1,
      0,
      "pmpaddr",
      (c, entry) -> c.protection.readAddress(entry),
      (c, entry, v) -> c.protection.writeAddress(entry, v)),
  PMPADDR_ABSENT(0x3c0, 48, 1, 16, "pmpaddr"),
  MCYCLE(0xb00, "mcycle", c -> c.counters.cycle(), (c, v) -> c.counters.writeCycle(v)),
  MINSTRET(0xb02, "minstret", c -> c.counters.instret(), (c, v) -> c.counters.writeInstret(v)),
  MHPMCOUNTER(0xb03, 29, 1, 3, "mhpmcounter"),
  CYCLE(0xc00, "cycle", c -> c.counters.cycle()),
  TIME(0xc01, "time", ControlAndStatus::time),
  INSTRET(0xc02, "instret", c -> c.counters.instret()),
  HPMCOUNTER(0xc03, 29, 1, 3, "hpmcounter"),
  STOPI(0xdb0, "stopi", c -> c.interrupts.supervisorTop()),
  MVENDORID(0xf11, "mvendorid", Csr::zero),
  MARCHID(0xf12, "marchid", Csr::zero),
  MIMPID(0xf13, "mimpid", Csr::zero),
  MHARTID(0xf14, "mhartid", ControlAndStatus::hartId),
  MCONFIGPTR(0xf15, "mconfigptr", Csr::zero),
  MTOPI(0xfb0, "mtopi", c -> c.interrupts.machineTop());

  /// Whether it tells of interrupts that have come.
  boolean tellsOfInterrupts() {
    return switch (this) {
      case MIP, SIP, MTOPI, STOPI, MTOPEI, STOPEI, MIREG, SIREG -> true;
      default -> false;
    };
  }

  /// Takes a value that an instruction writes.
  @FunctionalInterface
  interface Writer {
    void write(ControlAndStatus csrs, long value);
  }

  /// Reads the register of a row of several that its name has as a suffix.
  @FunctionalInterface
  interface IndexedReader {
    long read(ControlAndStatus csrs, int index);
  }

  /// As [Writer], of a row of several.
  @FunctionalInterface
  interface IndexedWriter {
    void write(ControlAndStatus csrs, int index, long value);
  }

  private static final Csr[] BY_NUMBER = byNumber();

  private final IndexedReader reader;

  /// Null if writes change nothing.
  private final IndexedWriter writer;

  private final int first;
  private final int count;
  private final int stride;
  private final int firstIndex;
  private final String mnemonic;

  Csr(int number, String mnemonic, ToLongFunction<ControlAndStatus> reader, Writer writer) {
    this(
        number,
        1,
        1,
        0,
        mnemonic,
        (csrs, index) -> reader.applyAsLong(csrs),
        writer == null ? null : (csrs, index, value) -> writer.write(csrs, value));
  }

  Csr(int number, String mnemonic, ToLongFunction<ControlAndStatus> reader) {
    this(number, mnemonic, reader, null);
  }

  /// `count` registers of zeros: numbers from `first` on, `stride` apart, named from `firstIndex`.
  Csr(int first, int count, int stride, int firstIndex, String mnemonic) {
    this(first, count, stride, firstIndex, mnemonic, (csrs, index) -> 0, null);
  }

  /// As the one before, with contents.
  Csr(
      int first,
      int count,
      int stride,
      int firstIndex,
      String mnemonic,
      IndexedReader reader,
      IndexedWriter writer) {
    this.first = first;
    this.count = count;
    this.stride = stride;
    this.firstIndex = firstIndex;
    this.mnemonic = mnemonic;
    this.reader = reader;
    this.writer = writer;
  }

  /// The row of a 12-bit number, or null.
  static Csr of(int number) {
    return BY_NUMBER[number];
  }

  /// What a person calls the CSR `number`.
  static String name(int number) {
    Csr row = BY_NUMBER[number];
    if (row == null) {
      return "0x" + Integer.toHexString(number);
    }
    return row.count == 1 ? row.mnemonic : row.mnemonic + row.index(number);
  }

  /// What a person calls it, which is a row of one.
  String mnemonic() {
    return mnemonic;
  }

  /// Reads it, which is a row of one.
  long read(ControlAndStatus csrs) {
    return read(csrs, first);
  }

  private int index(int number) {
    return number - first + firstIndex;
  }

  /// Reads the register `number` of this row.
  long read(ControlAndStatus csrs, int number) {
    return reader.read(csrs, index(number));
  }

  /// Writes the register `number` of this row, as far as it can be written.
  void write(ControlAndStatus csrs, int number, long value) {
    if (writer != null) {
      writer.write(csrs, index(number), value);
    }
  }

  /// Whether it shows wires that a read-modify-write must not take for what software has written.
  boolean showsWires() {
    return this == MIP || this == SIP;
  }

  private static long zero(ControlAndStatus csrs) {
    return 0;
  }

  private static Csr[] byNumber() {
    Csr[] table = new Csr[1 << 12];
    for (Csr row : values()) {
      for (int i = 0; i < row.count; i++) {
        table[row.first + i * row.stride] = row;
      }
    }
    return table;
  }
}
