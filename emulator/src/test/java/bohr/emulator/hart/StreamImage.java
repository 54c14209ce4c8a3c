package bohr.emulator.hart;

import bohr.emulator.memory.MemoryLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/// The first megabytes of RAM for a run of random streams: [StreamCode] in *segments*, each with a
/// mode, page tables, delegation and pending interrupts of its own; trap handlers for machine and
/// supervisor mode, which log what a trap has brought, with all registers, and go on; and page
/// tables over a *window* of addresses, at random.
///
/// A segment ends with EBREAK, which the handler takes for the wish to have the next one.
final class StreamImage {

  static final long RAM = MemoryLayout.RAM;
  static final int RAM_BYTES = 64 << 20;
  static final long END = RAM + RAM_BYTES;

  /// Where the window is, in virtual addresses; there is nothing at this physical address.
  static final int WINDOW = 0x0800_0000;

  static final int RECORD_BYTES = 304;
  static final int MACHINE_LOG = 0x100_0000;
  static final int SUPERVISOR_LOG = 0x280_0000;
  static final int MACHINE_CONTEXT = 0x3000;
  static final int SUPERVISOR_CONTEXT = 0x3100;
  static final int CODE = 0x10_0002;

  /// The entries of the first 64 pages of the window.
  static final long LEAVES = RAM + 0x1_4000;

  private static final int MACHINE_HANDLER = 0x1000;
  private static final int SUPERVISOR_HANDLER = 0x2000;
  private static final int ROOTS = 0x1_0000;
  private static final int MIDDLE = 0x1_3000;
  private static final int DESCRIPTORS = 0x2_0000;
  private static final int DESCRIPTOR_BYTES = 96;
  private static final int LANDING = 0x8_0000;
  private static final int DATA = 0x20_0000;
  private static final int DATA_BYTES = 0x20_0000;
  private static final int REGISTERS = 0x40_0000;
  private static final int IMAGE_BYTES = 0x40_0200;
  private static final long USER_ALIAS = 0x4000_0000;
  private static final int SLOTS = 32;

  private final Dice dice;
  private final int segments;
  private final int rounds;
  private final ByteBuffer image = ByteBuffer.allocate(IMAGE_BYTES).order(ByteOrder.LITTLE_ENDIAN);

  StreamImage(long seed, int segments, int rounds) {
    dice = new Dice(seed);
    this.segments = segments;
    this.rounds = rounds;
    program(0, prologue());
    program(MACHINE_HANDLER, handler("m"));
    program(SUPERVISOR_HANDLER, handler("s"));
    contexts();
    pageTables();
    landing();
    for (int at = DATA; at < REGISTERS + 0x200; at += 8) {
      image.putLong(at, dice.corner());
    }
    for (int i = 0; i < segments; i++) {
      segment(i);
    }
  }

  byte[] bytes() {
    return image.array();
  }

  /// How many slots there are.
  int slots() {
    return segments * SLOTS;
  }

  /// Has slots do nothing, but for those that end a segment.
  ///
  /// @return what they were; empty if they did nothing before
  long[] blank(int first, int count) {
    long[] before = new long[Math.min(count, slots() - first)];
    boolean changed = false;
    for (int i = 0; i < before.length; i++) {
      before[i] = image.getLong(CODE + StreamCode.SLOT_BYTES * (first + i));
      if ((first + i) % SLOTS != SLOTS - 1 && before[i] != StreamCode.NOTHING) {
        image.putLong(CODE + StreamCode.SLOT_BYTES * (first + i), StreamCode.NOTHING);
        changed = true;
      }
    }
    return changed ? before : new long[0];
  }

  /// Takes back [#blank].
  void restore(int first, long[] slots) {
    for (int i = 0; i < slots.length; i++) {
      image.putLong(CODE + StreamCode.SLOT_BYTES * (first + i), slots[i]);
    }
  }

  /// Whether a pc is in a stream.
  static boolean isInStream(long pc) {
    long offset = pc & USER_ALIAS - 1;
    return offset >= CODE && offset < DATA;
  }

