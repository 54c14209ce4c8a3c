package bohr.emulator.device.virtio;

/// A descriptor as it stands in memory, of either format: the two agree in all but the last fields
/// (virtio 1.2 §2.7.5, §2.8.13).
///
/// @param next split: the index of the next one; packed: the buffer id
record Element(long address, long length, int flags, int next) {

  private static final int NEXT = 1;
  private static final int WRITE = 2;
  private static final int INDIRECT = 4;

  /// A descriptor {address, length, flags, next}.
  static Element split(byte[] bytes) {
    return new Element(
        Bytes.get(bytes, 0, 8),
        Bytes.get(bytes, 8, 4),
        (int) Bytes.get(bytes, 12, 2),
        (int) Bytes.get(bytes, 14, 2));
  }

  /// A descriptor {address, length, id, flags}.
  static Element packed(byte[] bytes) {
    return new Element(
        Bytes.get(bytes, 0, 8),
        Bytes.get(bytes, 8, 4),
        (int) Bytes.get(bytes, 14, 2),
        (int) Bytes.get(bytes, 12, 2));
  }

  boolean hasNext() {
    return (flags & NEXT) != 0;
  }

  boolean isIndirect() {
    return (flags & INDIRECT) != 0;
  }

  Segment segment() {
    return new Segment(address, length, (flags & WRITE) != 0);
  }
}
