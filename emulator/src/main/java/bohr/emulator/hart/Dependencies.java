package bohr.emulator.hart;

import static bohr.emulator.hart.Opcode.*;

import bohr.emulator.ordering.Views;
import java.util.Arrays;

/// Which registers an instruction reads and writes, for the syntactic dependencies of RVWMO
/// (unprivileged ISA, §"Source and Destination Register Listings"), and the views of what is in
/// them: the destination gets the join of the views of the sources.
///
/// fflags and frm are tracked apart; the single flags in fflags are not. An instruction that
/// computes in floating point adds to fflags whether it raises a flag or not.
final class Dependencies {

  /// The operands of `fence.tso`; other combinations with its mode are reserved, and plain fences.
  private static final int FENCE_TSO = 0x833;

  private static final int FLOATS = 33;
  private static final int CSRS = FLOATS + 32;
  private static final int COUNT = CSRS + Csr.values().length;

  // What an opcode does, by the letters of its format.
  private static final int READS_RS1 = 1;
  private static final int READS_RS2 = 2;
  private static final int FLOAT_RS1 = 4;
  private static final int FLOAT_RS2 = 8;
  private static final int FLOAT_RS3 = 16;
  private static final int FLOAT_RD = 32;
  private static final int[] USES = uses();

  private final Views views;

  /// x0 to x31, a register that nobody reads, f0 to f31, CSRs.
  private final int[] registers;

  Dependencies(Views views) {
    this.views = views;
    registers = views.keepRegisters(COUNT);
  }

  private static int[] uses() {
    int[] uses = new int[Opcode.COUNT];
    for (Instruction row : InstructionSet.ROWS) {
      for (char letter : row.format().operands.toCharArray()) {
        uses[row.opcode()] |=
            switch (letter) {
              case 's' -> READS_RS1;
              case 't' -> READS_RS2;
              case 'S' -> FLOAT_RS1;
              case 'T' -> FLOAT_RS2;
              case 'R' -> FLOAT_RS3;
              case 'D' -> FLOAT_RD;
              default -> 0;
            };
      }
    }
    return uses;
  }

  void reset() {
    Arrays.fill(registers, 0);
  }

  /// The view of the address of an access.
  int address(long w) {
    return registers[Decoded.rs1(w)];
  }

  /// The view of what a store or AMO gets from a register.
  int data(long w) {
    boolean isFloat = isFloatAccess(Decoded.opcode(w));
    return registers[Decoded.rs2(w) + (isFloat ? FLOATS : 0)];
  }

  /// What a load, SC or AMO has put into its destination has this view.
  void result(long w, int view) {
    int rd = Decoded.rd(w);
    if (isFloatAccess(Decoded.opcode(w))) {
      registers[FLOATS + (rd & 31)] = view;
    } else if (rd != Decoded.SINK) {
      registers[rd] = view;
    }
  }

  /// What is in the destination register also has this view.
  void alsoResult(long w, int view) {
    if (Decoded.rd(w) != Decoded.SINK) {
      registers[Decoded.rd(w)] = Math.max(registers[Decoded.rd(w)], view);
    }
  }

  /// An instruction that is no access has been executed.
  void computed(long w) {
    int opcode = Decoded.opcode(w);
    switch (opcode) {
      case BEQ, BNE, BLT, BGE, BLTU, BGEU -> views.branch(sources(w, opcode));
      case JALR -> {
        views.branch(sources(w, opcode));
        result(w, 0);
      }
      case JAL, LUI, AUIPC -> result(w, 0);
      case FENCE -> fence((int) Decoded.immediate(w));
      case CSRRW, CSRRS, CSRRC, CSRRWI, CSRRSI, CSRRCI -> controlAndStatus(w, opcode);
      default -> {
        if (opcode > LAST_FLOAT_ACCESS && opcode <= LAST_FLOAT) {
          floating(w, opcode);
        } else if (!isWithoutResult(opcode)) {
          result(w, sources(w, opcode));
        }
      }
    }
  }

  private static boolean isWithoutResult(int opcode) {
    return opcode == FENCE_I || opcode == HINT || opcode >= CBO_INVAL;
  }

  private void fence(int sets) {
    if (sets == FENCE_TSO) {
      views.fenceTso();
    } else {
      views.fence(sets >>> 4 & 15, sets & 15);
    }
  }

  private int sources(long w, int opcode) {
    int uses = USES[opcode];
    int view = (uses & READS_RS1) != 0 ? registers[Decoded.rs1(w)] : 0;
    view = join(view, uses & READS_RS2, Decoded.rs2(w));
    view = join(view, uses & FLOAT_RS1, FLOATS + Decoded.rs1(w));
    view = join(view, uses & FLOAT_RS2, FLOATS + Decoded.rs2(w));
    return join(view, uses & FLOAT_RS3, FLOATS + ((int) Decoded.immediate(w) >>> 3 & 31));
  }

  private int join(int view, int used, int register) {
    return used == 0 ? view : Math.max(view, registers[register]);
  }

  private void floating(long w, int opcode) {
    int operands = sources(w, opcode);
    boolean dynamic = ((int) Decoded.immediate(w) & 7) == FloatingPoint.DYNAMIC;
    int view = join(operands, dynamic ? 1 : 0, csr(Csr.FRM));
    registers[csr(Csr.FFLAGS)] = Math.max(registers[csr(Csr.FFLAGS)], view);
    if ((USES[opcode] & FLOAT_RD) != 0) {
      registers[FLOATS + (Decoded.rd(w) & 31)] = view;
    } else {
      result(w, view);
    }
  }

  private static int csr(Csr csr) {
    return CSRS + csr.ordinal();
  }

  private void controlAndStatus(long w, int opcode) {
    Csr csr = Csr.of((int) Decoded.immediate(w));
    int old = csr == Csr.FCSR ? both() : registers[csr(csr)];
    int operand = opcode < CSRRWI ? registers[Decoded.rs1(w)] : 0;
    boolean replaces = opcode == CSRRW || opcode == CSRRWI;
    if (replaces || Decoded.rs1(w) != 0) {
      int view = replaces ? operand : Math.max(old, operand);
      if (csr == Csr.FCSR) {
        registers[csr(Csr.FFLAGS)] = view;
        registers[csr(Csr.FRM)] = view;
      } else {
        registers[csr(csr)] = view;
      }
    }
    result(w, old);
  }

  private int both() {
    return Math.max(registers[csr(Csr.FFLAGS)], registers[csr(Csr.FRM)]);
  }
}
