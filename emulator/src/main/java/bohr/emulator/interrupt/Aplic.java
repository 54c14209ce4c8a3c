package bohr.emulator.interrupt;

import bohr.emulator.memory.MemoryLayout;
import bohr.emulator.pci.Upstream;
import bohr.emulator.state.Walker;

/// The APLIC of the board (RISC-V AIA 1.0, chapter 4): a root domain of machine level and its only
/// child, of supervisor level, for 95 sources. Both deliver by MSI alone, which arrives at once.
final class Aplic implements WiredController {

  private static final int BASE_HIGH = 0xfff;
  private static final long LOCK = 1L << 31;
  private static final int NOBODY = -1;
  private static final int PAGE_SHIFT = 12;
  private static final int LOW_WIDTH_SHIFT = 12;

  /// There are at most 8 harts.
  private static final int HART_BITS = 3;

  private final AplicDomain machine;
  private final AplicDomain supervisor;
  private final Upstream messages;

  // mmsiaddrcfg, mmsiaddrcfgh, smsiaddrcfg, smsiaddrcfgh.
  private long machineBase;
  private long machineLayout;
  private long supervisorBase;
  private long supervisorLayout;

  Aplic(Upstream messages) {
    this.messages = messages;
    supervisor = new AplicDomain(this, null);
    machine = new AplicDomain(this, supervisor);
  }

  /// The root domain.
  AplicDomain machine() {
    return machine;
  }

  /// Its child.
  AplicDomain supervisor() {
    return supervisor;
  }

  @Override
  public void setSource(int source, boolean high) {
    machine.input(source, high);
  }

  /// Every source becomes the supervisor's, and the messages of both domains go to the interrupt
  /// files of their level, a page a hart.
  /// In MSI delivery mode there is no completion (RISC-V AIA 1.0 §4.9.2: whoever serves a level
  /// looks at it again).
  @Override
  public void reportWithheld() {}

  @Override
  public void handOver() {
    machineBase = MemoryLayout.IMSIC_M >>> PAGE_SHIFT;
    machineLayout = HART_BITS << LOW_WIDTH_SHIFT;
    supervisorBase = MemoryLayout.IMSIC_S >>> PAGE_SHIFT;
    supervisorLayout = 0;
    machine.delegateAll();
  }

  /// Sends a message to hart number `hart` (§4.9, "Interrupt forwarding by MSIs").
  void send(AplicDomain domain, int hart, int identity) {
    int highShift = (int) (machineLayout >> 24 & 31) + 12;
    int highWidth = (int) (machineLayout >> 16 & 7);
    int lowWidth = (int) (machineLayout >> LOW_WIDTH_SHIFT & 15);
    long layout = domain == machine ? machineLayout : supervisorLayout;
    long base = domain == machine ? machineBase : supervisorBase;
    int lowShift = (int) (layout >> 20 & 7);
    long group = hart >> lowWidth & (1 << highWidth) - 1;
    long member = hart & (1 << lowWidth) - 1;
    long page = (layout & BASE_HIGH) << 32 | base | group << highShift | member << lowShift;
    messages.message(page << PAGE_SHIFT, identity, NOBODY);
  }

  /// Reads one of the four address registers, which are the root's; `index` counts words.
  long readAddress(int index) {
    return switch (index) {
      case 0 -> machineBase;
      case 1 -> machineLayout;
      case 2 -> supervisorBase;
      default -> supervisorLayout;
    };
  }

  /// Writes one of them, unless they are locked.
  void writeAddress(int index, long value) {
    if ((machineLayout & LOCK) != 0) {
      return;
    }
    switch (index) {
      case 0 -> machineBase = value;
      case 1 -> machineLayout = value & 0x9f77_ffffL;
      case 2 -> supervisorBase = value;
      default -> supervisorLayout = value & 0x0070_0fffL;
    }
  }

  @Override
  public void walk(Walker walker) {
    machine.walk(walker);
    supervisor.walk(walker);
    machineBase = walker.value(machineBase);
    machineLayout = walker.value(machineLayout);
    supervisorBase = walker.value(supervisorBase);
    supervisorLayout = walker.value(supervisorLayout);
  }
}
