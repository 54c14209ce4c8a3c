package bohr.emulator.pci;

import bohr.emulator.agent.VisibleAccesses;
import bohr.emulator.oracle.Monitor;
import bohr.emulator.state.Stateful;
import bohr.emulator.state.Walker;

/// A type-0 PCI Express function: config space, base address registers, interrupts, and the gate
/// through which its requests go to its link. References are to the PCI Express Base Specification.
///
/// Not modelled: expansion ROM, I/O space, power management, error reporting, extended config space
/// (reads as zero).
public final class Function implements Stateful {

  /// What a function calls itself.
  public record Identity(int vendor, int device, int classCode, int revision) {}

  /// The policies of a function that concern its requests; see docs/devices.md.
  ///
  /// @param mappedDma `dma: mapped`
  /// @param bypassingMsi `msi: bypass`
  /// @param relaxedOrdering `relaxed-ordering: on`
  public record RequestPolicy(boolean mappedDma, boolean bypassingMsi, boolean relaxedOrdering) {}

  private static final int COMMAND = 0x04;
  private static final int STATUS = 0x06;
  private static final int BAR0 = 0x10;
  private static final int CAPABILITIES = 0x34;
  private static final int INTERRUPT_PIN = 0x3d;
  private static final int EXPRESS = 0x40;
  private static final int DEVICE_CONTROL = EXPRESS + 8;
  private static final int MESSAGES = 0x80;

  /// Where the MSI capability of a function is that has MSI-X too.
  private static final int MSI_BESIDE_MSIX = 0x90;

  private static final int VENDOR_SPECIFIC = 0x09;
  private static final int SUBSYSTEM = 0x2c;

  private static final int MEMORY_SPACE = 1 << 1;
  private static final int BUS_MASTER = 1 << 2;
  private static final int INTX_DISABLE = 1 << 10;
  private static final int INTERRUPT_STATUS = 1 << 3;
  private static final int INITIATE_RESET = 1 << 15;
  private static final int MSIX_ENABLE = 1 << 15;
  private static final int MSIX_MASK_ALL = 1 << 14;

  private final String name;
  private final int slot;
  private final int object;
  private final RequestPolicy policy;
  private final Link link;
  private final InterruptPin pin;
  private final Monitor monitor;
  private final VisibleAccesses accesses;
  private final ConfigSpace config = new ConfigSpace();
  private final long[] barSize = new long[6];
  private final boolean[] bar64 = new boolean[6];
  private MsiX msiX;
  private Msi msi;
  private ConfigWindow window;
  private int lastCapability = EXPRESS;
  private int nextCapability = 0xa0;
  private Runnable resetDevice = () -> {};
  private int generation;
  private boolean intx;

  /// @param object the function's object number (see [bohr.emulator.agent.Access])
  public Function(
      String name,
      int slot,
      int object,
      Identity identity,
      RequestPolicy policy,
      Link link,
      InterruptPin pin,
      Monitor monitor,
      VisibleAccesses accesses) {
    this.name = name;
    this.slot = slot;
    this.object = object;
    this.policy = policy;
    this.link = link;
    this.pin = pin;
    this.monitor = monitor;
    this.accesses = accesses;
    config.set(0x00, 2, identity.vendor());
    config.set(0x02, 2, identity.device());
    config.set(0x08, 4, identity.classCode() << 8 | identity.revision());
    config.allow(COMMAND, 2, MEMORY_SPACE | BUS_MASTER | INTX_DISABLE);
    config.set(STATUS, 2, 1 << 4);
    config.allow(0x0c, 1, 0xff);
    config.allow(0x3c, 1, 0xff);
    config.set(INTERRUPT_PIN, 1, 1);
    addExpressCapability();
    config.seal();
  }

  /// §7.5.3: an endpoint that can be reset on its own and may use relaxed ordering.
  private void addExpressCapability() {
    config.set(CAPABILITIES, 1, EXPRESS);
    config.set(EXPRESS, 2, 0x10);
    config.set(EXPRESS + 2, 2, 2);
    config.set(EXPRESS + 4, 4, 1 << 28);
    config.set(DEVICE_CONTROL, 2, 1 << 4);
    config.allow(DEVICE_CONTROL, 2, 0x7fff);
  }

