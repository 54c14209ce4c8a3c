package bohr.emulator.hart;

import java.util.function.ToLongFunction;

/// The CSRs of a hart with machine mode only, one row each (privileged ISA 20240411, chapters "CSR
/// Listing" and "Machine-Level ISA"; AIA 1.0, chapter 2). Whatever has no row is an illegal
/// instruction. A row without a writer is read-only; if its number allows writing (bits 11:10 are
/// not 3), writes are accepted and ignored, as WARL fields with a single legal value do.
///
/// The PMP registers, the event counters and what belongs to user mode are rows of zeros: a hart
/// may implement them so, and start-up code writes to them without asking.
enum Csr {
  FFLAGS(0x001, "fflags", c -> c.floating.flags(), (c, v) -> c.floating.writeFlags(v)),
  FRM(0x002, "frm", c -> c.floating.roundingMode(), (c, v) -> c.floating.writeRoundingMode(v)),
  FCSR(0x003, "fcsr", c -> c.floating.control(), (c, v) -> c.floating.writeControl(v)),
  MSTATUS(0x300, "mstatus", ControlAndStatus::mstatus, ControlAndStatus::writeMstatus),
  MISA(0x301, "misa", c -> ControlAndStatus.MISA),
  MIE(0x304, "mie", c -> c.mie, (c, v) -> c.mie = v & ControlAndStatus.INTERRUPTS),
  MTVEC(0x305, "mtvec", c -> c.mtvec, (c, v) -> c.mtvec = v & ~2),
  MCOUNTEREN(0x306, "mcounteren", c -> c.mcounteren, (c, v) -> c.mcounteren = v & 7),
  MENVCFG(0x30a, "menvcfg", Csr::zero),
  MCOUNTINHIBIT(0x320, "mcountinhibit", Csr::zero),
  MHPMEVENT(0x323, 29, 1, 3, "mhpmevent"),
  MSCRATCH(0x340, "mscratch", c -> c.mscratch, (c, v) -> c.mscratch = v),
  MEPC(0x341, "mepc", c -> c.mepc, (c, v) -> c.mepc = v & ~1),
  MCAUSE(0x342, "mcause", c -> c.mcause, (c, v) -> c.mcause = v),
  MTVAL(0x343, "mtval", c -> c.mtval, (c, v) -> c.mtval = v),
  MIP(0x344, "mip", c -> c.mip),
  MISELECT(0x350, "miselect", c -> c.miselect, (c, v) -> c.miselect = v & 0xff),
  MIREG(0x351, "mireg", ControlAndStatus::readSelected, ControlAndStatus::writeSelected),
  MTOPEI(0x35c, "mtopei", c -> c.file.topInterrupt(), (c, v) -> c.file.claim()),
  PMPCFG(0x3a0, 8, 2, 0, "pmpcfg"),
  PMPADDR(0x3b0, 64, 1, 0, "pmpaddr"),
  MCYCLE(0xb00, "mcycle", ControlAndStatus::cycle, ControlAndStatus::writeCycle),
  MINSTRET(0xb02, "minstret", ControlAndStatus::instret, ControlAndStatus::writeInstret),
  MHPMCOUNTER(0xb03, 29, 1, 3, "mhpmcounter"),
  CYCLE(0xc00, "cycle", ControlAndStatus::cycle),
  TIME(0xc01, "time", ControlAndStatus::time),
  INSTRET(0xc02, "instret", ControlAndStatus::instret),
  HPMCOUNTER(0xc03, 29, 1, 3, "hpmcounter"),
  MVENDORID(0xf11, "mvendorid", Csr::zero),
  MARCHID(0xf12, "marchid", Csr::zero),
  MIMPID(0xf13, "mimpid", Csr::zero),
  MHARTID(0xf14, "mhartid", ControlAndStatus::hartId),
  MCONFIGPTR(0xf15, "mconfigptr", Csr::zero),
  MTOPI(0xfb0, "mtopi", ControlAndStatus::topInterrupt);

  /// Takes a value that an instruction writes.
  @FunctionalInterface
  interface Writer {
    void write(ControlAndStatus csrs, long value);
  }

  private static final Csr[] BY_NUMBER = byNumber();

  final ToLongFunction<ControlAndStatus> reader;

  /// Null if writes change nothing.
  final Writer writer;

  private final int first;
  private final int count;
  private final int stride;
  private final int firstIndex;
  private final String mnemonic;

  Csr(int number, String mnemonic, ToLongFunction<ControlAndStatus> reader, Writer writer) {
    this.first = number;
    this.count = 1;
    this.stride = 1;
    this.firstIndex = 0;
    this.mnemonic = mnemonic;
    this.reader = reader;
    this.writer = writer;
  }

  Csr(int number, String mnemonic, ToLongFunction<ControlAndStatus> reader) {
    this(number, mnemonic, reader, null);
  }

  /// `count` registers of zeros: numbers from `first` on, `stride` apart, named from `firstIndex`.
  Csr(int first, int count, int stride, int firstIndex, String mnemonic) {
    this.first = first;
    this.count = count;
    this.stride = stride;
    this.firstIndex = firstIndex;
    this.mnemonic = mnemonic;
    this.reader = Csr::zero;
    this.writer = null;
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
    return row.count == 1 ? row.mnemonic : row.mnemonic + (number - row.first + row.firstIndex);
  }

  /// Whether it belongs to the Advanced Interrupt Architecture: absent without an interrupt file.
  boolean needsInterruptFile() {
    return this == MISELECT || this == MIREG || this == MTOPEI || this == MTOPI;
  }

  /// Whether it belongs to F and D: absent while mstatus.FS is off.
  boolean needsFloatingPoint() {
    return this == FFLAGS || this == FRM || this == FCSR;
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
