package bohr.recorder;

import com.esotericsoftware.kryo.KryoException;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/// Fields whose length is part of the record. Reading checks the length against its bound and
/// against what is left of the chunk **before** anything is allocated; Kryo's own methods for
/// strings and arrays check afterwards.
final class Fields {

  private Fields() {}

  /// How many items follow, each at least `bytes` long.
  static int readCount(Input input, int most, int bytes) {
    int count = input.readVarInt(true);
    if (count < 0 || count > most) {
      throw new KryoException("a length of " + Integer.toUnsignedString(count)
          + " where at most " + most + " is allowed");
    }
    int left = input.limit() - input.position();
    if ((long) count * bytes > left) {
      throw new KryoException("a length of " + count + " where " + left + " bytes are left");
    }
    return count;
  }

  static void writeBytes(Output output, byte[] bytes) {
    output.writeVarInt(bytes.length, true);
    output.writeBytes(bytes, 0, bytes.length);
  }

  static byte[] readBytes(Input input, int most) {
    return input.readBytes(readCount(input, most, 1));
  }

  /// Writes UTF-8; half a surrogate pair, which has no UTF-8, becomes a question mark.
  static void writeText(Output output, String text) {
    writeBytes(output, text.getBytes(StandardCharsets.UTF_8));
  }

  static String readText(Input input, int most) {
    byte[] bytes = readBytes(input, most);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new KryoException("a text that is not UTF-8", e);
    }
  }
}
