package bohr.recorder;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;
import net.jpountz.lz4.LZ4Factory;

/// Chunks with right checks around contents of any kind: what somebody would send who knows the
/// format. Written from `docs/trace-format.md` and not from the writer's code.
final class Frames {

  static final byte[] PRELUDE = {(byte) 0x89, 'B', 'O', 'H', 'R', 13, 10, 26, 2, 0, 0, 0};

  /// A chunk as its head announces it.
  record Chunk(int type, int size, byte[] payload) {

    static Chunk plain(int type, byte[] contents) {
      return new Chunk(type, contents.length, contents);
    }

    byte[] contents() {
      if (payload.length == size) {
        return payload;
      }
      return LZ4Factory.safeInstance().safeDecompressor().decompress(payload, size);
    }
  }

  private Frames() {}

  /// The chunks of a good trace.
  static List<Chunk> of(byte[] file) {
    List<Chunk> chunks = new ArrayList<>();
    ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    in.position(PRELUDE.length);
    while (in.hasRemaining()) {
      int type = in.get();
      int size = in.getInt();
      byte[] payload = new byte[in.getInt()];
      in.getLong();
      in.get(payload);
      chunks.add(new Chunk(type, size, payload));
    }
    return chunks;
  }

  /// A file with these chunks.
  static byte[] file(List<Chunk> chunks) {
    int length = PRELUDE.length;
    for (Chunk chunk : chunks) {
      length += 17 + chunk.payload.length;
    }
    ByteBuffer out = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN).put(PRELUDE);
    byte[] before = PRELUDE;
    for (Chunk chunk : chunks) {
      byte[] head = new byte[13];
      ByteBuffer fields = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
      fields.put((byte) chunk.type).putInt(chunk.size).putInt(chunk.payload.length);
      fields.putInt(crc(before, Arrays.copyOf(head, 9)));
      int check = crc(head, chunk.payload);
      out.put(head).putInt(check).put(chunk.payload);
      before = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(check).array();
    }
    return out.array();
  }

  private static int crc(byte[] first, byte[] second) {
    CRC32C crc = new CRC32C();
    crc.update(first);
    crc.update(second);
    return (int) crc.getValue();
  }
}
