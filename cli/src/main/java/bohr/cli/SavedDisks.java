package bohr.cli;

import bohr.emulator.Machine;
import bohr.emulator.device.image.Medium;
import bohr.emulator.device.image.Qcow2Writer;
import bohr.emulator.input.BadInput;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

/// Writes disks, with what the guest has written to them, to files: each to a temporary one beside
/// it first, which then takes its name.
final class SavedDisks {

  private final Terminal terminal;
  private final List<String> arguments;

  /// @param arguments each `DEVICE=FILE`
  SavedDisks(Terminal terminal, List<String> arguments) {
    this.terminal = terminal;
    this.arguments = arguments;
  }

  /// Refuses what could not be saved, before the machine runs.
  void check(Machine machine) {
    for (String argument : arguments) {
      disk(machine, argument);
      Path folder = terminal.file(Path.of(file(argument))).toAbsolutePath().getParent();
      if (!Files.isDirectory(folder)) {
        throw new BadInput("--save-disk", file(argument), "there is no folder for it");
      }
    }
  }

  void save(Machine machine) throws IOException {
    for (String argument : arguments) {
      Path file = terminal.file(Path.of(file(argument))).toAbsolutePath();
      Path temporary = file.resolveSibling("." + file.getFileName() + ".part");
      try {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(temporary))) {
          Qcow2Writer.write(disk(machine, argument), out);
        }
        Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(temporary);
      }
    }
  }

  private static int equals(String argument) {
    int equals = argument.indexOf('=');
    if (equals < 1 || equals == argument.length() - 1) {
      throw new BadInput("--save-disk", argument, "is not DEVICE=FILE");
    }
    return equals;
  }

  private static String file(String argument) {
    return argument.substring(equals(argument) + 1);
  }

  private static Medium disk(Machine machine, String argument) {
    String name = argument.substring(0, equals(argument));
    Optional<Medium> disk = machine.disk(name);
    return disk.orElseThrow(
        () -> new BadInput("--save-disk", name, "there is no such device with an image"));
  }
}
