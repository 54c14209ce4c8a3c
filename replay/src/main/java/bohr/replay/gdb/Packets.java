package bohr.replay.gdb;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/// How packets travel (GDB manual, §"Overview" of the protocol): `$contents#checksum`, acknowledged
/// by `+` or asked for again by `-` until both sides agree to do without; byte 3 outside a packet
/// interrupts. What is no packet is passed over. A packet that is too long is one that is damaged.
final class Packets {

  /// The longest packet taken and sent, in bytes of contents.
  static final int MOST = 1 << 14;

  private static final int END_OF_STREAM = -1;
  private static final int INTERRUPT = 3;
  private static final int ESCAPE = '}';
  private static final int ESCAPED = 0x20;

  private final InputStream in;
  private final OutputStream out;

  /// What has come while the machine ran, and was not looked at.
  private final byte[] early = new byte[MOST];

  private int earlyCount;
  private int earlyTaken;
  private boolean acknowledges = true;
  private byte[] last = {};

  Packets(InputStream in, OutputStream out) {
    this.in = in;
    this.out = out;
  }

  /// From now on nothing is acknowledged.
  void stopAcknowledging() {
    acknowledges = false;
  }

  /// The contents of the next packet; null if the client has gone.
  byte[] next() throws IOException {
    for (int c = get(); c != END_OF_STREAM; c = get()) {
      if (c == '-' && acknowledges) {
        out.write(last);
        out.flush();
      }
      byte[] contents = c == '$' ? contents() : null;
      if (contents != null) {
        return contents;
      }
    }
    return null;
  }

  /// The contents of a packet that has begun; null if it is none.
  private byte[] contents() throws IOException {
    ByteArrayOutputStream contents = new ByteArrayOutputStream();
    int sum = 0;
    int length = 0;
    int c = get();
    while (c != '#') {
      if (c == END_OF_STREAM) {
        return null;
      }
      if (c == '$') {
        contents.reset();
        sum = 0;
        length = 0;
        c = get();
        continue;
      }
      sum += c;
      boolean escapes = c == ESCAPE;
      if (escapes) {
        c = get();
        sum += c;
      }
      if (c == END_OF_STREAM) {
        return null;
      }
      if (length++ < MOST) {
        contents.write(escapes ? c ^ ESCAPED : c);
      }
      c = get();
    }
    int high = Character.digit(get(), 16);
    int low = Character.digit(get(), 16);
    boolean good = length <= MOST && high >= 0 && low >= 0 && (sum & 0xff) == (high << 4 | low);
    if (acknowledges) {
      out.write(good ? '+' : '-');
      out.flush();
    }
    return good ? contents.toByteArray() : null;
  }

  /// Sends a packet; contents beyond [#MOST] bytes are never asked for.
  void send(byte[] contents) throws IOException {
    ByteArrayOutputStream packet = new ByteArrayOutputStream(contents.length + 4);
    packet.write('$');
    int sum = 0;
    for (byte b : contents) {
      int c = b & 0xff;
      if (c == '$' || c == '#' || c == '*' || c == ESCAPE) {
        packet.write(ESCAPE);
        sum += ESCAPE;
        c ^= ESCAPED;
      }
      packet.write(c);
      sum += c;
    }
    packet.write('#');
    packet.writeBytes(HexFormat.of().toHexDigits((byte) sum)
        .getBytes(StandardCharsets.US_ASCII));
    last = packet.toByteArray();
    out.write(last);
    out.flush();
  }

  /// Whether the client wants the machine to stop: asked while it runs, waits for nothing.
  boolean interrupted() {
    try {
      while (earlyCount < early.length && in.available() > 0) {
        int c = in.read();
        if (c == END_OF_STREAM || c == INTERRUPT) {
          return true;
        }
        early[earlyCount++] = (byte) c;
      }
      return earlyCount == early.length;
    } catch (IOException e) {
      return true;
    }
  }

  private int get() throws IOException {
    if (earlyTaken < earlyCount) {
      return early[earlyTaken++] & 0xff;
    }
    earlyCount = 0;
    earlyTaken = 0;
    return in.read();
  }
}
