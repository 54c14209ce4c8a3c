package bohr.emulator.boot;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.HexFormat;
import java.util.SortedMap;
import java.util.TreeMap;

/// A flattened device tree as text: for each node its path, for each property of it a line
/// `/path property` with the value in hexadecimal, in the order of the alphabet. Written from the
/// specification, not from the writer under test.
final class FlattenedTree {

  private final ByteBuffer blob;
  private final int strings;
  private final SortedMap<String, String> properties = new TreeMap<>();

  private FlattenedTree(byte[] bytes) {
    blob = ByteBuffer.wrap(bytes);
    if (blob.getInt(0) != 0xd00dfeed || blob.getInt(4) > bytes.length || blob.getInt(20) != 17) {
      throw new AssertionError("not a flattened device tree of version 17");
    }
    strings = blob.getInt(12);
    blob.position(blob.getInt(8));
  }

  static SortedMap<String, String> read(byte[] bytes) {
    FlattenedTree tree = new FlattenedTree(bytes);
    tree.walk();
    return tree.properties;
  }

  private void walk() {
    ArrayDeque<String> path = new ArrayDeque<>();
    while (true) {
      switch (blob.getInt()) {
        case 1 -> {
          String name = text(blob.position());
          skip(name.length() + 1);
          path.addLast(path.isEmpty() ? "" : path.getLast() + "/" + name);
          properties.put(path.getLast() + "/", "");
        }
        case 2 -> path.removeLast();
        case 3 -> {
          int length = blob.getInt();
          String name = text(strings + blob.getInt());
          byte[] value = new byte[length];
          blob.get(blob.position(), value);
          skip(length);
          properties.put(path.getLast() + "/ " + name, HexFormat.of().formatHex(value));
        }
        case 4 -> {}
        case 9 -> {
          return;
        }
        default -> throw new AssertionError("no such token at " + blob.position());
      }
    }
  }

  private void skip(int length) {
    blob.position(blob.position() + length + 3 & -4);
  }

  private String text(int at) {
    int end = at;
    while (blob.get(end) != 0) {
      end++;
    }
    return new String(blob.array(), at, end - at, StandardCharsets.US_ASCII);
  }
}
