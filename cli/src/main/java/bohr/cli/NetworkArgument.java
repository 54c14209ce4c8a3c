package bohr.cli;

import bohr.emulator.Network;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// What stands behind `--network`.
sealed interface NetworkArgument {

  /// What the machine's network cards can talk to.
  Network network();

  /// A network that stays inside the machine.
  record Inside(Network network) implements NetworkArgument {}

  /// One that leads to whoever listens at a port.
  record Connect(String host, int port) implements NetworkArgument {
    @Override
    public Network network() {
      return Network.UPLINK;
    }

    @Override
    public String toString() {
      return "socket:" + host + ":" + port;
    }
  }

  /// One that leads to whoever on this host connects to a port.
  record Listen(int port) implements NetworkArgument {
    @Override
    public Network network() {
      return Network.UPLINK;
    }

    @Override
    public String toString() {
      return "listen:" + port;
    }
  }

  /// Reads one from the command line.
  final class Converter implements ITypeConverter<NetworkArgument> {

    private static final Pattern SOCKET = Pattern.compile("(?:socket:(.+)|listen):(\\d{1,5})");
    private static final int PORT_MAX = 65_535;

    Converter() {}

    @Override
    public NetworkArgument convert(String text) {
      Matcher matcher = SOCKET.matcher(text);
      if (matcher.matches()) {
        int port = Integer.parseInt(matcher.group(2));
        if (port >= 1 && port <= PORT_MAX) {
          return matcher.group(1) == null
              ? new Listen(port) : new Connect(matcher.group(1), port);
        }
      }
      return switch (text) {
        case "builtin" -> new Inside(Network.RESPONDER);
        case "none" -> new Inside(Network.NONE);
        default -> throw new TypeConversionException("'" + text
            + "' is not builtin, none, socket:HOST:PORT or listen:PORT");
      };
    }
  }
}
