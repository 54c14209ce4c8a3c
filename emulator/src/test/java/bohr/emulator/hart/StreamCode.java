package bohr.emulator.hart;

import static bohr.emulator.hart.Opcode.*;

import java.util.List;

/// Random instructions in *slots* of eight bytes, of which a trap handler can skip the rest: it
/// goes on at the start of the next one. Slots begin two bytes behind a multiple of eight, so that
/// an instruction may lie across a page boundary, and hold 16-bit and 32-bit instructions in any
/// order.
///
/// gp is where to go on when a fetch has failed, s0 points to data; both change only where a slot
/// says so. t5 carries what two instructions share.
final class StreamCode {

  static final int SLOT_BYTES = 8;

  /// What a slot is that does nothing.
  static final long NOTHING = 0x0001_0001_0001_0001L;

  private static final int GP = 3;
  private static final int S0 = 8;
  private static final int T5 = 30;
  private static final int EBREAK = 0x0010_0073;

  private static final List<Instruction> COMPUTING =
      InstructionSet.ROWS.stream().filter(StreamCode::computes).toList();
  private static final List<Instruction> ACCESSES =
      InstructionSet.ROWS.stream().filter(StreamCode::accesses).toList();
  private static final List<Instruction> ATOMICS =
      InstructionSet.ROWS.stream().filter(row -> row.format() == Format.ATOMIC).toList();

  /// What may hold anything for an instruction, in machine mode and in supervisor mode.
  private static final String[] MACHINE = {
    "mcause", "mtval", "mscratch", "satp", "mcycle", "minstret"
  };

  private static final String[] SUPERVISOR = {
    "sie", "scause", "stval", "sscratch", "fcsr",
    "frm", "fflags"
  };

  private final Dice dice;
  private final int mode;
  private final boolean waits;
  private final boolean borrows;
  private final boolean interrupts;

  /// @param waits whether WFI traps
  /// @param borrows whether MPRV may be set
  /// @param interrupts whether SSIP may be set
  StreamCode(Dice dice, int mode, boolean waits, boolean borrows, boolean interrupts) {
    this.dice = dice;
    this.mode = mode;
    this.waits = waits;
    this.borrows = borrows;
    this.interrupts = interrupts;
  }

  private static boolean computes(Instruction row) {
    int opcode = row.opcode();
    boolean integer = opcode >= LUI && opcode <= FENCE_I;
    boolean extension = opcode > LAST_FLOAT_ACCESS && opcode <= LAST_BIT_MANIPULATION;
    return (integer || extension) && opcode != CTZW; // see docs/qemu-differences.md
  }

  private static boolean accesses(Instruction row) {
    return row.opcode() <= SD && row.opcode() >= LB || isFloatAccess(row.opcode());
  }

  /// The slots of a segment; the last one ends it.
  long[] segment(long at, int count) {
    long[] slots = new long[count];
    for (int i = 0; i < count - 1; ) {
      long[] group = group(at + SLOT_BYTES * i, count - 1 - i);
      System.arraycopy(group, 0, slots, i, group.length);
      i += group.length;
    }
    slots[count - 1] = EBREAK | NOTHING << 32;
    return slots;
  }

  /// One slot, or a few that belong together.
  private long[] group(long at, int left) {
    int kind = dice.next(100);
    if (left >= 4 && kind < 6) {
      return jumpIntoWindow();
    } else if (left >= 4 && kind < 9 && mode != Privilege.USER && !borrows) {
      return rewrite();
    } else if (left >= 4 && kind < 11 && mode == Privilege.SUPERVISOR) {
      return supervisorReturn();
    } else if (left >= 4 && kind < 13 && mode != Privilege.USER) {
      return changeEntry(at);
    } else if (left >= 4 && kind < 18) {
      return branch();
    }
    return new long[] {slot(at, kind)};
  }

  private long slot(long at, int kind) {
    if (kind < 24) {
      return mode == Privilege.USER ? pair(illegal(), computing()) : privileged();
    } else if (kind < 27) {
      return atomic();
    } else if (kind < 31) {
      return reserve();
    } else if (kind < 34) {
      return farAway(at);
    } else if (kind < 38) {
      return pair(dice.oneOf(0x73, illegal()), computing());
    } else if (kind < 41) {
      return pair(0x17 | T5 << 7,
          0x67 | T5 << 15 | target() << 7 | SLOT_BYTES + dice.next(2) << 20);
    }
    return plain();
  }

  private static long pair(int first, int second) {
    return first & 0xffff_ffffL | (long) second << 32;
  }

