package bohr.cli;

import bohr.emulator.input.BadInput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// Files that a command writes besides its output. What cannot be written is said before the work,
/// not after it.
record OutputFiles(Terminal terminal) {

  /// Makes a folder if it is not there.
  ///
  /// @param folder null for none
  /// @throws BadInput if nothing could be written there
  void checkFolder(Path folder) {
    if (folder == null) {
      return;
    }
    Path whole = terminal.file(folder);
    if (Files.exists(whole) && !Files.isDirectory(whole)) {
      throw new BadInput(folder.toString(), "", "is not a folder");
    }
    try {
      Files.createDirectories(whole);
    } catch (IOException e) {
      throw new BadInput(folder.toString(), "", "cannot be made: " + TraceFiles.reason(e));
    }
    if (!Files.isWritable(whole)) {
      throw new BadInput(folder.toString(), "", "nothing can be written into it");
    }
  }

  /// Makes sure that a file can be written.
  ///
  /// @param file null for none
  void check(Path file) {
    if (file == null) {
      return;
    }
    Path whole = terminal.file(file).toAbsolutePath();
    if (Files.isDirectory(whole)) {
      throw new BadInput(file.toString(), "", "is a folder");
    }
    boolean writable = Files.exists(whole)
        ? Files.isWritable(whole) : Files.isWritable(whole.getParent());
    if (!writable) {
      throw new BadInput(file.toString(), "", "cannot be written");
    }
  }

  /// Writes a text.
  void write(Path file, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    OutputFile.write(terminal, file, stream -> stream.write(bytes));
  }
}