  /// Adds a memory BAR of `size` bytes, a power of two of at least 16; a 64-bit one takes two.
  public void addBar(int index, long size, boolean is64) {
    barSize[index] = size;
    bar64[index] = is64;
    config.set(BAR0 + 4 * index, 4, is64 ? 4 : 0);
    config.allow(BAR0 + 4 * index, 4, (int) -size & ~0xf);
    if (is64) {
      config.allow(BAR0 + 4 * index + 4, 4, (int) (-size >> 32));
    }
    config.seal();
  }

  /// Adds an MSI capability (§7.7.1) with one vector and a 64-bit address; behind the MSI-X
  /// capability, if the function has both.
  public void addMsi() {
    int at = msiX == null ? MESSAGES : MSI_BESIDE_MSIX;
    msi = new Msi(config, at);
    chain(at, Msi.ID);
    config.seal();
  }

  /// Adds an MSI-X capability (§7.7.2) with its table and pending bits in `bar`.
  public MsiX addMsiX(int bar, int vectors) {
    msiX = new MsiX(vectors);
    chain(MESSAGES, MsiX.ID);
    config.set(MESSAGES + 2, 2, vectors - 1);
    config.allow(MESSAGES + 2, 2, MSIX_ENABLE | MSIX_MASK_ALL);
    config.set(MESSAGES + 4, 4, bar);
    config.set(MESSAGES + 8, 4, MsiX.PENDING_OFFSET | bar);
    config.seal();
    return msiX;
  }

  /// Puts a capability at the end of the list (§7.5.1.1.11).
  private void chain(int offset, int id) {
    config.set(lastCapability + 1, 1, offset);
    config.set(offset, 1, id);
    lastCapability = offset;
  }

  /// Adds a vendor-specific capability (§7.9.4); all of them together have 96 bytes of room.
  ///
  /// @param body what follows the id, the pointer and the length, each of which is one byte
  public void addVendorCapability(byte[] body) {
    int length = body.length + 3;
    chain(nextCapability, VENDOR_SPECIFIC);
    config.set(nextCapability + 2, 1, length);
    for (int i = 0; i < body.length; i++) {
      config.set(nextCapability + 3 + i, 1, body[i]);
    }
    nextCapability += length + 3 & ~3;
    config.seal();
  }

  /// Adds a vendor-specific capability that is a [ConfigWindow].
  public void addWindow(byte[] body) {
    window = new ConfigWindow(config, nextCapability, barSize);
    addVendorCapability(body);
  }

  /// The window that the function has; null if it has none.
  public ConfigWindow window() {
    return window;
  }

  /// Names the subsystem (§7.5.1.2.3); without it both numbers are 0.
  public void setSubsystem(int vendor, int device) {
    config.set(SUBSYSTEM, 2, vendor);
    config.set(SUBSYSTEM + 2, 2, device);
    config.seal();
  }

  /// Has `resetDevice` run at a function-level reset.
  public void onReset(Runnable resetDevice) {
    this.resetDevice = resetDevice;
  }

  public String name() {
    return name;
  }

  public int slot() {
    return slot;
  }

  public int object() {
    return object;
  }

  public Link link() {
    return link;
  }

  // What harts do to it.

  /// Reads config space: 1, 2 or 4 bytes, aligned; zero-extended.
  public long readConfig(int offset, int size) {
    accesses.note();
    return offset < ConfigSpace.SIZE
        ? Integer.toUnsignedLong(config.read(offset, size)) & (1L << 8 * size) - 1
        : 0;
  }

  /// Writes config space: 1, 2 or 4 bytes, aligned.
  public void writeConfig(int offset, int size, int value) {
    accesses.note();
    if (offset >= ConfigSpace.SIZE) {
      return;
    }
    int shift = 8 * (DEVICE_CONTROL + 1 - offset);
    boolean reset =
        offset <= DEVICE_CONTROL + 1
            && offset + size > DEVICE_CONTROL + 1
            && (value >>> shift & INITIATE_RESET >> 8) != 0;
    config.write(offset, size, value);
    if (reset) {
      reset();
    }
    driveIntx();
    sendUnmasked();
  }

  /// §6.6.2: function-level reset. What is on the link already goes on its way.
  private void reset() {
    config.reset();
    if (msiX != null) {
      msiX.reset();
    }
    intx = false;
    acknowledgeReset();
    resetDevice.run();
  }

