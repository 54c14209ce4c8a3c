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
  /// @param forgetfulMasks `masked-msi: lost`
  /// @param reachesItself any `own-bar-dma` but `dropped`
  public record RequestPolicy(
      boolean mappedDma,
      boolean bypassingMsi,
      boolean relaxedOrdering,
      boolean forgetfulMasks,
      boolean reachesItself) {}

  private static final int COMMAND = 0x04;
  private static final int BAR0 = 0x10;
  private static final int CAPABILITIES = 0x34;
  private static final int INTERRUPT_PIN = 0x3d;
  private static final int EXPRESS = 0x40;
  private static final int DEVICE_CONTROL = EXPRESS + 8;
  private static final int VENDOR_SPECIFIC = 0x09;
  private static final int SUBSYSTEM = 0x2c;

  private static final int MEMORY_SPACE = 1 << 1;
  private static final int BUS_MASTER = 1 << 2;
  private static final int INITIATE_RESET = 1 << 15;

  private final String name;
  private final int slot;
  private final int object;
  private final RequestPolicy policy;
  private final Link link;
  private final Monitor monitor;
  private final VisibleAccesses accesses;
  private final ConfigSpace config = new ConfigSpace();
  private final Interrupts interrupts;
  private final long[] barSize = new long[6];
  private final boolean[] bar64 = new boolean[6];

  private final MappedBars mapped = new MappedBars(this);
  private ConfigWindow window;
  private int lastCapability = EXPRESS;
  private int nextCapability = 0xa0;
  private Runnable resetDevice = () -> {};

  /// A request to one of its own BARs, for the thread whose step it is.
  private Tlp diverted;
  private int generation;

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
    link.requestAs(slot << 3);
    if (policy.bypassingMsi() || policy.relaxedOrdering()) {
      link.allowOvertaking();
    }
    this.monitor = monitor;
    this.accesses = accesses;
    Interrupts.Wire wire = high -> pin.drive(slot, high);
    interrupts = new Interrupts(config, sender(), wire, accesses, policy);
    config.set(0x00, 2, identity.vendor());
    config.set(0x02, 2, identity.device());
    config.set(0x08, 4, identity.classCode() << 8 | identity.revision());
    config.allow(COMMAND, 2, MEMORY_SPACE | BUS_MASTER | Interrupts.INTX_DISABLE);
    config.set(Interrupts.STATUS, 2, 1 << 4);
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

  /// The BARs that harts reach as RAM.
  public MappedBars mapped() {
    return mapped;
  }

  /// Adds an MSI capability (§7.7.1) with one vector and a 64-bit address; behind the MSI-X
  /// capability, if the function has that already.
  public void addMsi() {
    chain(interrupts.addMsi(), 0x05);
    config.seal();
  }

  /// Adds an MSI-X capability (§7.7.2) with its table and pending bits in `bar`.
  public void addMsiX(int bar, int vectors) {
    chain(Interrupts.CAPABILITY, 0x11);
    interrupts.addMsiX(bar, vectors);
    config.seal();
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
    interrupts.reconfigured();
  }

  /// §6.6.2: function-level reset. What is on the link already goes on its way.
  private void reset() {
    config.reset();
    interrupts.reset();
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

  /// How many BARs claim `address`.
  public int barsAt(long address) {
    int bars = 0;
    if ((config.read(COMMAND, 2) & MEMORY_SPACE) != 0) {
      for (int bar = 0; bar < 6; bar++) {
        boolean claims = Long.compareUnsigned(address - barBase(bar), barSize[bar]) < 0;
        bars += barSize[bar] > 0 && claims ? 1 : 0;
      }
    }
    return bars;
  }

  /// The address that `bar` was placed at.
  public long barBase(int bar) {
    long low = Integer.toUnsignedLong(config.read(BAR0 + 4 * bar, 4) & ~0xf);
    return bar64[bar] ? (long) config.read(BAR0 + 4 * bar + 4, 4) << 32 | low : low;
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
    write(grant, address, data, true);
  }

  /// As above.
  ///
  /// @param relaxed whether the device wants relaxed ordering for it, where policy and device
  ///     control register allow that (§2.2.6.4, §7.5.3.4)
  public void write(Grant grant, long address, byte[] data, boolean relaxed) {
    if (pass(grant, "DMA write")) {
      boolean allowed = policy.relaxedOrdering() && relaxedEnabled();
      issue(new Tlp.Write(address, data, relaxed && allowed), address);
    }
  }

  private void issue(Tlp request, long address) {
    if (policy.reachesItself() && barAt(address) >= 0) {
      diverted = request;
    } else {
      link.send(request);
    }
  }

  /// The request of the step that is being taken, if it leads to one of the function's own BARs;
  /// else null. It is not asked for again.
  public Tlp takeDiverted() {
    Tlp taken = diverted;
    diverted = null;
    return taken;
  }

  /// Sends a message that comes from no MSI or MSI-X vector of config space.
  public void message(long address, int data) {
    accesses.note();
    send(address, data, false);
  }

  /// Issues a DMA read of one beat; its data goes to the link's read sink.
  ///
  /// @return false if the gate is shut: no data will come
  public boolean read(Grant grant, long address, int length, int tag) {
    boolean passed = pass(grant, "DMA read");
    if (passed) {
      issue(new Tlp.Read(address, length, tag), address);
    }
    return passed;
  }

  private boolean pass(Grant grant, String request) {
    accesses.note();
    boolean passes = grant.mapped() ? grant.open() : busMaster();
    if (passes) {
      monitor.requestIssued(name, request, busMaster(), isStale(grant));
    }
    return passes;
  }

  private boolean relaxedEnabled() {
    return (config.read(DEVICE_CONTROL, 2) & 1 << 4) != 0;
  }

  private Interrupts.Sender sender() {
    return new Interrupts.Sender() {
      @Override
      public void send(long address, int data, Grant grant) {
        Function.this.send(address, data, grant != null && isStale(grant));
      }

      @Override
      public void lose(int vector) {
        String message = name + "'s message of vector " + vector;
        monitor.interruptVanished(message, "its vector is masked and no pending bit keeps it");
      }
    };
  }

  private boolean isStale(Grant grant) {
    return grant.generation() != generation;
  }

  private void send(long address, int data, boolean resetting) {
    if (busMaster()) {
      monitor.requestIssued(name, "MSI", true, resetting);
      link.send(new Tlp.Msi(address, data, policy.bypassingMsi()));
    }
  }

  /// How it interrupts. A message is a memory request, and without bus master enable it is lost.
  public Interrupts interrupts() {
    return interrupts;
  }

  @Override
  public void walk(Walker walker) {
    config.walk(walker);
    interrupts.walk(walker);
    generation = walker.value(generation);
  }
}
