package bohr.cli;

import bohr.emulator.Peripherals;
import bohr.emulator.device.board.Flash;
import bohr.emulator.device.image.ImageBytes;
import bohr.emulator.input.BadInput;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/// What else is on the board of a kernel.
final class BoardOptions {

  @Option(names = "--rtc", paramLabel = "TIME", converter = Converters.OfInstant.class,
      description = "What the real-time clock shows at reset; it goes on with virtual time."
          + " Default: 2025-01-01T00:00:00Z.")
  private Instant clockStart = Peripherals.STANDARD_CLOCK_START;

  @Option(names = "--flash", paramLabel = "FILE",
      description = "What the first bank of flash begins with, and the second if given twice; the"
          + " file is never changed. The rest is erased.")
  private List<Path> flash = new ArrayList<>();

  BoardOptions() {}

  Peripherals peripherals(Terminal terminal) {
    if (flash.size() > Peripherals.FLASH_BANKS) {
      throw new BadInput(flash.getLast().toString(), "--flash",
          "there are only " + Peripherals.FLASH_BANKS + " banks");
    }
    return new Peripherals(clockStart, flash.stream().map(file -> bank(terminal, file)).toList());
  }

  private static ImageBytes bank(Terminal terminal, Path file) {
    byte[] bytes = InputFiles.read(terminal, file);
    if (bytes.length > Flash.BYTES) {
      throw new BadInput(file.toString(), "",
          bytes.length + " bytes do not fit into a bank of flash, which has " + Flash.BYTES);
    }
    return ImageBytes.of(bytes);
  }
}