  /// LR and SC.
  private long reserve() {
    int word = 0x1000_202f | dice.next(2) << 12 | dice.next(4) << 25 | S0 << 15;
    return pair(word | target() << 7, word | 0x0800_0000 | target() << 7 | source() << 20);
  }

  /// Two long instructions, or short ones at either end or in the middle, or short ones only.
  private long plain() {
    return switch (dice.next(5)) {
      case 0 -> compressed() | (long) any() << 16 & 0xffff_ffff_0000L | compressed() << 48;
      case 1 -> any() & 0xffff_ffffL | compressed() << 32 | compressed() << 48;
      case 2 -> compressed() | compressed() << 16 | (long) any() << 32;
      case 3 -> compressed() | compressed() << 16 | compressed() << 32 | compressed() << 48;
      default -> pair(any(), any());
    };
  }

  private int any() {
    return dice.next(3) == 0 ? access(S0, dice.next(4096)) : computing();
  }

  private int target() {
    int register = dice.next(32);
    return register == GP || register == S0 || register == T5 ? 0 : register;
  }

  private int source() {
    return dice.next(32);
  }

  /// An instruction that computes; if it leaves its rounding mode open, any of them.
  private int computing() {
    Instruction row = COMPUTING.get(dice.next(COMPUTING.size()));
    int word = row.match() | (int) dice.next() & ~row.mask();
    if (row.opcode() == FENCE) {
      return 0x0330_000f;
    }
    boolean toFloat = row.opcode() > LAST_FLOAT_ACCESS && row.opcode() <= LAST_FLOAT_TO_FLOAT
        || row.opcode() > LAST_FLOAT_TO_INTEGER && row.opcode() <= LAST_FLOAT;
    word = toFloat ? word : word & ~(31 << 7) | target() << 7;
    boolean hint = row.opcode() == SLTI && (word >>> 7 & 31) == 0;
    return hint ? word | 5 << 7 : word;
  }

  private int access(int base, int offset) {
    Instruction row = ACCESSES.get(dice.next(ACCESSES.size()));
    int word = row.match() | base << 15;
    return switch (row.format()) {
      case LOAD -> word | target() << 7 | offset << 20;
      case F_LOAD -> word | source() << 7 | offset << 20;
      default -> word | source() << 20 | (offset & 31) << 7 | (offset >> 5 & 127) << 25;
    };
  }

  /// A 16-bit instruction that computes or works near s0, or none at all.
  private long compressed() {
    while (true) {
      int half = (int) dice.next() & 0xffff;
      long w = (half & 3) == 3 ? 0 : Compressed.decode(half);
      int opcode = Decoded.opcode(w);
      boolean computes = opcode >= LUI && opcode <= SRAW;
      boolean nearby = w != 0 && Decoded.rs1(w) == S0 && (opcode <= SD || isFloatAccess(opcode));
      int rd = Decoded.rd(w);
      boolean writes = opcode <= LWU || computes;
      boolean foreign = writes && (rd == GP || rd == S0 || rd == T5);
      if ((computes || nearby || w != 0 && opcode == ILLEGAL) && !foreign) {
        return half;
      }
    }
  }

  private int illegal() {
    while (true) {
      int word = (int) dice.next() | 3;
      if (Decoded.opcode(Decoded.decode(word)) == ILLEGAL && (word & 31) != 31) {
        return word;
      }
    }
  }

  /// Forward, to one of the next three slots.
  private long[] branch() {
    int distance = SLOT_BYTES * (1 + dice.next(3));
    int function = dice.oneOf(0, 1, 4, 5, 6, 7);
    int to = (distance & 0x1e) << 7 | (distance >> 5 & 63) << 25;
    int word =
        dice.next(4) == 0
            ? 0x6f | target() << 7 | distance << 20
            : 0x63 | function << 12 | to | source() << 15 | source() << 20;
    return new long[] {pair(word, computing()), plain(), plain()};
  }

  /// An AMO near s0.
  private long atomic() {
    Instruction row = ATOMICS.get(dice.next(ATOMICS.size()));
    while (row.opcode() == SC_W || row.opcode() == SC_D) {
      row = ATOMICS.get(dice.next(ATOMICS.size()));
    }
    int word = row.match() | (int) dice.next() & 0x0600_0000;
    int offset = dice.next(8) == 0 ? dice.next(4096) : 8 * dice.next(512);
    return pair(0x13 | T5 << 7 | S0 << 15 | offset << 20,
        word | T5 << 15 | target() << 7 | source() << 20);
  }

