package bohr.replay.export;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/// A message of Protocol Buffers on its way out (protobuf.dev, "Encoding"): varints, 64-bit
/// numbers, and what has a length. By hand, because protobuf-java reaches into memory by
/// `sun.misc.Unsafe` as soon as its first class is loaded, which the launcher denies to everybody.
final class Message {

  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int LENGTH = 2;
  private static final int PAYLOAD_BITS = 7;
  private static final int MORE = 0x80;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  /// Has no fields yet.
  Message() {}

  /// A field of type `uint64`, `int32` that is not negative, `bool`, or an enum.
  Message number(int field, long value) {
    tag(field, VARINT);
    varint(value);
    return this;
  }

  /// A field of type `fixed64`.
  Message fixed(int field, long value) {
    tag(field, FIXED64);
    for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
      bytes.write((int) (value >>> shift));
    }
    return this;
  }

  /// A field of type `string`.
  Message text(int field, String value) {
    byte[] encoded = value.getBytes(StandardCharsets.UTF_8);
    return bytes(field, encoded);
  }

  /// A message in a message.
  Message message(int field, Message value) {
    return bytes(field, value.bytes.toByteArray());
  }

  /// Writes this as a field of the outermost message.
  void writeTo(OutputStream out, int field) throws IOException {
    new Message().message(field, this).bytes.writeTo(out);
  }

  private Message bytes(int field, byte[] value) {
    tag(field, LENGTH);
    varint(value.length);
    bytes.writeBytes(value);
    return this;
  }

  private void tag(int field, int type) {
    varint((long) field << 3 | type);
  }

  private void varint(long value) {
    long left = value;
    while ((left & -MORE) != 0) {
      bytes.write((int) left | MORE);
      left >>>= PAYLOAD_BITS;
    }
    bytes.write((int) left);
  }
}
