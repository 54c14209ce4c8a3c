package bohr.cli;

import bohr.emulator.input.BadInput;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// Files that are written as the contents come, and are there whole or not at all.
final class OutputFile {

  private OutputFile() {}

  /// What a file will hold.
  @FunctionalInterface
  interface Contents {

    /// Writes it; need not flush or close.
    void writeTo(OutputStream out) throws IOException;
  }

  /// Writes a file by way of a temporary one beside it.
  ///
  /// @throws BadInput if it cannot be written
  static void write(Terminal terminal, Path shown, Contents contents) {
    Path file = terminal.file(shown);
    if (Files.isDirectory(file)) {
      throw new BadInput(shown.toString(), "", "cannot be written: is a folder");
    }
    Path part = file.resolveSibling(file.getFileName() + ".part");
    try {
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(part))) {
        contents.writeTo(out);
        out.flush();
        Files.move(
            part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(part);
      }
    } catch (IOException e) {
      throw new BadInput(
          shown.toString(), "", "cannot be written: " + TraceFiles.reason(e));
    }
  }
}
