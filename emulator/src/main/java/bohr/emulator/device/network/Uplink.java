package bohr.emulator.device.network;

/// A port of the hub that leads out of the machine. It is no agent: what comes in is an input, and
/// goes to the hub at once.
///
/// What goes out waits here for whoever runs the machine. It is left out of the state, for nothing
/// in the machine can tell whether it was fetched: a replay, where nobody fetches it, has the same
/// digests. Frames that find no room are lost, as on any Ethernet.
public final class Uplink implements Hub.Port {

  private static final int CAPACITY = 256;

  private final Hub hub;
  private final int port;
  private final FrameQueue outbox = new FrameQueue(CAPACITY);

  /// Plugs an uplink into `hub`.
  public Uplink(Hub hub) {
    this.hub = hub;
    port = hub.connect(this);
  }

  @Override
  public void arrived(Frame frame) {
    outbox.add(frame);
  }

  @Override
  public int object() {
    return Hub.OBJECT;
  }

  /// Takes the oldest frame that goes out; null if there is none.
  public Frame take() {
    return outbox.take();
  }

  /// A frame comes from outside.
  ///
  /// @return how many bytes were taken: none if it is no frame
  public int receive(byte[] bytes) {
    if (!Frame.possible(bytes.length)) {
      return 0;
    }
    hub.send(port, new Frame(bytes));
    return bytes.length;
  }
}
