package bohr.emulator.boot;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A device tree in the making, and its flattened form: what the machine tells an operating system
/// about itself (Devicetree Specification v0.4, chapter 5; format version 17). Big-endian.
///
/// Left out: memory reservations, of which this machine needs none.
public final class DeviceTree {

  private static final int MAGIC = 0xd00d_feed;
  private static final int VERSION = 17;
  private static final int OLDEST_COMPATIBLE_VERSION = 16;
  private static final int HEADER_BYTES = 40;

  /// One entry of zeros, which ends the list.
  private static final int RESERVATION_BYTES = 16;

  private static final int BEGIN_NODE = 1;
  private static final int END_NODE = 2;
  private static final int PROPERTY = 3;
  private static final int END = 9;

  private final Node root = new Node("");

  /// A tree of an empty root.
  public DeviceTree() {}

  public Node root() {
    return root;
  }

  /// A node: properties, and nodes below it, in the order in which they were added. A property that
  /// is given twice keeps its last value.
  public static final class Node {

    private final String name;
    private final Map<String, byte[]> properties = new LinkedHashMap<>();
    private final List<Node> children = new ArrayList<>();

    private Node(String name) {
      this.name = name;
    }

    /// Adds a node below this one, and returns the new one.
    ///
    /// @param childName with its unit address, if it has one: `serial@10000000`
    public Node child(String childName) {
      Node child = new Node(childName);
      children.add(child);
      return child;
    }

    /// A property without a value.
    public Node flag(String property) {
      return bytes(property, new byte[0]);
    }

    /// A property of one or more texts, which contain no NUL.
    public Node text(String property, String... values) {
      ByteArrayOutputStream joined = new ByteArrayOutputStream();
      for (String value : values) {
        joined.writeBytes(terminated(value));
      }
      return bytes(property, joined.toByteArray());
    }

    /// A property of 32-bit cells; of each value the low 32 bits.
    public Node cells(String property, long... values) {
      ByteBuffer cells = ByteBuffer.allocate(4 * values.length);
      for (long value : values) {
        cells.putInt((int) value);
      }
      return bytes(property, cells.array());
    }

    /// A property of 64-bit numbers, two cells each.
    public Node wideCells(String property, long... values) {
      ByteBuffer cells = ByteBuffer.allocate(8 * values.length);
      for (long value : values) {
        cells.putLong(value);
      }
      return bytes(property, cells.array());
    }

    /// A property of any bytes.
    public Node bytes(String property, byte[] value) {
      properties.put(property, value.clone());
      return this;
    }
  }

  /// The tree as an operating system reads it.
  ///
  /// @param bootHart the hart on which it starts
  public byte[] flatten(int bootHart) {
    Flattening flattening = new Flattening();
    flattening.node(root);
    flattening.cell(END);
    byte[] structure = flattening.structure.toByteArray();
    byte[] strings = flattening.strings.toByteArray();
    int structureAt = HEADER_BYTES + RESERVATION_BYTES;
    int stringsAt = structureAt + structure.length;
    int total = stringsAt + strings.length;
    ByteBuffer blob = ByteBuffer.allocate(total);
    blob.putInt(MAGIC).putInt(total).putInt(structureAt).putInt(stringsAt).putInt(HEADER_BYTES);
    blob.putInt(VERSION).putInt(OLDEST_COMPATIBLE_VERSION).putInt(bootHart);
    blob.putInt(strings.length).putInt(structure.length);
    blob.put(structureAt, structure).put(stringsAt, strings);
    return blob.array();
  }

  private static byte[] terminated(String text) {
    if (text.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("a text of a device tree cannot contain NUL");
    }
    return (text + '\0').getBytes(StandardCharsets.UTF_8);
  }

  /// The two blocks that grow while the tree is walked: tokens, and the names that they refer to.
  private static final class Flattening {

    private final ByteArrayOutputStream structure = new ByteArrayOutputStream();
    private final ByteArrayOutputStream strings = new ByteArrayOutputStream();
    private final Map<String, Integer> positions = new LinkedHashMap<>();

    void node(Node node) {
      cell(BEGIN_NODE);
      padded(terminated(node.name));
      node.properties.forEach(this::property);
      node.children.forEach(this::node);
      cell(END_NODE);
    }

    private void property(String name, byte[] value) {
      cell(PROPERTY);
      cell(value.length);
      cell(positions.computeIfAbsent(name, this::newString));
      padded(value);
    }

    private int newString(String name) {
      int position = strings.size();
      strings.writeBytes(terminated(name));
      return position;
    }

    void cell(int value) {
      structure.writeBytes(ByteBuffer.allocate(4).putInt(value).array());
    }

    private void padded(byte[] bytes) {
      structure.writeBytes(bytes);
      structure.writeBytes(new byte[-bytes.length & 3]);
    }
  }
}
