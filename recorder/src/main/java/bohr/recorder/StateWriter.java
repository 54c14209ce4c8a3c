package bohr.recorder;

import bohr.emulator.memory.ChangeLog;
import bohr.emulator.memory.Memory;
import java.io.IOException;
import java.io.UncheckedIOException;

/// Puts the bytes of a state into chunks as they come: a chunk is all of it that is ever in memory.
final class StateWriter implements ChangeLog.Visitor {

  private final ChunkWriter chunks;
  private final byte[] chunk = new byte[TraceFormat.CHUNK_BYTES_MAX];
  private int filled;

  StateWriter(ChunkWriter chunks) {
    this.chunks = chunks;
  }

  /// Writes a state, behind its record.
  void write(byte[] parts, ChangeLog log) throws IOException {
    try {
      put(parts, 0, parts.length);
      log.take(this);
      cut();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  @Override
  public void changed(int block, byte[] bytes, int at) {
    byte[] number = {(byte) block, (byte) (block >> 8), (byte) (block >> 16), (byte) (block >> 24)};
    put(number, 0, number.length);
    put(bytes, at, Memory.BLOCK_BYTES);
  }

  private void put(byte[] bytes, int from, int length) {
    for (int done = 0; done < length; ) {
      int count = Math.min(length - done, chunk.length - filled);
      System.arraycopy(bytes, from + done, chunk, filled, count);
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
