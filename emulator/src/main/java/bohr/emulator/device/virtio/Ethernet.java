package bohr.emulator.device.virtio;

import bohr.emulator.device.Handles;
import bohr.emulator.device.Wiring;
import bohr.emulator.device.network.Frame;
import bohr.emulator.device.network.FrameQueue;
import bohr.emulator.device.network.Hub;
import bohr.emulator.state.Digest;
import bohr.emulator.state.Stateful;
import bohr.emulator.state.Walker;

/// What a virtio network card sends and receives (virtio 1.2 §5.1.6): one pair of queues, frames
/// without offloads, a header of 12 bytes before each.
///
/// A frame that is too short or too long is not sent; one that does not fit into the driver's
/// buffer is lost, and the buffer is kept for the next.
final class Ethernet implements Hub.Port, Stateful {

  static final int MAC = 5;
  static final int STATUS = 16;

  private static final int HEADER_BYTES = 12;
  private static final int BUFFERS_FIELD = 10;
  private static final int CAPACITY = 64;

  private final Hub hub;
  private final int object;
  private final int port;
  private final FrameQueue inbox = new FrameQueue(CAPACITY);
  private final ReceiveMapping mapping;

  /// Null where nothing is mapped.
  private final Handles mappings;

  private Runnable bell;

  /// How far the card has come with a buffer.
  private sealed interface Step extends Job {

    /// The frame is being fetched.
    record Fetch() implements Step {
      @Override
      public long fingerprint() {
        return 1;
      }
    }

    /// Puts the frame on the network.
    record Transmit(Frame frame) implements Step {
      @Override
      public int elsewhere() {
        return Hub.OBJECT;
      }

      @Override
      public long fingerprint() {
        return Digest.of(2, frame.fingerprint());
      }
    }

    /// Looks for a frame that has come.
    record Look() implements Step {
      @Override
      public long fingerprint() {
        return 3;
      }
    }

    /// `bytes`, header included, are on their way.
    record Received(int bytes) implements Step {
      @Override
      public long fingerprint() {
        return Digest.of(4, bytes);
      }
    }
  }

  Ethernet(Wiring wiring) {
    hub = wiring.hub();
    object = wiring.object();
    mapping = ReceiveMapping.of(wiring.settings());
    int most = (int) wiring.settings().number("mappings");
    boolean maps = mapping != ReceiveMapping.NONE;
    mappings = maps ? new Handles(wiring, "mapping", most) : null;
    port = hub.connect(this);
  }

  /// Has `bell` run when a frame comes. To be called once.
  void ring(Runnable bell) {
    this.bell = bell;
  }

  @Override
  public void arrived(Frame frame) {
    inbox.add(frame);
    bell.run();
  }

  @Override
  public int object() {
    return object;
  }

  /// The service of the transmit queue.
  Service transmitter() {
    return new Service() {
      @Override
      public Action begin(Chain chain) {
        long bytes = chain.bytes(false) - HEADER_BYTES;
        return Frame.possible(bytes)
            ? new Action.Take(HEADER_BYTES, (int) bytes, new Step.Fetch())
            : new Action.Done(0);
      }

      @Override
      public Action taken(Chain chain, Job job, byte[] data) {
        return new Action.Touch(new Step.Transmit(new Frame(data)));
      }

      @Override
      public Action touched(Chain chain, Job job) {
        hub.send(port, ((Step.Transmit) job).frame());
        return new Action.Done(0);
      }

      @Override
      public Action put(Chain chain, Job job) {
        throw new IllegalStateException("nothing is written");
      }
    };
  }

  /// The service of the receive queue.
  Service receiver() {
    return mappings == null ? receiverOfBeats() : new MappedReceiver(inbox, mappings, mapping);
  }

  private Service receiverOfBeats() {
    return new Service() {
      @Override
      public Action begin(Chain chain) {
        return new Action.Touch(new Step.Look());
      }

      @Override
      public Action touched(Chain chain, Job job) {
        Frame frame = inbox.take();
        if (frame == null) {
          return new Action.Postpone();
        }
        byte[] header = new byte[HEADER_BYTES];
        Bytes.put(header, BUFFERS_FIELD, 2, 1);
        byte[] data = Bytes.join(header, frame.bytes());
        return data.length <= chain.bytes(true)
            ? new Action.Put(0, data, new Step.Received(data.length))
            : new Action.Touch(job);
      }

      @Override
      public Action put(Chain chain, Job job) {
        return new Action.Done(((Step.Received) job).bytes());
      }

      @Override
      public Action taken(Chain chain, Job job, byte[] data) {
        throw new IllegalStateException("nothing is fetched");
      }

      @Override
      public void reset() {
        inbox.clear();
      }
    };
  }

  @Override
  public void walk(Walker walker) {
    inbox.walk(walker);
    if (mappings != null) {
      mappings.walk(walker);
    }
  }
}
