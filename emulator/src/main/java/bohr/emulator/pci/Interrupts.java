package bohr.emulator.pci;

import bohr.emulator.agent.VisibleAccesses;
import bohr.emulator.state.Stateful;
import bohr.emulator.state.Walker;

/// How a function interrupts: the INTx wire, or messages once MSI or MSI-X is enabled (PCI Express
/// Base Specification §6.1). The capabilities are part of its config space.
public final class Interrupts implements Stateful {

  /// Where the capability of messages is in config space.
  static final int CAPABILITY = 0x80;

  /// Where MSI is in a function that has MSI-X too.
  private static final int MSI_BESIDE_MSIX = 0x90;

  static final int COMMAND = 0x04;
  static final int STATUS = 0x06;
  static final int INTX_DISABLE = 1 << 10;

  private static final int CONTROL = CAPABILITY + 2;
  private static final int INTERRUPT_STATUS = 1 << 3;
  private static final int MSIX_ENABLE = 1 << 15;
  private static final int MSIX_MASK_ALL = 1 << 14;

  private final ConfigSpace config;
  private final Sender sender;
  private final Wire wire;
  private final VisibleAccesses accesses;
  private final boolean forgetful;
  private MsiX msiX;
  private Msi msi;
  private boolean intx;

  /// Where messages go.
  interface Sender {
    /// @param grant of the transfer that it belongs to; null if it belongs to none
    void send(long address, int data, Grant grant);

    /// The message of `vector` is forgotten.
    void lose(int vector);
  }

  /// Where INTx goes.
  interface Wire {
    void drive(boolean high);
  }

  Interrupts(
      ConfigSpace config,
      Sender sender,
      Wire wire,
      VisibleAccesses accesses,
      Function.RequestPolicy policy) {
    this.config = config;
    this.sender = sender;
    this.wire = wire;
    this.accesses = accesses;
    forgetful = policy.forgetfulMasks();
  }

  /// §7.7.1.
  ///
  /// @return where the capability is
  int addMsi() {
    int at = msiX == null ? CAPABILITY : MSI_BESIDE_MSIX;
    msi = new Msi(config, at);
    return at;
  }

  /// §7.7.2: the table and the pending bits are in `bar`.
  void addMsiX(int bar, int vectors) {
    msiX = new MsiX(vectors);
    config.set(CONTROL, 2, vectors - 1);
    config.allow(CONTROL, 2, MSIX_ENABLE | MSIX_MASK_ALL);
    config.set(CAPABILITY + 4, 4, bar);
    config.set(CAPABILITY + 8, 4, MsiX.PENDING_OFFSET | bar);
  }

  // What harts do to them.

  /// A store to the MSI-X table may set pending messages free.
  public void storeMsiX(long offset, long value) {
    accesses.note();
    msiX.store(offset, value);
    sendUnmasked();
  }

  /// Reads 4 bytes of the MSI-X table or pending bits.
  public long loadMsiX(long offset) {
    accesses.note();
    return msiX.load(offset);
  }

  /// Config space was written.
  void reconfigured() {
    driveIntx();
    sendUnmasked();
  }

  void reset() {
    if (msiX != null) {
      msiX.reset();
    }
    intx = false;
  }

  // What the device does with them.

  /// Whether interrupts go out as messages: MSI or MSI-X is enabled.
  public boolean messageSignalled() {
    return msiEnabled() || msiXEnabled();
  }

  /// Sends the message of `vector`, if messages are enabled and the vector is not masked. While it
  /// is masked, its pending bit keeps the message (§6.1.4.5); with `masked-msi: lost` nothing does.
  public void signal(int vector) {
    signal(vector, null);
  }

  /// As above, at the end of a transfer, which a reset should have ended.
  public void signal(int vector, Grant grant) {
    accesses.note();
    if (msiEnabled()) {
      sender.send(msi.address(), msi.data(), grant);
    } else if (msiXEnabled()) {
      if (!maskedAll() && !msiX.masked(vector)) {
        sender.send(msiX.address(vector), msiX.data(vector), grant);
      } else if (forgetful) {
        sender.lose(vector);
      } else {
        msiX.setPending(vector);
      }
    }
  }

  private void sendUnmasked() {
    if (msiX == null || !msiXEnabled() || maskedAll()) {
      return;
    }
    for (int vector = 0; vector < msiX.vectors(); vector++) {
      if (!msiX.masked(vector) && msiX.takePending(vector)) {
        sender.send(msiX.address(vector), msiX.data(vector), null);
      }
    }
  }

  private boolean msiEnabled() {
    return msi != null && msi.enabled();
  }

  /// Whether interrupts go out as messages with vectors.
  public boolean msiXEnabled() {
    return msiX != null && (config.read(CONTROL, 2) & MSIX_ENABLE) != 0;
  }

  private boolean maskedAll() {
    return (config.read(CONTROL, 2) & MSIX_MASK_ALL) != 0;
  }

  /// Sets the level of the interrupt pin, as the device sees it.
  public void setIntx(boolean asserted) {
    accesses.note();
    intx = asserted;
    driveIntx();
  }

  private void driveIntx() {
    int status = config.read(STATUS, 2) & ~INTERRUPT_STATUS;
    config.set(STATUS, 2, status | (intx ? INTERRUPT_STATUS : 0));
    boolean disabled = (config.read(COMMAND, 2) & INTX_DISABLE) != 0;
    wire.drive(intx && !disabled && !messageSignalled());
  }

  @Override
  public void walk(Walker walker) {
    if (msiX != null) {
      msiX.walk(walker);
    }
    intx = walker.value(intx);
  }
}
