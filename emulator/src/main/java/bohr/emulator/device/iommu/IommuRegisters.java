package bohr.emulator.device.iommu;

import bohr.emulator.device.Register;
import bohr.emulator.device.Wiring;
import bohr.emulator.state.Stateful;
import bohr.emulator.state.Walker;
import java.util.List;

/// The registers of an IOMMU (§5), without those of interrupts, page requests, counters and debug,
/// which read as zero.
final class IommuRegisters implements Stateful {

  static final int CAPABILITIES = 0x000;
  static final int DDTP = 0x010;
  static final int CQB = 0x018;
  static final int CQH = 0x020;
  static final int CQT = 0x024;
  static final int FQB = 0x028;
  static final int FQH = 0x030;
  static final int FQT = 0x034;
  static final int CQCSR = 0x048;
  static final int FQCSR = 0x04c;

  // Bits of cqcsr and fqcsr.
  static final int ENABLE = 1;
  static final int ON = 1 << 16;
  static final int MEMORY_FAULT = 1 << 8;
  static final int COMMAND_ILLEGAL = 1 << 10;
  static final int OVERFLOW = 1 << 9;
  static final int ERRORS = 0xf00;

  /// Version 1.0, Sv39, physical addresses of 56 bits.
  private static final long SUPPORTED = 0x10 | 1 << 9 | 56L << 32;

  private static final long DDTP_MASK = 0xfff_ffff_ffffL << 10 | 0xf;
  private static final long BASE_MASK = 0xfff_ffff_ffffL << 10 | 0x1f;

  final Register directory;
  final Register commands;
  final Register commandHead;
  final Register commandTail;
  final Register commandControl;
  final Register faults;
  final Register faultHead;
  final Register faultTail;
  final Register faultControl;

  IommuRegisters(Wiring wiring) {
    directory = wiring.register(Translations.BARE);
    commands = wiring.register(0);
    commandHead = wiring.register(0);
    commandTail = wiring.register(0);
    commandControl = wiring.register(0);
    faults = wiring.register(0);
    faultHead = wiring.register(0);
    faultTail = wiring.register(0);
    faultControl = wiring.register(0);
  }

  private List<Register> all() {
    return List.of(directory, commands, commandHead, commandTail, commandControl, faults, faultHead,
        faultTail, faultControl);
  }

  void reset() {
    all().forEach(Register::reset);
  }

  /// The register of 8 bytes that `offset` is in, if it can be written; else null.
  Register wide(int offset) {
    return switch (offset & ~7) {
      case DDTP -> directory;
      case CQB -> commands;
      case FQB -> faults;
      default -> null;
    };
  }

  /// What a register of 8 bytes holds after a store. Modes of the directory that are not there
  /// leave it as it was.
  static long written(int offset, long old, long value) {
    if ((offset & ~7) != DDTP) {
      return value & BASE_MASK;
    }
    return (value & 0xf) > Translations.ONE_LEVEL ? old : value & DDTP_MASK;
  }

  Register control(int offset) {
    return offset == CQCSR ? commandControl : faultControl;
  }

  long read(int offset, int size) {
    Register wide = wide(offset);
    long value = wide != null ? wide.read() : narrow(offset & ~7, offset, size);
    int shift = wide != null || (offset & ~7) == CAPABILITIES ? 8 * (offset & 7) : 0;
    return value >>> shift & -1L >>> 64 - 8 * size;
  }

  /// A load of 8 bytes gives the first of the two registers, and zero.
  private long narrow(int doubleword, int offset, int size) {
    if (doubleword == CAPABILITIES) {
      return SUPPORTED;
    }
    return switch (offset) {
      case CQH -> commandHead.read();
      case CQT -> commandTail.read();
      case FQH -> faultHead.read();
      case FQT -> faultTail.read();
      case CQCSR -> commandControl.read();
      case FQCSR -> faultControl.read();
      default -> 0;
    };
  }

  /// Index mask of a queue, out of its base register.
  static long mask(long base) {
    return (2L << (base & 0x1f)) - 1;
  }

  /// Address of an entry of a queue.
  static long entry(long base, long index, int bytes) {
    return (base >>> 10 << 12) + index * bytes;
  }

  @Override
  public void walk(Walker walker) {
    all().forEach(register -> register.walk(walker));
  }
}
