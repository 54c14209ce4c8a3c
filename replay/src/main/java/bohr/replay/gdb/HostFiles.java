package bohr.replay.gdb;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// The one file that gdb may fetch (GDB manual, §"Host I/O Packets"): the guest's program, which is
/// part of the trace. Nothing of the host's files is reachable.
final class HostFiles {

  private static final String NAME = "/guest.elf";
  private static final int DESCRIPTOR = 3;
  private static final int STAT_BYTES = 64;
  private static final int STAT_MODE = 8;
  private static final int STAT_SIZE = 28;
  private static final int READABLE_FILE = 0100444;

  // Error numbers of the protocol.
  private static final String NO_FILE = "F-1,2";
  private static final String BAD_DESCRIPTOR = "F-1,9";
  private static final String READ_ONLY = "F-1,1e";

  private final Optional<byte[]> program;

  /// @param program what the guest runs; empty if nobody knows
  HostFiles(Optional<byte[]> program) {
    this.program = program;
  }

  /// The name of the program.
  byte[] program() {
    if (program.isEmpty()) {
      throw new BadPacket(BadPacket.NO_SUCH);
    }
    return NAME.getBytes(StandardCharsets.US_ASCII);
  }

  /// Answers a request whose `vFile:` has been read.
  byte[] answer(Packet packet) {
    return switch (packet.until(':')) {
      case "setfs", "close" -> text("F0");
      case "open" -> text(open(packet));
      case "pread" -> read(packet);
      case "fstat" -> stat(packet);
      case "pwrite", "unlink" -> text(READ_ONLY);
      default -> text("");
    };
  }

  private String open(Packet packet) {
    boolean known = Packet.decoded(packet.until(',')).equals(NAME);
    return known && program.isPresent() ? "F" + DESCRIPTOR : NO_FILE;
  }

  private byte[] read(Packet packet) {
    int descriptor = packet.hex(Integer.MAX_VALUE);
    packet.take(",");
    int length = Math.min(packet.hex(Integer.MAX_VALUE), Packets.MOST / 4);
    packet.take(",");
    long from = packet.hex();
    if (descriptor != DESCRIPTOR || program.isEmpty()) {
      return text(BAD_DESCRIPTOR);
    }
    byte[] bytes = program.get();
    int begin = (int) Math.min(Math.max(from, 0), bytes.length);
    return with(bytes, begin, Math.min(length, bytes.length - begin));
  }

  /// `struct stat` of the protocol: big-endian, 64 bytes.
  private byte[] stat(Packet packet) {
    if (packet.hex(Integer.MAX_VALUE) != DESCRIPTOR || program.isEmpty()) {
      return text(BAD_DESCRIPTOR);
    }
    byte[] stat = new byte[STAT_BYTES];
    put(stat, STAT_MODE, READABLE_FILE);
    put(stat, STAT_SIZE + 4, program.get().length);
    return with(stat, 0, stat.length);
  }

  private static void put(byte[] stat, int at, int value) {
    for (int i = 0; i < 4; i++) {
      stat[at + i] = (byte) (value >>> 24 - 8 * i);
    }
  }

  private static byte[] with(byte[] data, int from, int length) {
    byte[] head = text("F" + Integer.toHexString(length) + ";");
    byte[] all = new byte[head.length + length];
    System.arraycopy(head, 0, all, 0, head.length);
    System.arraycopy(data, from, all, head.length, length);
    return all;
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
