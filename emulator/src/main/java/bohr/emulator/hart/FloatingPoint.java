package bohr.emulator.hart;

import static bohr.emulator.hart.Opcode.*;

import bohr.emulator.state.Stateful;
import bohr.emulator.state.Walker;

/// F and D (unprivileged ISA, chapters of these names): the floating-point registers, fcsr, and
/// what mstatus knows of them; and the instructions, except for what [SoftFloat] computes.
///
/// A single in a register is *boxed*: its upper 32 bits are all ones. An operation on singles takes
/// any other value for the canonical NaN; transfers (FSW, FMV.X.W) do not look (§"NaN Boxing of
/// Narrower Values").
final class FloatingPoint implements Stateful {

  /// The rounding mode of an instruction that takes the one in frm; in frm, it is invalid.
  static final int DYNAMIC = 7;

  private static final int REGISTERS = 32;
  private static final long BOX = 0xffff_ffffL << 32;

  // Values of mstatus.FS (privileged ISA, §"Extension Context Status in mstatus Register").
  private static final int OFF = 0;
  private static final int DIRTY = 3;
  private static final int STATUS_SHIFT = 13;

  /// mstatus.SD, which says that some FS, VS or XS is dirty.
  private static final long SOME_DIRTY = 1L << 63;

  /// f0 to f31.
  final long[] f = new long[REGISTERS];

  /// Its flags are fflags.
  private final SoftFloat soft = new SoftFloat();

  private int roundingMode;
  private int status;

  void reset() {
    for (int register = 0; register < REGISTERS; register++) {
      f[register] = 0;
    }
    soft.flags = 0;
    roundingMode = 0;
    status = OFF;
  }

  /// Whether mstatus.FS makes every instruction and CSR of F and D illegal.
  boolean isOff() {
    return status == OFF;
  }

  /// The bits of mstatus that are about floating point: FS and SD.
  long status() {
    return (long) status << STATUS_SHIFT | (status == DIRTY ? SOME_DIRTY : 0);
  }

  /// Takes FS out of what is written to mstatus.
  void writeStatus(long mstatus) {
    status = (int) (mstatus >>> STATUS_SHIFT) & DIRTY;
  }

  long flags() {
    return soft.flags;
  }

  void writeFlags(long value) {
    soft.flags = (int) value & 31;
    status = DIRTY;
  }

  long roundingMode() {
    return roundingMode;
  }

  void writeRoundingMode(long value) {
    roundingMode = (int) value & 7;
    status = DIRTY;
  }

  /// fcsr.
  long control() {
    return roundingMode << 5 | soft.flags;
  }

  void writeControl(long value) {
    writeFlags(value);
    writeRoundingMode(value >>> 5);
  }

  /// Executes an instruction of F or D.
  ///
  /// @return false, with nothing done, if it is illegal here or leaves RAM
  boolean execute(long w, long[] x, Ram ram) {
    if (status == OFF) {
      return false;
    }
    int opcode = Decoded.opcode(w);
    if (opcode <= LAST_FLOAT_ACCESS) {
      return access(w, opcode, Ram.offset(x[Decoded.rs1(w)] + Decoded.immediate(w)), ram);
    }
    // Instructions that do not round have no such field, and an immediate of 0.
    int mode = (int) Decoded.immediate(w) & 7;
    if (mode == DYNAMIC) {
      mode = roundingMode;
    }
    if (mode > SoftFloat.NEAREST_MAX_MAGNITUDE) {
      return false;
    }
    if (opcode <= LAST_FLOAT_TO_FLOAT) {
      write(FloatFormat.of(opcode), w, toFloat(w, opcode, mode));
    } else if (opcode <= LAST_FLOAT_TO_INTEGER) {
      int before = soft.flags;
      x[Decoded.rd(w)] = toInteger(w, opcode, mode);
      status = soft.flags != before ? DIRTY : status;
    } else {
      write(FloatFormat.of(opcode), w, fromInteger(opcode, x[Decoded.rs1(w)], mode));
    }
    return true;
  }

  private boolean access(long w, int opcode, long offset, Ram ram) {
    if (!ram.holds(offset, Decoded.size(w))) {
      return false;
    }
    switch (opcode) {
      case FLW -> load(w, ram.load32(offset));
      case FLD -> load(w, ram.load64(offset));
      case FSW -> ram.store32(offset, f[Decoded.rs2(w)]);
      case FSD -> ram.store64(offset, f[Decoded.rs2(w)]);
      default -> throw new AssertionError(opcode);
    }
    return true;
  }

  /// Puts what was loaded into the register of FLW or FLD.
  void load(long w, long value) {
    write(FloatFormat.of(Decoded.opcode(w)), w, value);
  }

  /// What FSW or FSD stores.
  long stored(long w) {
    return f[Decoded.rs2(w)];
  }

  private void write(FloatFormat format, long w, long value) {
    f[Decoded.rd(w) & 31] = format == FloatFormat.SINGLE ? value | BOX : value;
    status = DIRTY;
  }

  private long read(FloatFormat format, int register) {
    long value = f[register];
    if (format == FloatFormat.DOUBLE) {
      return value;
    }
    return value >= BOX && value < 0 ? value & ~BOX : format.canonicalNan;
  }

