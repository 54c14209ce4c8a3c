package bohr.emulator.device.nvme;

import bohr.emulator.device.Register;
import bohr.emulator.device.Wiring;
import bohr.emulator.state.Stateful;
import bohr.emulator.state.Walker;
import java.util.List;

/// The controller registers (§3.1), doorbells excepted.
final class Registers implements Stateful {

  static final int CAPABILITIES = 0x00;
  static final int VERSION = 0x08;
  static final int INTERRUPT_MASK_SET = 0x0c;
  static final int INTERRUPT_MASK_CLEAR = 0x10;
  static final int CONFIGURATION = 0x14;
  static final int STATUS = 0x1c;
  static final int ADMIN_ATTRIBUTES = 0x24;
  static final int ADMIN_SUBMISSION = 0x28;
  static final int ADMIN_COMPLETION = 0x30;
  static final int DOORBELLS = 0x1000;

  static final long VERSION_1_4 = 0x0001_0400;

  // CC, §3.1.5.
  static final long ENABLE = 1;
  private static final long CONFIGURATION_MASK = 0x00ff_fff1;

  // CSTS, §3.1.6.
  static final long READY = 1;
  static final long FATAL = 1 << 1;
  static final long SHUTDOWN_OCCURRING = 1 << 2;
  static final long SHUTDOWN_COMPLETE = 2 << 2;
  static final long SHUTDOWN_STATUS = 3 << 2;

  /// Largest memory page size, as CC.MPS has it: 2 to the power of (12 + 4).
  private static final int MAX_PAGE_SIZE = 4;

  private static final long ATTRIBUTES_MASK = 0x0fff_0fff;
  private static final long BASE_MASK = ~0xfffL;

  final Register interruptMask;
  final Register configuration;
  final Register status;
  final Register adminAttributes;
  final Register adminSubmission;
  final Register adminCompletion;
  private final long capabilities;

  /// @param queueEntries the most entries that an I/O queue may have
  Registers(Wiring wiring, int queueEntries) {
    interruptMask = wiring.register(0);
    configuration = wiring.register(0);
    status = wiring.register(0);
    adminAttributes = wiring.register(0);
    adminSubmission = wiring.register(0);
    adminCompletion = wiring.register(0);
    capabilities = capabilities(queueEntries);
  }

  /// §3.1.1: queues are contiguous (CQR), the NVM command set, doorbells 4 bytes apart, pages of 4
  /// to 64 KiB; ready within 20 s (TO, in units of 500 ms).
  private static long capabilities(int queueEntries) {
    return queueEntries - 1 | 1L << 16 | 40L << 24 | 1L << 37 | (long) MAX_PAGE_SIZE << 52;
  }

  private List<Register> all() {
    return List.of(
        interruptMask, configuration, status, adminAttributes, adminSubmission, adminCompletion);
  }

  void reset() {
    all().forEach(Register::reset);
  }

  /// One access at most; reserved registers and doorbells read as 0.
  long read(int offset, int size) {
    long value =
        switch (offset & ~7) {
          case CAPABILITIES -> capabilities;
          case ADMIN_SUBMISSION -> adminSubmission.read();
          case ADMIN_COMPLETION -> adminCompletion.read();
          default -> readWord(offset);
        };
    boolean wide = (offset & ~7) == CAPABILITIES || offset >= ADMIN_SUBMISSION && offset < 0x38;
    long shifted = wide && (offset & 4) != 0 ? value >>> 32 : value;
    return size == 4 ? shifted & 0xffff_ffffL : shifted;
  }

  private long readWord(int offset) {
    return switch (offset) {
      case VERSION -> VERSION_1_4;
      case INTERRUPT_MASK_SET, INTERRUPT_MASK_CLEAR -> interruptMask.read();
      case CONFIGURATION -> configuration.read();
      case STATUS -> status.read();
      case ADMIN_ATTRIBUTES -> adminAttributes.read();
      default -> 0;
    };
  }

  /// One access; writes what has no effect but to be kept.
  void write(int offset, int size, long value) {
    switch (offset) {
      case ADMIN_ATTRIBUTES -> adminAttributes.write(value & ATTRIBUTES_MASK);
      case ADMIN_SUBMISSION, ADMIN_SUBMISSION + 4 ->
          writeHalf(adminSubmission, offset, size, value);
      case ADMIN_COMPLETION, ADMIN_COMPLETION + 4 ->
          writeHalf(adminCompletion, offset, size, value);
      default -> {}
    }
  }

  private static void writeHalf(Register register, int offset, int size, long value) {
    long kept = register.peek();
    long whole =
        size == 8
            ? value
            : (offset & 4) == 0
                ? kept & ~0xffff_ffffL | value & 0xffff_ffffL
                : kept & 0xffff_ffffL | value << 32;
    register.write(whole & BASE_MASK);
  }

  /// Writes CC: one access.
  void configure(long value) {
    configuration.write(value & CONFIGURATION_MASK);
  }

  // Looks that are no accesses of their own.

  boolean enabled() {
    return (configuration.peek() & ENABLE) != 0;
  }

  boolean shutdownNotified() {
    return (configuration.peek() & 3 << 14) != 0;
  }

  boolean is(long statusBits) {
    return (status.peek() & statusBits) != 0;
  }

  /// The memory page size that CC.MPS asks for, in bytes.
  int pageBytes() {
    return 1 << 12 + (configuration.peek() >>> 7 & 15);
  }

  /// Whether CC asks for what CAP offers: NVM command set, a page size, round robin.
  boolean configurationPossible() {
    long cc = configuration.peek();
    return (cc >>> 4 & 7) == 0 && (cc >>> 7 & 15) <= MAX_PAGE_SIZE && (cc >>> 11 & 7) == 0;
  }

  @Override
  public void walk(Walker walker) {
    all().forEach(register -> register.walk(walker));
  }
}
