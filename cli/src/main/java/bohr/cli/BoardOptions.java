package bohr.cli;

import bohr.emulator.Network;
import bohr.emulator.Peripherals;
import bohr.emulator.input.BadInput;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/// What else is on the board of a kernel.
final class BoardOptions {

  private static final long NANOSECONDS_PER_SECOND = 1_000_000_000;

  @Option(names = "--rtc", paramLabel = "TIME", converter = Converters.OfInstant.class,
      description = "What the real-time clock shows at reset; it goes on with virtual time."
          + " Default: 2025-01-01T00:00:00Z.")
  private Instant clockStart = Peripherals.STANDARD_CLOCK_START;

  @Option(names = "--flash", paramLabel = "FILE",
      description = "What the first bank of flash begins with, and the second if given twice; the"
          + " file is never changed. The rest is erased.")
  private List<Path> flash = new ArrayList<>();

  @Option(names = "--network", paramLabel = "WHERE", converter = NetworkArgument.Converter.class,
      description = "What network cards can talk to: builtin, a host inside the machine; none;"
          + " socket:HOST:PORT, who listens there and speaks like QEMU's -netdev socket;"
          + " listen:PORT, who connects to there from this host. Default: builtin.")
  private NetworkArgument network = new NetworkArgument.Inside(Network.RESPONDER);

  BoardOptions() {}

  /// What network cards can talk to.
  NetworkArgument network() {
    return network;
  }

  /// What the clock shows at reset, in nanoseconds since 1970.
  long clockStart() {
    return clockStart.getEpochSecond() * NANOSECONDS_PER_SECOND + clockStart.getNano();
  }

  /// What the banks of flash begin with.
  List<Path> flash() {
    if (flash.size() > Peripherals.FLASH_BANKS) {
      throw new BadInput(flash.getLast().toString(), "--flash",
          "there are only " + Peripherals.FLASH_BANKS + " banks");
    }
    return flash;
  }
}
