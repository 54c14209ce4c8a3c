package bohr.replay.page;

import java.util.Arrays;

/// A column of 32-bit numbers, written as differences to the number before (zigzag, seven bits a
/// byte, the low ones first), because most columns hardly change from step to step.
final class Column {

  private static final int LONGEST = 5;

  private final String name;
  private byte[] bytes = new byte[64];
  private int length;
  private int last;

  Column(String name) {
    this.name = name;
  }

  String name() {
    return name;
  }

  void add(int value) {
    if (length + LONGEST > bytes.length) {
      bytes = Arrays.copyOf(bytes, 2 * bytes.length);
    }
    int difference = value - last;
    int rest = difference << 1 ^ difference >> 31;
    while ((rest & ~0x7f) != 0) {
      bytes[length++] = (byte) (rest & 0x7f | 0x80);
      rest >>>= 7;
    }
    bytes[length++] = (byte) rest;
    last = value;
  }

  /// What was added, written down.
  byte[] bytes() {
    return Arrays.copyOf(bytes, length);
  }
}