  /// Where there is nothing, and where RAM ends.
  private long farAway(long at) {
    if (dice.next(3) == 0) {
      int distance = (int) (StreamImage.END - at) & 0xffff_f000;
      return pair(0x17 | T5 << 7 | distance, access(T5, 0));
    }
    int page = dice.oneOf(0x0600_0000, 0x1800_0000, 0x4_0000, 0xf000_0000, 0x8400_0000);
    return pair(0x37 | T5 << 7 | page, access(T5, 8 * dice.next(512)));
  }

  private long privileged() {
    String status = mode == Privilege.MACHINE ? "mstatus" : "sstatus";
    return switch (dice.next(8)) {
      case 0, 1, 2 -> swap();
      case 3 -> { // FS, MPRV, SUM, MXR, TVM, TW, TSR
        int bits = dice.oneOf(1, 2, 3) << 13 | 1 << 17 + dice.next(6);
        bits = borrows ? bits : bits & ~(1 << 17);
        yield pair(0x37 | T5 << 7 | bits, csr(dice.next(4) == 0 ? 3 : 2, status, 0, T5));
      }
      case 4 -> pair(0x13 | T5 << 7 | (dice.next(512) & 0x1aa) << 20,
          csr(2 + dice.next(2), status, 0, T5));
      case 5 -> {
        String name = interrupts ? dice.oneOf("sip", "sie") : "sie";
        yield pair(csr(6 + dice.next(2), name, target(), 2), computing());
      }
      case 6 -> pair(waits ? 0x1200_0073 : dice.oneOf(0x1200_0073, 0x1600_0073, 0x1800_0073,
          0x1810_0073), computing());
      default -> waits ? pair(0x1050_0073, computing())
          : mode == Privilege.SUPERVISOR ? pair(0x3020_0073, computing()) : swap();
    };
  }

  /// Gives a CSR any value for the time of an instruction, and reads what it made of it.
  private long swap() {
    boolean machine = mode == Privilege.MACHINE && dice.next(2) == 0;
    String name = dice.oneOf(machine ? MACHINE : SUPERVISOR);
    int kept = 0;
    while (kept == 0) {
      kept = target();
    }
    return pair(csr(1, name, T5, source()), csr(1, name, kept, T5));
  }

  private static int csr(int function, String name, int rd, int rs1) {
    String line = "csrrw zero," + name + ",zero";
    return Assembler.word(0, line) & ~0x7000 | function << 12 | rd << 7 | rs1 << 15;
  }

  /// Changes the flags of a page-table entry in place, and fences.
  private long[] changeEntry(long at) {
    int index = dice.next(48);
    long distance = StreamImage.LEAVES + 8 * index - at;
    int high = (int) (distance + 0x800) & 0xffff_f000;
    int low = (int) distance - high;
    int flags = StreamImage.flags(dice, index);
    return new long[] {
      pair(0x17 | T5 << 7 | high, 0x13 | 29 << 7 | flags << 20),
      pair(0x23 | T5 << 15 | 29 << 20 | (low & 31) << 7 | (low >> 5 & 127) << 25, 0x1200_0073)
    };
  }

  /// To a page of the window, where the way back is `jr gp`.
  private long[] jumpIntoWindow() {
    int page = StreamImage.WINDOW + (dice.next(48) << 12);
    int offset = dice.oneOf(-2, -1, 0, 2, 3, 0x7fe, 8 * dice.next(256));
    return new long[] {
      pair(0x17 | GP << 7, 0x13 | GP << 7 | GP << 15 | 2 * SLOT_BYTES << 20),
      pair(0x37 | T5 << 7 | page, 0x67 | target() << 7 | T5 << 15 | offset << 20),
      plain()
    };
  }

  /// Copies one instruction over the next, and executes both.
  private long[] rewrite() {
    return new long[] {
      pair(0x17 | T5 << 7, 0x2003 | 29 << 7 | T5 << 15 | 2 * SLOT_BYTES << 20),
      pair(0x2023 | T5 << 15 | 29 << 20 | 20 << 7, 0x100f),
      pair(computing(), computing())
    };
  }

  /// To supervisor mode itself, two slots further on.
  private long[] supervisorReturn() {
    return new long[] {
      pair(csr(7, "sstatus", 0, 2), 0x17 | T5 << 7),
      pair(0x13 | T5 << 7 | T5 << 15 | 28 << 20, csr(1, "sepc", target(), T5)),
      pair(0x13 | T5 << 7 | 0x120 << 20, csr(2, "sstatus", 0, T5)),
      pair(0x1020_0073, computing())
    };
  }
}
