package bohr.recorder;

import java.io.IOException;
import java.io.UncheckedIOException;

/// Puts the bytes of a state into chunks as they come: a chunk is all of it that is ever in memory.
final class StateWriter {

  private final ChunkWriter chunks;
  private final byte[] chunk = new byte[TraceFormat.CHUNK_BYTES_MAX];
  private int filled;

  StateWriter(ChunkWriter chunks) {
    this.chunks = chunks;
  }

  /// Writes a state, behind its record.
  void write(byte[] parts, StateMemory memory) throws IOException {
    try {
      put(parts, parts.length);
      memory.write(this::put);
      cut();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private void put(byte[] bytes, int length) {
    for (int done = 0; done < length; ) {
      int count = Math.min(length - done, chunk.length - filled);
      System.arraycopy(bytes, done, chunk, filled, count);
      filled += count;
      done += count;
      if (filled == chunk.length) {
        cut();
      }
    }
  }

  private void cut() {
    if (filled > 0) {
      try {
        chunks.write(TraceFormat.STATE, chunk, 0, filled);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      filled = 0;
    }
  }
}
