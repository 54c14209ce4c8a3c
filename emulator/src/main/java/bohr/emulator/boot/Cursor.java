package bohr.emulator.boot;

/// Reads a range of an image from front to back, and never outside it. Little-endian.
final class Cursor {

  private final byte[] bytes;
  private final int end;
  private int position;

  /// Reads `bytes` from `position` up to `end`, which must lie inside.
  Cursor(byte[] bytes, int position, int end) {
    this.bytes = bytes;
    this.position = position;
    this.end = end;
  }

  /// Where in the image the next byte is.
  int position() {
    return position;
  }

  int remaining() {
    return end - position;
  }

  /// The next `length` bytes, as a cursor of their own; this one goes on behind them.
  Cursor slice(long length) throws Malformed {
    int start = position;
    skip(length);
    return new Cursor(bytes, start, position);
  }

  void skip(long length) throws Malformed {
    if (length < 0 || length > remaining()) {
      throw new Malformed("a length that goes beyond the end");
    }
    position += (int) length;
  }

  /// The next `size` bytes as an unsigned number.
  ///
  /// @param size 1, 2, 4 or 8
  long unsigned(int size) throws Malformed {
    int start = position;
    skip(size);
    long value = 0;
    for (int i = size - 1; i >= 0; i--) {
      value = value << 8 | bytes[start + i] & 0xff;
    }
    return value;
  }

  int u8() throws Malformed {
    return (int) unsigned(1);
  }

  int u16() throws Malformed {
    return (int) unsigned(2);
  }

  /// An unsigned LEB128 (DWARF 5, section 7.6); bits beyond the 64th are dropped.
  long uleb() throws Malformed {
    long value = 0;
    int shift = 0;
    while (true) {
      int next = u8();
      if (shift < Long.SIZE) {
        value |= (long) (next & 0x7f) << shift;
      }
      shift = Math.min(shift + 7, Long.SIZE);
      if ((next & 0x80) == 0) {
        return value;
      }
    }
  }

  /// A signed LEB128 (DWARF 5, section 7.6); bits beyond the 64th are dropped.
  long sleb() throws Malformed {
    long value = 0;
    int shift = 0;
    while (true) {
      int next = u8();
      if (shift < Long.SIZE) {
        value |= (long) (next & 0x7f) << shift;
      }
      shift = Math.min(shift + 7, Long.SIZE);
      if ((next & 0x80) == 0) {
        boolean negative = (next & 0x40) != 0 && shift < Long.SIZE;
        return negative ? value | -1L << shift : value;
      }
    }
  }

  /// Skips a string that ends with a zero byte, and the zero byte.
  void skipString() throws Malformed {
    while (u8() != 0) {
      continue;
    }
  }
}
