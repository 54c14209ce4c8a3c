package bohr.emulator.boot;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// The committed guests, whole and with bytes changed.
public final class TestElf {

  private TestElf() {}

  /// `guest.elf`, with all debug sections.
  public static byte[] guest() {
    return read("guest.elf");
  }

  /// The same, with nothing but the line table left of the debug sections.
  static byte[] linesOnly() {
    return read("lines-only.elf");
  }

  /// `guest.elf` with the little-endian number `value` of `size` bytes at byte `at`.
  static byte[] with(int at, int size, long value) {
    byte[] bytes = guest();
    put(bytes, at, size, value);
    return bytes;
  }

  static void put(byte[] bytes, int at, int size, long value) {
    for (int i = 0; i < size; i++) {
      bytes[at + i] = (byte) (value >> 8 * i);
    }
  }

  /// Where in `guest.elf` the program header of the number is.
  static int segment(int index) {
    return 64 + 56 * index;
  }

  /// Where in `elf` the header of a section is.
  static int section(byte[] elf, String name) {
    ByteBuffer table = ByteBuffer.wrap(elf).order(ByteOrder.LITTLE_ENDIAN);
    int start = (int) table.getLong(40);
    int names = (int) table.getLong(start + 64 * table.getShort(62) + 24);
    for (int at = start; at < start + 64 * table.getShort(60); at += 64) {
      if (Text.at(elf, names + table.getInt(at)).equals(name)) {
        return at;
      }
    }
    throw new IllegalArgumentException(name);
  }

  private static byte[] read(String name) {
    try (InputStream stream = TestElf.class.getResourceAsStream("/boot/" + name)) {
      return stream.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
