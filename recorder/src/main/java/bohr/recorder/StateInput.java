package bohr.recorder;

import java.io.IOException;
import java.io.InputStream;

/// The bytes of a state, which lie in chunks one behind the other.
final class StateInput extends InputStream {

  private final ChunkReader chunks;
  private long left;
  private byte[] contents = new byte[0];
  private int at;

  /// @param length in bytes, all chunks together
  StateInput(ChunkReader chunks, long length) {
    this.chunks = chunks;
    left = length;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (at == contents.length && (left == 0 || !nextChunk())) {
      return -1;
    }
    int count = Math.min(length, contents.length - at);
    System.arraycopy(contents, at, into, offset, count);
    at += count;
    return count;
  }

  private boolean nextChunk() throws IOException {
    if (!chunks.next()) {
      return false;
    }
    chunks.requireState(TraceFormat.part(left));
    contents = chunks.contents();
    left -= contents.length;
    at = 0;
    return true;
  }
}