  /// The segment around a pc up to there, for people: what it is run with, and what it does.
  List<String> around(long pc) {
    List<String> lines = new ArrayList<>();
    int slot = ((int) (pc & USER_ALIAS - 1) - CODE) / StreamCode.SLOT_BYTES;
    if (isInStream(pc) && slot < slots()) {
      lines.add(describe(slot / SLOTS));
      for (int i = slot / SLOTS * SLOTS; i <= slot; i++) {
        long word = image.getLong(CODE + StreamCode.SLOT_BYTES * i);
        if (word != StreamCode.NOTHING) {
          lines.add(disassemble(RAM + CODE + StreamCode.SLOT_BYTES * i, word));
        }
      }
    }
    return lines;
  }

  private static String disassemble(long pc, long slot) {
    StringBuilder line = new StringBuilder("  %x:".formatted(pc));
    for (int at = 0; at < StreamCode.SLOT_BYTES; ) {
      int word = (int) (slot >>> 8 * at);
      boolean half = (word & 3) != 3;
      line.append(' ').append(Disassembler.disassemble(pc + at, half ? word & 0xffff : word));
      line.append(';');
      at += half ? 2 : 4;
    }
    return line.toString();
  }

  /// What a segment is run with, for people.
  private String describe(int segment) {
    int at = DESCRIPTORS + DESCRIPTOR_BYTES * segment;
    return "satp %x medeleg %x mideleg %x mie %x mip %x mstatus %x pc %x s0 %x msip %x".formatted(
        image.getLong(at + 16), image.getLong(at + 24), image.getLong(at + 32),
        image.getLong(at + 40), image.getLong(at + 48), image.getLong(at + 56),
        image.getLong(at + 64), image.getLong(at + 72), image.getLong(at + 80));
  }

  private void program(int at, List<String> lines) {
    byte[] code = Assembler.assemble(RAM + at, lines.toArray(String[]::new));
    image.put(at, code);
  }

  private void contexts() {
    image.putLong(MACHINE_CONTEXT + 16, RAM + MACHINE_LOG);
    image.putLong(SUPERVISOR_CONTEXT + 16, RAM + SUPERVISOR_LOG);
    image.putLong(MACHINE_CONTEXT + 24, RAM + DESCRIPTORS);
    image.putLong(MACHINE_CONTEXT + 32, RAM + DESCRIPTORS + DESCRIPTOR_BYTES * segments);
    image.putLong(MACHINE_CONTEXT + 40, rounds);
    image.putLong(MACHINE_CONTEXT + 48, RAM + DESCRIPTORS);
  }

  private static List<String> prologue() {
    List<String> lines = new ArrayList<>(List.of(
        "csrr t0,mhartid", "beqz t0,first", "park:", "wfi", "j park", "first:",
        "auipc s0,0x0", "addi s0,s0,-16", "lui t0,0x1", "add t1,s0,t0",
        "csrw mtvec,t1", "add t1,t1,t0",
        "csrw stvec,t1", "add t1,t1,t0", "csrw mscratch,t1", "addi t1,t1,256",
        "csrw sscratch,t1", "li t0,-1", "csrw pmpaddr0,t0", "li t0,31", "csrw pmpcfg0,t0",
        "li t0,5", "csrw mcountinhibit,t0", "csrw mcycle,zero", "csrw minstret,zero",
        "li t0,1", "slli t0,t0,0x3d", "csrs menvcfg,t0", "lui t0,0x2004", "li t1,-1",
        "sd t1,0(t0)", "lui t0,0x6", "csrs mstatus,t0", "csrw fcsr,zero", "lui t6,0x400",
        "add t6,t6,s0"));
    for (int i = 0; i < 32; i++) {
      lines.add("fld " + Disassembler.floatRegister(i) + "," + (256 + 8 * i) + "(t6)");
    }
    for (int i = 1; i < 32; i++) {
      lines.add("ld " + Disassembler.register(i) + "," + 8 * i + "(t6)");
    }
    lines.add("ebreak");
    return lines;
  }

