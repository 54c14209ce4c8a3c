package bohr.emulator.device.e1000e;

import bohr.emulator.agent.Lock;
import bohr.emulator.agent.Phase;
import bohr.emulator.device.DeviceThread;
import bohr.emulator.device.PciDevice;
import bohr.emulator.device.Wiring;
import bohr.emulator.device.network.Frame;
import bohr.emulator.device.network.Hub;
import bohr.emulator.pci.Function;
import bohr.emulator.pci.Link;
import bohr.emulator.state.Walker;
import java.util.List;

/// The e1000e device: a PCI function with registers in BAR 0 and the MSI-X table in BAR 3, a
/// [Card], and the threads that transmit and receive. Registers in docs/devices.md.
///
/// Not modelled: throttling and delay of interrupts, receive-side scaling (receive queue 1 gets
/// nothing), packet split, header split, wake-up, time stamps (SYSTIM stands still),
/// manageability, the flash BAR, I/O space, jumbo frames, flow control.
final class E1000e implements PciDevice, Link.ReadSink, Hub.Port {

  private static final int CLASS = 0x020000;
  private static final long REGISTER_BYTES = 0x20000;
  private static final int MSIX_BAR = 3;
  private static final long MSIX_BYTES = 0x4000;
  private static final int VECTORS = 5;
  private static final int THREADS = 2;

  private final Function function;
  private final Lock lock;
  private final int object;
  private final Card card;
  private final Handlers handlers;
  private final Transmitter transmitter;
  private final Receiver receiver;
  private final DeviceThread transmitting;
  private final DeviceThread receiving;

  E1000e(Wiring wiring, long address) {
    object = wiring.object();
    function = wiring.function(new Function.Identity(0x8086, 0x10d3, CLASS, 0), THREADS);
    function.addBar(0, REGISTER_BYTES, false);
    function.addBar(MSIX_BAR, MSIX_BYTES, false);
    function.addMsiX(MSIX_BAR, VECTORS);
    function.addMsi();
    function.setSubsystem(0x8086, 0);
    function.onReset(this::functionLevelReset);
    function.link().deliverReadsTo(this);
    lock = wiring.lock();
    card =
        new Card(
            new RegisterFile(wiring.accesses()),
            new InterruptCauses(wiring.accesses(), function),
            new Nvm(address),
            function,
            wiring.hub(),
            this);
    int maxPayload = (int) wiring.settings().number("max-payload");
    transmitter = new Transmitter(card, function, maxPayload);
    receiver = new Receiver(card, wiring.accesses(), function, maxPayload);
    transmitting = wiring.thread(0, "transmit", transmitter, lock, function);
    receiving = wiring.thread(1, "receive", receiver, lock, function);
    handlers = new Handlers(card, function, this);
  }

  @Override
  public Function function() {
    return function;
  }

  @Override
  public List<DeviceThread> threads() {
    return List.of(transmitting, receiving);
  }

  @Override
  public Lock lock() {
    return lock;
  }

  private void functionLevelReset() {
    stop();
    card.phy().reset();
    card.clear();
  }

  /// Takes the threads out of what they do, and loses what they were about.
  void stop() {
    card.drop();
    transmitter.reset();
    receiver.reset();
    transmitting.reset();
    receiving.reset();
  }

  /// A transmit queue may have descriptors.
  void startTransmitting() {
    if (transmitting.phase() instanceof TransmitPhase.Idle) {
      transmitting.become(new TransmitPhase.Arbitrate());
    }
  }

  /// The receive queue may have descriptors.
  void startReceiving() {
    if (receiving.phase() instanceof ReceivePhase.AwaitRoom(Reception reception)) {
      receiving.become(new ReceivePhase.Claim(reception));
    }
  }

  // The network.

  @Override
  public void arrived(Frame frame) {
    receiver.arrived(frame);
    if (receiving.phase() instanceof ReceivePhase.Idle) {
      receiving.become(new ReceivePhase.Look());
    }
  }

  @Override
  public int object() {
    return object;
  }

  // Registers.

  @Override
  public Phase load(int bar, long offset, int size) {
    if (size != 4 || (offset & 3) != 0) {
      return null;
    }
    return bar == MSIX_BAR
        ? new HandlerPhase.MsiXLoad((int) offset)
        : new HandlerPhase.Load((int) offset);
  }

  @Override
  public Phase store(int bar, long offset, int size, long value) {
    if (size != 4 || (offset & 3) != 0) {
      return null;
    }
    return bar == MSIX_BAR
        ? new HandlerPhase.MsiXStore((int) offset, value & 0xffff_ffffL)
        : new HandlerPhase.Store((int) offset, (int) value);
  }

  @Override
  public Phase handle(Phase phase) {
    return handlers.step((CardPhase) phase);
  }

  @Override
  public void arrived(int tag, byte[] data) {
    DeviceThread thread = (tag & 1) == Transmitter.READS ? transmitting : receiving;
    if (tag == card.tag(tag & 1) && thread.phase() instanceof CardPhase.Awaiting) {
      thread.become(
          thread == transmitting
              ? transmitter.arrived(thread.phase(), data)
              : receiver.arrived(thread.phase(), data));
    }
  }

  @Override
  public void walk(Walker walker) {
    card.walk(walker);
    transmitter.walk(walker);
    receiver.walk(walker);
  }
}