  /// From now on requests of transfers that began earlier are violations.
  public void acknowledgeReset() {
    generation++;
  }

  /// The BAR that claims `address`, or -1; none does while memory space is disabled.
  public int barAt(long address) {
    if ((config.read(COMMAND, 2) & MEMORY_SPACE) == 0) {
      return -1;
    }
    for (int bar = 0; bar < 6; bar++) {
      if (barSize[bar] > 0 && Long.compareUnsigned(address - barBase(bar), barSize[bar]) < 0) {
        return bar;
      }
    }
    return -1;
  }

  /// The address that `bar` was placed at.
  public long barBase(int bar) {
    long low = Integer.toUnsignedLong(config.read(BAR0 + 4 * bar, 4) & ~0xf);
    return bar64[bar] ? (long) config.read(BAR0 + 4 * bar + 4, 4) << 32 | low : low;
  }

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

  // What its device does with it.

  /// Bus master enable.
  public boolean busMaster() {
    return (config.read(COMMAND, 2) & BUS_MASTER) != 0;
  }

  /// Begins a transfer: with `dma: mapped` this is where bus master enable is checked.
  public Grant begin() {
    accesses.note();
    return new Grant(policy.mappedDma(), busMaster(), generation);
  }

  /// Issues a DMA write of one beat, unless the gate is shut.
  public void write(Grant grant, long address, byte[] data) {
    if (pass(grant, "DMA write")) {
      link.send(new Tlp.Write(address, data, policy.relaxedOrdering() && relaxedEnabled()));
    }
  }

  /// Issues a DMA read of one beat; its data goes to the link's read sink.
  ///
  /// @return false if the gate is shut: no data will come
  public boolean read(Grant grant, long address, int length, int tag) {
    boolean passed = pass(grant, "DMA read");
    if (passed) {
      link.send(new Tlp.Read(address, length, tag));
    }
    return passed;
  }

  private boolean pass(Grant grant, String request) {
    accesses.note();
    boolean passes = grant.mapped() ? grant.open() : busMaster();
    if (passes) {
      monitor.requestIssued(name, request, busMaster(), grant.generation() != generation);
    }
    return passes;
  }

  private boolean relaxedEnabled() {
    return (config.read(DEVICE_CONTROL, 2) & 1 << 4) != 0;
  }

  /// Whether interrupts go out as messages: MSI or MSI-X is enabled.
  public boolean messageSignalled() {
    return msiEnabled() || msiXEnabled();
  }

  /// Sends the message of `vector`, if messages are enabled, the vector is not masked and the gate
  /// is open: an MSI is a memory request, and without bus master enable it is lost.
  public void signal(int vector) {
    accesses.note();
    if (msiEnabled()) {
      send(msi.address(), msi.data());
    } else if (msiXEnabled()) {
      if (maskedAll() || msiX.masked(vector)) {
        msiX.setPending(vector);
      } else {
        send(msiX.address(vector), msiX.data(vector));
      }
    }
  }

  private void send(long address, int data) {
    if (busMaster()) {
      monitor.requestIssued(name, "MSI", true, false);
      link.send(new Tlp.Msi(address, data, policy.bypassingMsi()));
    }
  }

  private void sendUnmasked() {
    if (msiX == null || !msiXEnabled() || maskedAll()) {
      return;
    }
    for (int vector = 0; vector < msiX.vectors(); vector++) {
      if (!msiX.masked(vector) && msiX.takePending(vector)) {
        send(msiX.address(vector), msiX.data(vector));
      }
    }
  }

  private boolean msiEnabled() {
    return msi != null && msi.enabled();
  }

  /// Whether interrupts go out as messages with vectors.
  public boolean msiXEnabled() {
    return msiX != null && (config.read(MESSAGES + 2, 2) & MSIX_ENABLE) != 0;
  }

  private boolean maskedAll() {
    return (config.read(MESSAGES + 2, 2) & MSIX_MASK_ALL) != 0;
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
    pin.drive(slot, intx && !disabled && !messageSignalled());
  }

  @Override
  public void walk(Walker walker) {
    config.walk(walker);
    if (msiX != null) {
      msiX.walk(walker);
    }
    generation = walker.value(generation);
    intx = walker.value(intx);
  }
}
