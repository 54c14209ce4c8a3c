package bohr.recorder;

import bohr.emulator.input.BadInput;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.CRC32C;
import net.jpountz.lz4.LZ4Exception;
import net.jpountz.lz4.LZ4Factory;
import net.jpountz.lz4.LZ4SafeDecompressor;

/// Takes chunks out of their frames; the layout is in [TraceFormat]. Nothing is allocated for a
/// length before its check was right and its bound was kept, and then no more than a chunk.
final class ChunkReader {

  private final LZ4SafeDecompressor decompressor = LZ4Factory.safeInstance().safeDecompressor();
  private final CRC32C crc = new CRC32C();
  private final InputStream in;
  private final String file;

  /// Where the current chunk begins, and where it ends.
  private long start;
  private long end;

  private int number;
  private byte type;
  private byte[] payload;
  private int size;
  private byte[] before;

  /// Reads the prelude.
  ///
  /// @param file its name, for messages
  ChunkReader(InputStream in, String file) throws IOException {
    this.in = in;
    this.file = file;
    byte[] magic = TraceFormat.magic();
    before = in.readNBytes(TraceFormat.PRELUDE_BYTES);
    int same = Math.min(before.length, magic.length);
    if (before.length == 0 || !Arrays.equals(before, 0, same, magic, 0, same)) {
      throw new BadInput(file, "byte 0", "not a Bohr trace: it does not begin like one");
    }
    if (before.length < TraceFormat.PRELUDE_BYTES) {
      throw new BadInput(file, "byte " + before.length, "the trace ends before its format version");
    }
    int version = ByteBuffer.wrap(before).order(ByteOrder.LITTLE_ENDIAN).getInt(magic.length);
    if (version < 1 || version > TraceFormat.VERSION) {
      throw new BadInput(file, "byte " + magic.length, "trace format version "
          + Integer.toUnsignedString(version) + "; this build reads 1 to " + TraceFormat.VERSION);
    }
    end = TraceFormat.PRELUDE_BYTES;
  }

  /// Goes on where a state begins in a file that was read before.
  ChunkReader(InputStream in, String file, TraceStates.Place place) {
    this.in = in;
    this.file = file;
    number = place.number();
    end = place.offset();
    before = place.check();
  }

  /// Goes to the next chunk.
  ///
  /// @return false if the file ends before there is another whole one
  boolean next() throws IOException {
    byte[] head = in.readNBytes(TraceFormat.HEAD_BYTES);
    start = end;
    number++;
    if (head.length < TraceFormat.HEAD_BYTES) {
      return false;
    }
    ByteBuffer fields = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
    crc.reset();
    crc.update(before);
    crc.update(head, 0, 9);
    if (fields.getInt(9) != (int) crc.getValue()) {
      throw bad("damaged, or not where it belongs: the check of its head fails");
    }
    type = fields.get(0);
    size = fields.getInt(1);
    int stored = fields.getInt(5);
    if (size < 1 || size > TraceFormat.CHUNK_BYTES_MAX || stored < 1 || stored > size) {
      throw bad("its lengths, " + Integer.toUnsignedString(stored) + " and "
          + Integer.toUnsignedString(size) + ", are not between 1 and the bound of "
          + TraceFormat.CHUNK_BYTES_MAX);
    }
    payload = in.readNBytes(stored);
    if (payload.length < stored) {
      return false;
    }
    crc.reset();
    crc.update(head, 0, 13);
    crc.update(payload);
    if (fields.getInt(13) != (int) crc.getValue()) {
      throw bad("damaged: the check of its payload fails");
    }
    before = Arrays.copyOfRange(head, 13, 17);
    end += TraceFormat.HEAD_BYTES + stored;
    return true;
  }

  private byte[] decompress() {
    byte[] result = new byte[size];
    try {
      if (decompressor.decompress(payload, 0, payload.length, result, 0) == size) {
        return result;
      }
    } catch (LZ4Exception e) {
      throw bad("not an LZ4 block: " + e.getMessage());
    }
    throw bad("decompresses to less than the " + size + " bytes that it announces");
  }

  /// Type of the current chunk.
  byte type() {
    return type;
  }

  /// Contents of the current chunk.
  byte[] contents() {
    return payload.length == size ? payload : decompress();
  }

  /// The current chunk must be the next `part` bytes of a state.
  void requireState(int part) {
    if (type != TraceFormat.STATE || size != part) {
      throw bad("is not the next " + part + " bytes of a state");
    }
  }

  /// The place behind the current chunk, where a state begins.
  TraceStates.Place place(TraceRecord.State state, int inputs) {
    return new TraceStates.Place(state, inputs, number, end, before);
  }

  /// Where the last whole chunk ends.
  long end() {
    return end;
  }

  /// Whether nothing at all is left.
  boolean exhausted() throws IOException {
    return in.read() < 0;
  }

  /// Something is wrong with the current chunk.
  BadInput bad(String reason) {
    return new BadInput(file, "chunk " + number + " at byte " + start, reason);
  }

  /// The file ends too early to be of use.
  BadInput missing(String what) {
    return new BadInput(file, "byte " + end, "the trace was cut off here: " + what);
  }
}
