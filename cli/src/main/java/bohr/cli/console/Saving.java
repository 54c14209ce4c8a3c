package bohr.cli.console;

import bohr.emulator.device.image.Medium;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/// Writes what a run has made so far into a file of its own: the recording, which replays as far as
/// it goes, or else the first disk, with what the guest has written, as a raw image.
///
/// @param folder relative paths begin there
record Saving(Subject subject, Path folder) {

  private static final int PIECE = 1 << 16;

  /// @param name of a file that does not exist yet
  /// @return what became of it, in a line
  String save(String name) {
    if (name.isEmpty()) {
      return "save where? 'save FILE'";
    }
    try {
      Path file = folder.resolve(name);
      return subject.trace().isPresent()
          ? trace(subject.trace().get(), file, name) : disk(file, name);
    } catch (FileAlreadyExistsException e) {
      return name + ": is there already";
    } catch (NoSuchFileException e) {
      return name + ": no such folder";
    } catch (IOException | InvalidPathException e) {
      return name + ": cannot be written: " + e.getMessage();
    }
  }

  private String trace(Path trace, Path file, String name) throws IOException {
    subject.flush().run();
    Files.copy(trace, file);
    return name + ": the recording up to step " + subject.machine().steps();
  }

  private String disk(Path file, String name) throws IOException {
    Optional<Medium> first = subject.machine().medium();
    if (first.isEmpty()) {
      return "nothing to save: there is neither a recording nor a disk";
    }
    try (FileChannel out =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE,
            StandardOpenOption.SPARSE)) {
      write(first.get(), out);
    }
    return name + ": the first disk, as a raw image";
  }

  /// Leaves holes for zeroes.
  private static void write(Medium medium, FileChannel out) throws IOException {
    long length = medium.sectors() * 512;
    for (long at = 0; at < length; at += PIECE) {
      byte[] piece = medium.read(at, (int) Math.min(PIECE, length - at));
      boolean last = at + piece.length == length;
      if (last || !isZero(piece)) {
        ByteBuffer rest = ByteBuffer.wrap(piece);
        for (long to = at; rest.hasRemaining(); ) {
          to += out.write(rest, to);
        }
      }
    }
  }

  private static boolean isZero(byte[] bytes) {
    for (byte b : bytes) {
      if (b != 0) {
        return false;
      }
    }
    return true;
  }
}
