package bohr.replay.export;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// A capture file in the format of draft-ietf-opsawg-pcapng: one section, little-endian, an
/// interface a port, and packets with comments.
final class Pcapng {

  /// Block types (§11.1 of the draft).
  private static final int SECTION = 0x0a0d_0d0a;

  private static final int INTERFACE = 1;
  private static final int PACKET = 6;

  private static final int BYTE_ORDER = 0x1a2b_3c4d;
  private static final int ETHERNET = 1;

  /// Option codes: of every block, of a section, of an interface.
  private static final int END_OF_OPTIONS = 0;

  private static final int COMMENT = 1;
  private static final int APPLICATION = 4;
  private static final int NAME = 2;
  private static final int RESOLUTION = 9;

  /// 10⁻⁹ s.
  private static final byte NANOSECONDS = 9;

  private static final int FRAME_BYTES = 12;

  private final OutputStream out;
  private long packets;

  Pcapng(OutputStream out) {
    this.out = out;
  }

  /// The body of a block.
  private static final class Body {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    Body int32(int value) {
      bytes.writeBytes(ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN)
          .putInt(value).array());
      return this;
    }

    Body int16(int value) {
      bytes.write(value);
      bytes.write(value >>> Byte.SIZE);
      return this;
    }

    /// Filled up to a multiple of 4.
    Body padded(byte[] data) {
      bytes.writeBytes(data);
      bytes.writeBytes(new byte[-data.length & 3]);
      return this;
    }

    Body option(int code, byte... value) {
      return int16(code).int16(value.length).padded(value);
    }

    Body option(int code, String value) {
      return option(code, value.getBytes(StandardCharsets.UTF_8));
    }
  }

  /// The section and its interfaces.
  void begin(List<String> interfaces) throws IOException {
    int unknown = -1;
    block(SECTION, new Body().int32(BYTE_ORDER).int16(1).int16(0).int32(unknown).int32(unknown)
        .option(APPLICATION, "Bohr").option(END_OF_OPTIONS));
    for (String name : interfaces) {
      block(INTERFACE, new Body().int16(ETHERNET).int16(0).int32(0).option(NAME, name)
          .option(RESOLUTION, NANOSECONDS).option(END_OF_OPTIONS));
    }
  }

  /// A packet at an interface, which counts from 0.
  void packet(int at, long nanoseconds, byte[] data, String comment) throws IOException {
    block(PACKET, new Body().int32(at)
        .int32((int) (nanoseconds >>> Integer.SIZE)).int32((int) nanoseconds)
        .int32(data.length).int32(data.length).padded(data)
        .option(COMMENT, comment).option(END_OF_OPTIONS));
    packets++;
  }

  /// How many packets there are.
  long packets() {
    return packets;
  }

  private void block(int type, Body body) throws IOException {
    int length = body.bytes.size() + FRAME_BYTES;
    new Body().int32(type).int32(length).bytes.writeTo(out);
    body.bytes.writeTo(out);
    new Body().int32(length).bytes.writeTo(out);
  }
}