  private long toFloat(long w, int opcode, int mode) {
    FloatFormat format = FloatFormat.of(opcode);
    long a = read(source(opcode, format), Decoded.rs1(w));
    long b = read(format, Decoded.rs2(w));
    long c = opcode < FADD_S ? read(format, (int) Decoded.immediate(w) >>> 3) : 0;
    if (mode == SoftFloat.NEAREST_EVEN
        && opcode <= FSQRT_D
        && (soft.flags & SoftFloat.INEXACT) != 0) {
      long result =
          format == FloatFormat.DOUBLE
              ? HostFloat.computeDouble(opcode, a, b, c)
              : HostFloat.computeSingle(opcode, a, b, c);
      if (result != HostFloat.UNKNOWN) {
        return result;
      }
    }
    return compute(opcode, format, a, b, c, mode);
  }

  private static FloatFormat source(int opcode, FloatFormat target) {
    return switch (opcode) {
      case FCVT_S_D -> FloatFormat.DOUBLE;
      case FCVT_D_S -> FloatFormat.SINGLE;
      default -> target;
    };
  }

  private long compute(int opcode, FloatFormat format, long a, long b, long c, int mode) {
    long sign = format.sign;
    return switch (opcode) {
      case FMADD_S, FMADD_D -> soft.multiplyAdd(format, a, b, c, mode);
      case FMSUB_S, FMSUB_D -> soft.multiplyAdd(format, a, b, c ^ sign, mode);
      case FNMSUB_S, FNMSUB_D -> soft.multiplyAdd(format, a ^ sign, b, c, mode);
      case FNMADD_S, FNMADD_D -> soft.multiplyAdd(format, a ^ sign, b, c ^ sign, mode);
      case FADD_S, FADD_D -> soft.add(format, a, b, mode);
      case FSUB_S, FSUB_D -> soft.subtract(format, a, b, mode);
      case FMUL_S, FMUL_D -> soft.multiply(format, a, b, mode);
      case FDIV_S, FDIV_D -> soft.divide(format, a, b, mode);
      case FSQRT_S, FSQRT_D -> soft.squareRoot(format, a, mode);
      case FSGNJ_S, FSGNJ_D -> a & ~sign | b & sign;
      case FSGNJN_S, FSGNJN_D -> a & ~sign | ~b & sign;
      case FSGNJX_S, FSGNJX_D -> a ^ b & sign;
      case FMIN_S, FMIN_D -> FloatComparison.minimum(format, a, b, soft);
      case FMAX_S, FMAX_D -> FloatComparison.maximum(format, a, b, soft);
      case FCVT_S_D -> soft.convert(FloatFormat.DOUBLE, FloatFormat.SINGLE, a, mode);
      case FCVT_D_S -> soft.convert(FloatFormat.SINGLE, FloatFormat.DOUBLE, a, mode);
      default -> throw new AssertionError(opcode);
    };
  }

  private long toInteger(long w, int opcode, int mode) {
    FloatFormat format = FloatFormat.of(opcode);
    long a = read(format, Decoded.rs1(w));
    return switch (opcode) {
      case FEQ_S, FEQ_D -> bit(FloatComparison.equal(format, a, second(format, w), soft));
      case FLT_S, FLT_D -> bit(FloatComparison.less(format, a, second(format, w), soft));
      case FLE_S, FLE_D -> bit(FloatComparison.lessOrEqual(format, a, second(format, w), soft));
      case FCLASS_S, FCLASS_D -> FloatComparison.classify(format, a);
      case FCVT_W_S, FCVT_W_D -> soft.toInteger(format, a, true, 32, mode);
      case FCVT_WU_S, FCVT_WU_D -> soft.toInteger(format, a, false, 32, mode);
      case FCVT_L_S, FCVT_L_D -> soft.toInteger(format, a, true, 64, mode);
      case FCVT_LU_S, FCVT_LU_D -> soft.toInteger(format, a, false, 64, mode);
      case FMV_X_W -> (int) f[Decoded.rs1(w)];
      case FMV_X_D -> a;
      default -> throw new AssertionError(opcode);
    };
  }

  private long second(FloatFormat format, long w) {
    return read(format, Decoded.rs2(w));
  }

  private static long bit(boolean value) {
    return value ? 1 : 0;
  }

  private long fromInteger(int opcode, long value, int mode) {
    FloatFormat format = FloatFormat.of(opcode);
    return switch (opcode) {
      case FCVT_S_W, FCVT_D_W -> signed(format, (int) value, mode);
      case FCVT_S_WU, FCVT_D_WU -> soft.fromInteger(format, false, value & 0xffff_ffffL, mode);
      case FCVT_S_L, FCVT_D_L -> signed(format, value, mode);
      case FCVT_S_LU, FCVT_D_LU -> soft.fromInteger(format, false, value, mode);
      case FMV_W_X, FMV_D_X -> value;
      default -> throw new AssertionError(opcode);
    };
  }

  private long signed(FloatFormat format, long value, int mode) {
    return soft.fromInteger(format, value < 0, Math.abs(value), mode);
  }

  @Override
  public void walk(Walker walker) {
    walker.values(f);
    soft.flags = walker.value(soft.flags);
    roundingMode = walker.value(roundingMode);
    status = walker.value(status);
  }
}