  /// @param m the mode whose CSRs it uses
  private static List<String> handler(String m) {
    boolean machine = m.equals("m");
    List<String> lines = new ArrayList<>(List.of(
        "csrrw t6," + m + "scratch,t6", "sd t5,0(t6)", "sd t4,8(t6)", "ld t5,16(t6)"));
    String[] csrs = {"cause", "epc", "tval", "status", "ip", "ie"};
    for (int i = 0; i < csrs.length; i++) {
      lines.addAll(List.of("csrr t4," + m + csrs[i], "sd t4," + 8 * i + "(t5)"));
    }
    for (int i = 1; i < 29; i++) {
      lines.add("sd " + Disassembler.register(i) + "," + (40 + 8 * i) + "(t5)");
    }
    lines.addAll(List.of("ld t4,8(t6)", "sd t4,272(t5)", "ld t4,0(t6)", "sd t4,280(t5)",
        "csrr t4," + m + "scratch", "sd t4,288(t5)", "addi t5,t5," + RECORD_BYTES,
        "sd t5,16(t6)", "csrr t4," + m + "cause", "bltz t4,interrupt",
        "addi t4,t4,-3", machine ? "beqz t4,driver" : "nop", "addi t4,t4,2", "beqz t4,fetch",
        "addi t4,t4,-11", "beqz t4,fetch", "csrr t4," + m + "epc", "addi t4,t4,-2",
        "ori t4,t4,7", "addi t4,t4,3", "j resume", "fetch:", "mv t4,gp", "resume:",
        "csrw " + m + "epc,t4", "leave:", machine ? "sfence.vma" : "nop",
        "ld t5,0(t6)", "ld t4,8(t6)", "csrrw t6," + m + "scratch,t6", m + "ret",
        "interrupt:"));
    lines.addAll(machine
        ? List.of("csrw mip,zero", "lui t4,0x2000", "sw zero,0(t4)", "j leave")
        : List.of("csrw sie,zero", "csrw sip,zero", "j leave"));
    if (machine) {
      driver(lines);
    }
    return lines;
  }

  /// Logs the floating-point registers and begins the next segment.
  private static void driver(List<String> lines) {
    lines.addAll(List.of("driver:", "sd t3,56(t6)", "csrw mtval,zero", "sd zero,-288(t5)",
        "lui t4,0x6", "csrs mstatus,t4"));
    for (int i = 0; i < 32; i++) {
      lines.add("fsd " + Disassembler.floatRegister(i) + "," + 8 * i + "(t5)");
    }
    lines.addAll(List.of("frcsr t4", "sd t4,256(t5)", "li t4,-1", "sd t4,264(t5)",
        "addi t5,t5," + RECORD_BYTES, "sd t5,16(t6)", "ld t5,24(t6)", "ld t4,32(t6)",
        "bne t5,t4,begin", "ld t4,40(t6)", "addi t4,t4,-1", "sd t4,40(t6)", "ld t5,48(t6)",
        "bnez t4,begin", "lui t0,0x100", "lui t1,0x5", "addi t1,t1,1365", "sw t1,0(t0)",
        "stop:", "j stop",
        "begin:", "ld t4,0(t5)", "ld t3,8(t5)", "sd t3,0(t4)", "ld t4,16(t5)",
        "csrw satp,t4", "sfence.vma", "ld t4,24(t5)", "csrw medeleg,t4", "ld t4,32(t5)",
        "csrw mideleg,t4", "ld t4,40(t5)", "csrw mie,t4", "ld t4,48(t5)", "csrw mip,t4",
        "ld t4,56(t5)", "csrw mstatus,t4", "ld t4,64(t5)", "csrw mepc,t4", "ld s0,72(t5)",
        "ld t4,80(t5)", "lui t3,0x2000", "sw t4,0(t3)", "addi t5,t5," + DESCRIPTOR_BYTES,
        "sd t5,24(t6)", "ld t3,56(t6)", "j leave"));
  }

  /// Flags of an entry of a leaf table of the window: the first 32 pages are data, never to be
  /// executed, the others code that is never stored to.
  static int flags(Dice dice, int index) {
    int set = dice.next(3) == 0 ? dice.next(256) : 0xdf;
    int user = dice.next(2) << 4;
    int valid = dice.next(8) == 0 ? 0 : 1;
    return user | set & (index < 32 ? 0xe7 : 0xeb) | valid;
  }

  private static long entry(int offset, long flags) {
    return RAM + offset >>> 12 << 10 | flags;
  }

