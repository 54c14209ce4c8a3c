package bohr.emulator;

import bohr.emulator.device.network.Frame;
import bohr.emulator.device.network.Hub;
import bohr.emulator.device.network.Uplink;
import java.util.List;
import java.util.Optional;

/// The machine's doors: whatever a recording keeps as input comes in here.
public final class Outside {

  /// The source of input that reaches the UART.
  public static final String CONSOLE = "console";

  /// The source of frames that reach the network.
  public static final String NETWORK = "network";

  private final Parts parts;
  private final Uplink uplink;

  /// @param uplink where the network leads out of the machine; null if it does not
  Outside(Parts parts, Uplink uplink) {
    this.parts = parts;
    this.uplink = uplink;
  }

  /// Whether input can go to `source`: the console, the network if it leads out of the machine, or
  /// a device, by its name.
  public boolean leadsTo(String source) {
    return switch (source) {
      case CONSOLE -> true;
      case NETWORK -> uplink != null;
      default -> parts.hasDevice(source);
    };
  }

  /// Bytes arrive.
  ///
  /// @param source one for which [#leadsTo] holds; the network takes one frame, which arrives whole
  /// @return how many of them were taken, from the first on; the others found no room
  public int receive(String source, byte[] bytes) {
    if (source.equals(NETWORK)) {
      return uplink.receive(bytes.clone());
    }
    int taken = 0;
    while (taken < bytes.length && receive(source, bytes[taken])) {
      taken++;
    }
    return taken;
  }

  private boolean receive(String source, byte b) {
    return source.equals(CONSOLE) ? parts.uart.receive(b) : parts.device(source).receive(b);
  }

  /// Who is at the hub, in the order of its ports: devices by their names, [#NETWORK] for the way
  /// out of the machine, or `responder`. Empty if there is no hub.
  public List<String> ports() {
    return parts.hub == null ? List.of() : parts.hub.objects().stream().map(this::port).toList();
  }

  private String port(int object) {
    String inside = uplink == null ? "responder" : NETWORK;
    return object == Hub.OBJECT ? inside : parts.devices.get(object).name();
  }

  /// Has `tap` told of every frame that comes into the hub, if there is one. In a step of a hart
  /// that step is not counted yet.
  public void listen(Hub.Tap tap) {
    if (parts.hub != null) {
      parts.hub.tap(tap);
    }
  }

  /// Takes the oldest frame that leaves the machine, as its bytes.
  public Optional<byte[]> takeFrame() {
    return Optional.ofNullable(uplink).map(Uplink::take).map(Frame::bytes);
  }
}
