package bohr.emulator.device.e1000e;

import bohr.emulator.agent.Phase;
import bohr.emulator.device.DeviceThread;
import bohr.emulator.device.e1000e.CardPhase.Interrupt;
import bohr.emulator.device.e1000e.CardPhase.Raise;
import bohr.emulator.device.e1000e.TransmitPhase.Advance;
import bohr.emulator.device.e1000e.TransmitPhase.Arbitrate;
import bohr.emulator.device.e1000e.TransmitPhase.Assemble;
import bohr.emulator.device.e1000e.TransmitPhase.AwaitData;
import bohr.emulator.device.e1000e.TransmitPhase.AwaitDescriptor;
import bohr.emulator.device.e1000e.TransmitPhase.Count;
import bohr.emulator.device.e1000e.TransmitPhase.FetchData;
import bohr.emulator.device.e1000e.TransmitPhase.FetchDescriptor;
import bohr.emulator.device.e1000e.TransmitPhase.Fetching;
import bohr.emulator.device.e1000e.TransmitPhase.Idle;
import bohr.emulator.device.e1000e.TransmitPhase.Open;
import bohr.emulator.device.e1000e.TransmitPhase.OpenStatus;
import bohr.emulator.device.e1000e.TransmitPhase.Take;
import bohr.emulator.device.e1000e.TransmitPhase.Transmit;
import bohr.emulator.device.e1000e.TransmitPhase.WriteStatus;
import bohr.emulator.device.network.Frame;
import bohr.emulator.pci.Function;
import bohr.emulator.state.Stateful;
import bohr.emulator.state.Walker;
import java.util.Arrays;

/// What the transmitting thread does: takes descriptors from two queues, the lower one first, and
/// sends what they describe. A queue has one context for offloads, which its last context
/// descriptor has set, and one packet that is being assembled.
///
/// Without bus master enable nothing can be fetched: the thread stops, and begins anew when a tail
/// is written.
final class Transmitter implements DeviceThread.Program, Stateful {

  static final int QUEUES = 2;

  /// The tag of this thread's reads.
  static final int READS = 0;

  private static final int PAD_SHORT_PACKETS = 1 << 3;

  private final Card card;
  private final RegisterFile registers;
  private final Function function;
  private final int maxPayload;
  private final Offload[] contexts = new Offload[QUEUES];
  private final Assembly[] assemblies = new Assembly[QUEUES];

  Transmitter(Card card, Function function, int maxPayload) {
    this.card = card;
    this.registers = card.registers();
    this.function = function;
    this.maxPayload = maxPayload;
    reset();
  }

  /// Forgets packets and contexts.
  void reset() {
    Arrays.fill(contexts, Offload.NONE);
    Arrays.fill(assemblies, null);
  }

  @Override
  public Phase idle() {
    return new Idle();
  }

  @Override
  public Phase step(Phase phase) {
    return switch ((CardPhase) phase) {
      case TransmitPhase own -> step(own);
      case Interrupt interrupt -> card.step(interrupt);
      case HandlerPhase handler -> throw new IllegalStateException(handler.toString());
      case ReceivePhase other -> throw new IllegalStateException(other.toString());
    };
  }

  private Phase step(TransmitPhase phase) {
    return switch (phase) {
      case Idle idle -> idle;
      case Arbitrate _ -> arbitrate();
      case Open(int queue, long address) ->
          new FetchDescriptor(queue, address, function.begin(), new byte[0]);
      case FetchDescriptor fetch -> fetch(fetch);
      case AwaitDescriptor waiting -> waiting;
      case Take(int queue, TransmitDescriptor descriptor) -> take(queue, descriptor);
      case FetchData(Fetching fetching) -> fetch(fetching);
      case AwaitData waiting -> waiting;
      case Assemble(Fetching fetching) -> assemble(fetching);
      case Transmit(Frame frame, Phase then) -> {
        card.transmit(frame);
        yield new Count(frame, then);
      }
      case Count(Frame frame, Phase then) -> {
        Statistic.sent(registers, frame.bytes());
        yield then;
      }
      case OpenStatus(int queue, TransmitDescriptor descriptor) ->
          new WriteStatus(queue, descriptor, function.begin());
      case WriteStatus write -> writeStatus(write);
      case Advance(int queue, boolean written) -> advance(queue, written);
    };
  }

  // Descriptors.

  private Phase arbitrate() {
    registers.note();
    if (registers.has(Reg.TCTL, Reg.TCTL_ENABLE)) {
      for (int queue = 0; queue < QUEUES; queue++) {
        DescriptorRing ring = DescriptorRing.transmit(registers, queue);
        if (ring.filled()) {
          return new Open(queue, ring.address());
        }
      }
    }
    return new Idle();
  }

