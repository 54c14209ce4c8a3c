package bohr.emulator.device.e1000e;

import bohr.emulator.agent.Phase;
import bohr.emulator.agent.VisibleAccesses;
import bohr.emulator.device.DeviceThread;
import bohr.emulator.device.e1000e.CardPhase.Interrupt;
import bohr.emulator.device.e1000e.CardPhase.Raise;
import bohr.emulator.device.e1000e.ReceivePhase.Admit;
import bohr.emulator.device.e1000e.ReceivePhase.Advance;
import bohr.emulator.device.e1000e.ReceivePhase.AwaitDescriptor;
import bohr.emulator.device.e1000e.ReceivePhase.AwaitRoom;
import bohr.emulator.device.e1000e.ReceivePhase.Claim;
import bohr.emulator.device.e1000e.ReceivePhase.Count;
import bohr.emulator.device.e1000e.ReceivePhase.CountMissed;
import bohr.emulator.device.e1000e.ReceivePhase.FetchDescriptor;
import bohr.emulator.device.e1000e.ReceivePhase.Filling;
import bohr.emulator.device.e1000e.ReceivePhase.Idle;
import bohr.emulator.device.e1000e.ReceivePhase.Look;
import bohr.emulator.device.e1000e.ReceivePhase.Open;
import bohr.emulator.device.e1000e.ReceivePhase.WriteBack;
import bohr.emulator.device.e1000e.ReceivePhase.WriteData;
import bohr.emulator.device.network.Frame;
import bohr.emulator.device.network.FrameQueue;
import bohr.emulator.pci.Function;
import bohr.emulator.pci.Grant;
import bohr.emulator.state.Stateful;
import bohr.emulator.state.Walker;
import java.util.Arrays;

/// What the receiving thread does: takes frames out of the packet buffer and puts them into the
/// buffers of receive queue 0. A frame for which there is no descriptor stays where it is, and so
/// do those behind it; one that finds the packet buffer full is missed.
///
/// Without bus master enable the descriptor cannot be fetched, and the frame is lost.
final class Receiver implements DeviceThread.Program, Stateful {

  /// The tag of this thread's reads.
  static final int READS = 1;

  private static final int CAPACITY = 64;
  private static final int QUEUE = 0;
  private static final int ADDRESS_BYTES = 8;
  private static final int DESCRIPTOR_BYTES = 16;

  private final Card card;
  private final RegisterFile registers;
  private final VisibleAccesses accesses;
  private final Function function;
  private final int maxPayload;
  private final FrameQueue inbox = new FrameQueue(CAPACITY);
  private int missed;

  Receiver(Card card, VisibleAccesses accesses, Function function, int maxPayload) {
    this.card = card;
    this.registers = card.registers();
    this.accesses = accesses;
    this.function = function;
    this.maxPayload = maxPayload;
  }

  /// Loses what is in the packet buffer.
  void reset() {
    inbox.clear();
    missed = 0;
  }

  /// A frame comes from the network.
  void arrived(Frame frame) {
    if (!inbox.add(frame)) {
      missed++;
    }
  }

  @Override
  public Phase idle() {
    return new Idle();
  }

  @Override
  public Phase step(Phase phase) {
    return switch ((CardPhase) phase) {
      case ReceivePhase own -> step(own);
      case Interrupt interrupt -> card.step(interrupt);
      case HandlerPhase handler -> throw new IllegalStateException(handler.toString());
      case TransmitPhase other -> throw new IllegalStateException(other.toString());
    };
  }

  private Phase step(ReceivePhase phase) {
    return switch (phase) {
      case Idle idle -> idle;
      case Look _ -> look();
      case CountMissed(int frames) -> countMissed(frames);
      case Admit(Frame frame) -> admit(frame);
      case Claim(Reception reception) -> claim(reception);
      case AwaitRoom waiting -> waiting;
      case Open(Filling filling) -> new FetchDescriptor(filling, function.begin());
      case FetchDescriptor(Filling filling, Grant grant) ->
          function.read(grant, filling.at(), ADDRESS_BYTES, card.tag(READS))
              ? new AwaitDescriptor(filling, grant)
              : new Look();
      case AwaitDescriptor waiting -> waiting;
      case WriteData write -> writeData(write);
      case WriteBack write -> writeBack(write);
      case Advance(Filling filling) -> advance(filling);
      case Count(Frame frame, boolean low) -> {
        Statistic.received(registers, frame.bytes());
        int few = low ? Cause.RECEIVE_FEW_DESCRIPTORS : 0;
        yield new Raise(Cause.RECEIVED | Cause.receiveQueue(QUEUE) | few, new Look());
      }
    };
  }

