package bohr.emulator.agent;

/// What a step does to the order of others, as bits; for who watches steps from outside. The low
/// eight are the predecessor and successor sets of a fence as the instruction has them (RISC-V
/// unprivileged ISA, §"Memory Ordering Instructions").
public final class Synchronization {

  public static final int SUCCESSOR_WRITES = 1;
  public static final int SUCCESSOR_READS = 1 << 1;
  public static final int SUCCESSOR_OUTPUT = 1 << 2;
  public static final int PREDECESSOR_WRITES = 1 << 4;
  public static final int PREDECESSOR_READS = 1 << 5;
  public static final int PREDECESSOR_INPUT = 1 << 7;

  /// An AMO, LR or SC with aq, or with rl (chapter "A").
  public static final int ACQUIRE = 1 << 8;

  public static final int RELEASE = 1 << 9;

  /// An access outside RAM that is a store.
  public static final int DEVICE_STORE = 1 << 10;

  /// An interrupt is taken, waited for, or looked at in a CSR.
  public static final int INTERRUPT = 1 << 11;

  private Synchronization() {}
}