  private Phase fetch(FetchDescriptor fetch) {
    int done = fetch.got().length;
    int length = beat(fetch.address() + done, TransmitDescriptor.BYTES - done);
    return function.read(fetch.grant(), fetch.address() + done, length, card.tag(READS))
        ? new AwaitDescriptor(fetch)
        : new Idle();
  }

  /// A beat ends at the next multiple of the maximum payload.
  private int beat(long address, int left) {
    return (int) Math.min(maxPayload - Long.remainderUnsigned(address, maxPayload), left);
  }

  /// The next phase of a thread whose data has come.
  Phase arrived(Phase phase, byte[] data) {
    return switch (phase) {
      case AwaitDescriptor(FetchDescriptor fetch) -> {
        byte[] all = Bytes.join(fetch.got(), data);
        yield all.length < TransmitDescriptor.BYTES
            ? new FetchDescriptor(fetch.queue(), fetch.address(), fetch.grant(), all)
            : new Take(
                fetch.queue(),
                new TransmitDescriptor(fetch.address(), Bytes.word(all, 0), Bytes.word(all, 8)));
      }
      case AwaitData(Fetching fetching) -> new Assemble(fetching.with(data));
      default -> phase;
    };
  }

  private Phase take(int queue, TransmitDescriptor descriptor) {
    if (descriptor.isContext()) {
      contexts[queue] = descriptor.context();
      return finish(queue, descriptor);
    }
    if (assemblies[queue] == null) {
      assemblies[queue] = Assembly.begin(descriptor, contexts[queue]);
    }
    return next(
        new Fetching(queue, descriptor, function.begin(), 0, assemblies[queue]));
  }

  // Data.

  private static Phase next(Fetching fetching) {
    return fetching.left() > 0 ? new FetchData(fetching) : new Assemble(fetching);
  }

  private Phase fetch(Fetching fetching) {
    long address = fetching.descriptor().low() + fetching.offset();
    int length = Math.min(beat(address, fetching.left()), fetching.assembly().room());
    return function.read(fetching.grant(), address, length, card.tag(READS))
        ? new AwaitData(fetching)
        : new Idle();
  }

  private Phase assemble(Fetching fetching) {
    int queue = fetching.queue();
    Assembly assembly = fetching.assembly();
    boolean ends = fetching.left() == 0 && fetching.descriptor().endsPacket();
    if (!ends && assembly.room() > 0) {
      assemblies[queue] = assembly;
      return fetching.left() > 0
          ? new FetchData(fetching)
          : finish(queue, fetching.descriptor());
    }
    registers.note();
    boolean pad = registers.has(Reg.TCTL, PAD_SHORT_PACKETS);
    Frame frame = assembly.frame(ends, pad, registers.has(Reg.CTRL, Reg.CTRL_VLAN_MODE));
    assemblies[queue] = ends ? null : assembly.next();
    if (ends && assembly.first().segments()) {
      Statistic.increment(registers, Statistic.SEGMENTED);
    }
    Phase then =
        ends || fetching.left() == 0
            ? finish(queue, fetching.descriptor())
            : next(fetching.with(assemblies[queue]));
    return frame == null ? then : new Transmit(frame, then);
  }

  // Completion.

  private static Phase finish(int queue, TransmitDescriptor descriptor) {
    return descriptor.reportsStatus()
        ? new OpenStatus(queue, descriptor)
        : new Advance(queue, false);
  }

  private Phase writeStatus(WriteStatus write) {
    TransmitDescriptor descriptor = write.descriptor();
    byte[] status = Bytes.of(descriptor.status());
    long address = descriptor.at() + TransmitDescriptor.STATUS_AT;
    function.write(write.grant(), address, status);
    return new Advance(write.queue(), true);
  }

  private Phase advance(int queue, boolean written) {
    registers.note();
    DescriptorRing ring = DescriptorRing.transmit(registers, queue);
    ring.advance();
    int causes = written ? Cause.TRANSMIT_WRITTEN_BACK | Cause.transmitQueue(queue) : 0;
    if (!ring.filled()) {
      causes |= Cause.TRANSMIT_QUEUE_EMPTY;
    }
    return causes == 0 ? new Arbitrate() : new Raise(causes, new Arbitrate());
  }

  @Override
  public void walk(Walker walker) {
    for (int i = 0; i < QUEUES; i++) {
      contexts[i] = walker.value(contexts[i]);
      assemblies[i] = walker.value(assemblies[i]);
    }
  }
}