  private void pageTables() {
    for (int index = 0; index < 64; index++) {
      image.putLong((int) (LEAVES - RAM) + 8 * index, leaf(index));
    }
    image.putLong(MIDDLE + 8 * 64, entry((int) (LEAVES - RAM), 1));
    image.putLong(MIDDLE + 8 * 65, entry(DATA, flags(dice, 0)));
    image.putLong(MIDDLE + 8 * 66, entry(DATA + dice.next(2) * 0x1000, flags(dice, 0)));
    for (int root = 0; root < 3; root++) {
      int at = ROOTS + 0x1000 * root;
      long next = entry(root == 0 ? MIDDLE : at - 0x1000, 1);
      image.putLong(at, next);
      image.putLong(at + 8 * 511, next);
      image.putLong(at + 8 * 256, next);
    }
    image.putLong(ROOTS + 8 * 2, entry(0, 0xcf));
    image.putLong(ROOTS + 8 * 3, entry(0, 0xdf));
  }

  private long leaf(int index) {
    int page = index < 32 ? DATA + (dice.next(16) << 12) : LANDING + (dice.next(16) << 12);
    return entry(page, flags(dice, index));
  }

  /// `c.nop`, then `c.jr gp`, and the first half of `jr gp` at the end, of which the second is
  /// `c.nop` as well.
  private void landing() {
    for (int at = LANDING; at < LANDING + 0x1_0000; at += 2) {
      int inPage = at & 0xfff;
      image.putShort(at, (short) (inPage == 0 ? 0x0001 : inPage == 0xffe ? 0x8067 : 0x8182));
    }
  }

  private void segment(int index) {
    int mode = dice.oneOf(Privilege.MACHINE, Privilege.SUPERVISOR, Privilege.USER);
    int scheme = dice.oneOf(0, 8, 9, 10);
    boolean traps = mode == Privilege.SUPERVISOR && dice.next(4) == 0;
    int pending = dice.oneOf(0, 2, 8, 0x20, 0x200);
    boolean borrows = mode == Privilege.MACHINE && dice.next(2) == 0;
    int code = CODE + StreamCode.SLOT_BYTES * SLOTS * index;
    boolean waits = mode == Privilege.USER || traps;
    StreamCode stream = new StreamCode(dice, mode, waits, borrows, pending == 0 || pending == 2);
    long[] slots = stream.segment(RAM + code, SLOTS);
    for (int i = 0; i < SLOTS; i++) {
      image.putLong(code + StreamCode.SLOT_BYTES * i, slots[i]);
    }
    long alias = mode == Privilege.USER && scheme != 0 ? USER_ALIAS : 0;
    int changed = dice.next(64);
    int at = DESCRIPTORS + DESCRIPTOR_BYTES * index;
    boolean virtual = scheme != 0 && mode != Privilege.MACHINE;
    long[] descriptor = {
      LEAVES + 8 * changed,
      leaf(changed),
      scheme == 0 ? 0 : (long) scheme << 60 | RAM + ROOTS + 0x1000 * (scheme - 8) >>> 12,
      dice.next() & (traps ? 0 : 0xb1f7),
      dice.next() & (traps ? 0 : 0x222),
      dice.next() & (dice.next(2) == 0 ? 0x22a : 0),
      pending & 0x222,
      status(mode, traps, borrows),
      RAM + code + alias,
      virtual ? window(scheme) : RAM + DATA + 0x800 + 8 * dice.next(0x1e00),
      pending == 8 ? 1 : 0
    };
    for (int i = 0; i < descriptor.length; i++) {
      image.putLong(at + 8 * i, descriptor[i]);
    }
  }

  /// MPP is the mode; SIE, SPIE, MPIE, FS, SUM, MXR, sometimes MPRV.
  private long status(int mode, boolean traps, boolean borrows) {
    long random = dice.next() & 0xc_00a2;
    long mprv = borrows ? dice.next(2) << 17 : 0;
    long floats = dice.next(8) == 0 ? 0 : 0x6000;
    return 0xa_0000_0000L | random | mprv | floats | (long) mode << 11 | (traps ? 0x70_0000 : 0);
  }

  /// An address in the window, mostly; at times one that is not canonical.
  private long window(int scheme) {
    long high = switch (dice.next(6)) {
      case 0 -> scheme == 8 ? -1L << 38 : scheme == 9 ? -1L << 47 : -1L << 56;
      case 1 -> dice.next(4) == 0 ? 1L << 57 : 0;
      default -> 0;
    };
    int page = dice.oneOf(0, 0, 0, 0, 0, 0, 512, 1024);
    return high + WINDOW + ((long) page + dice.next(page == 0 ? 48 : 16) << 12)
        + 8 * dice.next(512);
  }
}
