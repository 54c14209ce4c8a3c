package bohr.cli;

import bohr.emulator.input.BadInput;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/// Files that a machine is made of: kernels, initial RAM disks, firmware and images, read whole.
final class InputFiles {

  private static final int MOST_BYTES = 1 << 30;

  private InputFiles() {}

  static byte[] read(Terminal terminal, Path shown) {
    Path file = terminal.file(shown);
    if (!Files.isRegularFile(file)) {
      throw new BadInput(shown.toString(), "", Files.exists(file) ? "not a file" : "no such file");
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        throw new BadInput(shown.toString(), "", "is larger than " + MOST_BYTES + " bytes");
      }
      return bytes;
    } catch (IOException e) {
      throw new BadInput(shown.toString(), "", "cannot be read: " + TraceFiles.reason(e));
    }
  }
}
