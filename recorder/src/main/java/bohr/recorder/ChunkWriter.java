package bohr.recorder;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.CRC32C;
import net.jpountz.lz4.LZ4Compressor;
import net.jpountz.lz4.LZ4Factory;

/// Frames chunks; the layout is in [TraceFormat]. Each chunk is handed on in one write, so that a
/// kill leaves whole chunks and at most one that is cut short.
final class ChunkWriter {

  /// The Java implementation, on every host: the native one gives other bytes for the same input,
  /// and the same execution shall give the same file.
  private final LZ4Compressor compressor = LZ4Factory.safeInstance().fastCompressor();

  private final CRC32C crc = new CRC32C();
  private final OutputStream out;
  private byte[] chunk = new byte[0];

  /// What the next head check continues from.
  private byte[] before;

  /// Writes the prelude.
  ChunkWriter(OutputStream out) throws IOException {
    this.out = out;
    ByteBuffer prelude = ByteBuffer.allocate(TraceFormat.PRELUDE_BYTES);
    prelude.order(ByteOrder.LITTLE_ENDIAN).put(TraceFormat.magic()).putInt(TraceFormat.VERSION);
    before = prelude.array();
    out.write(before);
  }

  /// Writes a chunk of `length` bytes, 1 to [TraceFormat#CHUNK_BYTES_MAX], of `contents`.
  void write(byte type, byte[] contents, int offset, int length) throws IOException {
    int head = TraceFormat.HEAD_BYTES;
    int room = head + compressor.maxCompressedLength(length);
    if (chunk.length < room) {
      chunk = new byte[room];
    }
    int stored = compressor.compress(contents, offset, length, chunk, head);
    if (stored >= length) {
      System.arraycopy(contents, offset, chunk, head, length);
      stored = length;
    }
    ByteBuffer fields = ByteBuffer.wrap(chunk).order(ByteOrder.LITTLE_ENDIAN);
    fields.put(0, type).putInt(1, length).putInt(5, stored);
    crc.reset();
    crc.update(before);
    crc.update(chunk, 0, 9);
    fields.putInt(9, (int) crc.getValue());
    crc.reset();
    crc.update(chunk, 0, 13);
    crc.update(chunk, head, stored);
    fields.putInt(13, (int) crc.getValue());
    before = Arrays.copyOfRange(chunk, 13, 17);
    out.write(chunk, 0, head + stored);
  }
}
