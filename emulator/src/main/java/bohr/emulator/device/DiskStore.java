package bohr.emulator.device;

import bohr.emulator.memory.Memory;

/// The bytes of a disk: its buffer of eight sectors, and behind it the medium. Both are bulk memory
/// of the machine, so snapshots share what did not change.
final class DiskStore {

  static final int SECTOR_BYTES = 512;
  static final int BUFFER_BYTES = 8 * SECTOR_BYTES;

  private static final int NOBODY = -1;

  private final Memory memory;
  private final int buffer;
  private final int medium;
  private final int sectors;

  /// Formats the medium: sector n is filled with the byte n + 1.
  DiskStore(Memory memory, int bulk, int sectors) {
    this.memory = memory;
    this.sectors = sectors;
    buffer = bulk;
    medium = bulk + BUFFER_BYTES;
    for (int i = 0; i < sectors * SECTOR_BYTES; i++) {
      memory.store8(medium + i, (byte) (i / SECTOR_BYTES + 1), NOBODY);
    }
  }

  /// Offset of the medium in the machine's memory.
  int medium() {
    return medium;
  }

  int sectors() {
    return sectors;
  }

  /// Medium to buffer.
  void fetch(int lba, int count) {
    copy(medium + lba * SECTOR_BYTES, buffer, count);
  }

  /// Buffer to medium.
  void commit(int lba, int count) {
    copy(buffer, medium + lba * SECTOR_BYTES, count);
  }

  private void copy(int from, int to, int count) {
    byte[] bytes = new byte[count * SECTOR_BYTES];
    memory.read(from, bytes, 0, bytes.length);
    memory.write(to, bytes, 0, bytes.length, NOBODY);
  }

  byte[] buffered(int offset, int length) {
    byte[] bytes = new byte[length];
    memory.read(buffer + offset, bytes, 0, length);
    return bytes;
  }

  void fill(int offset, byte[] data) {
    memory.write(buffer + offset, data, 0, data.length, NOBODY);
  }

  static byte[] littleEndian(long value) {
    byte[] bytes = new byte[8];
    for (int i = 0; i < 8; i++) {
      bytes[i] = (byte) (value >>> 8 * i);
    }
    return bytes;
  }
}