  private Phase look() {
    accesses.note();
    if (missed > 0) {
      int frames = missed;
      missed = 0;
      return new CountMissed(frames);
    }
    Frame frame = inbox.take();
    return frame == null ? new Idle() : new Admit(frame);
  }

  private Phase countMissed(int frames) {
    registers.note();
    for (int i = 0; i < frames; i++) {
      Statistic.increment(registers, Statistic.MISSED);
    }
    return new Raise(Cause.RECEIVE_OVERRUN, new Look());
  }

  private Phase admit(Frame frame) {
    registers.note();
    return card.linkUp() && Filter.passes(registers, frame.bytes())
        ? new Claim(Reception.of(frame, Reception.Layout.of(registers)))
        : new Look();
  }

  private Phase claim(Reception reception) {
    registers.note();
    if (!registers.has(Reg.RCTL, Reg.RCTL_ENABLE)) {
      return new Look();
    }
    DescriptorRing ring = DescriptorRing.receive(registers, QUEUE);
    if (!ring.filled()) {
      Statistic.increment(registers, Statistic.NO_BUFFERS);
      return new AwaitRoom(reception);
    }
    boolean extended = registers.has(Reg.RFCTL, Reg.RFCTL_EXTENDED);
    boolean low = ring.count() - 1 == ring.size() >>> 1 + threshold();
    return new Open(new Filling(reception, ring.address(), bufferBytes(), extended, low));
  }

  /// RCTL.RDMTS: the driver is told when a half, a quarter or an eighth of the ring is left.
  private int threshold() {
    return registers.get(Reg.RCTL) >>> 8 & 3;
  }

  /// RCTL.BSIZE and BSEX.
  private int bufferBytes() {
    int size = registers.get(Reg.RCTL) >>> 16 & 3;
    boolean large = registers.has(Reg.RCTL, Reg.RCTL_SIZE_EXTENSION) && size != 0;
    return (2048 >>> size) * (large ? 16 : 1);
  }

  /// The next phase of a thread whose data has come.
  Phase arrived(Phase phase, byte[] data) {
    return phase instanceof AwaitDescriptor(Filling filling, Grant grant)
        ? new WriteData(filling, grant, Bytes.word(data, 0), 0)
        : phase;
  }

  /// A beat ends at the next multiple of the maximum payload.
  private int beat(long address, int left) {
    return (int) Math.min(maxPayload - Long.remainderUnsigned(address, maxPayload), left);
  }

  private Phase writeData(WriteData write) {
    Filling filling = write.filling();
    long address = write.buffer() + write.offset();
    int length = beat(address, filling.bytes() - write.offset());
    int from = filling.reception().done() + write.offset();
    byte[] data = Arrays.copyOfRange(filling.reception().stored(), from, from + length);
    function.write(write.grant(), address, data);
    int next = write.offset() + length;
    return next < filling.bytes()
        ? new WriteData(filling, write.grant(), write.buffer(), next)
        : new WriteBack(filling, write.grant(), write.buffer(), 0);
  }

  private Phase writeBack(WriteBack write) {
    Filling filling = write.filling();
    byte[] all =
        filling.reception().descriptor(filling.bytes(), write.buffer(), filling.extended());
    long address = filling.at() + write.offset();
    int next = write.offset() + beat(address, DESCRIPTOR_BYTES - write.offset());
    function.write(write.grant(), address, Arrays.copyOfRange(all, write.offset(), next));
    return next < DESCRIPTOR_BYTES
        ? new WriteBack(filling, write.grant(), write.buffer(), next)
        : new Advance(filling);
  }

  private Phase advance(Filling filling) {
    registers.note();
    DescriptorRing.receive(registers, QUEUE).advance();
    Reception rest = filling.reception().moved(filling.bytes());
    return rest.left() > 0 ? new Claim(rest) : new Count(rest.frame(), filling.low());
  }

  @Override
  public void walk(Walker walker) {
    inbox.walk(walker);
    missed = walker.value(missed);
  }
}
