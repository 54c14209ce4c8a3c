package bohr.cli;

import bohr.emulator.input.BadInput;
import bohr.recorder.Bytes;
import bohr.recorder.TraceRecord.FileReference;
import bohr.replay.KernelBoard;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;

/// The files that the machine of a trace needs: where they were when it was recorded, or beside the
/// trace. One that is not the file that was recorded is none.
///
/// @param trace the trace's file, as it was named
record ReferencedFiles(Terminal terminal, Path trace) implements KernelBoard.Files {

  /// Kernels, initial RAM disks, firmware and disk images are read whole.
  private static final int MOST_BYTES = 1 << 30;

  private static final int PIECE = 1 << 16;

  @Override
  public byte[] read(FileReference reference) {
    String reason = "no such file, neither where it was nor beside the trace";
    for (Path candidate : candidates(reference.path())) {
      if (Files.isRegularFile(candidate)) {
        byte[] bytes = whole(candidate, reference.path(), reference.length());
        if (bytes.length == reference.length() && sha256(bytes).equals(reference.sha256())) {
          return bytes;
        }
        reason = "has changed since " + trace + " was recorded";
      }
    }
    throw new BadInput(reference.path(), "", reason);
  }

  private List<Path> candidates(String path) {
    try {
      Path given = Path.of(path);
      Path name = given.getFileName();
      return name == null ? List.of()
          : List.of(terminal.file(given), terminal.file(trace.resolveSibling(name)));
    } catch (InvalidPathException e) {
      return List.of();
    }
  }

  /// Reads a file for the first time.
  static byte[] read(Terminal terminal, Path shown) {
    Path file = terminal.file(shown);
    if (!Files.isRegularFile(file)) {
      throw new BadInput(shown.toString(), "", Files.exists(file) ? "not a file" : "no such file");
    }
    byte[] bytes = whole(file, shown.toString(), MOST_BYTES);
    if (bytes.length > MOST_BYTES) {
      throw new BadInput(shown.toString(), "", "is larger than " + MOST_BYTES + " bytes");
    }
    return bytes;
  }

  /// What a trace keeps of a file.
  static FileReference reference(Path shown, byte[] bytes) {
    return new FileReference(shown.toString(), bytes.length, sha256(bytes));
  }

  /// All of a file, or one byte more than `most`.
  private static byte[] whole(Path file, String shown, long most) {
    try (InputStream in = Files.newInputStream(file)) {
      // Into one array, which would be two if it grew; and by the piece, because the host's buffer
      // is as large as the largest piece and is kept for the next file.
      int size = (int) Math.min(Files.size(file), Math.min(most, MOST_BYTES) + 1);
      byte[] bytes = new byte[size];
      int count = 0;
      for (int more = 1; more > 0; count += more) {
        more = in.readNBytes(bytes, count, Math.min(PIECE, size - count));
      }
      return count == size ? bytes : Arrays.copyOf(bytes, count);
    } catch (IOException e) {
      throw new BadInput(shown, "", "cannot be read: " + TraceFiles.reason(e));
    }
  }

  private static Bytes sha256(byte[] bytes) {
    try {
      return Bytes.of(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
