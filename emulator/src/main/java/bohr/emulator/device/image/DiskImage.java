package bohr.emulator.device.image;

/// What a disk holds before the guest writes to it. Immutable, so that machines may share it; the
/// caller brings its bytes, and the machine opens no file.
public interface DiskImage {

  /// Bytes in a sector.
  int SECTOR_BYTES = 512;

  /// The size of the disk as the guest sees it, a multiple of [#SECTOR_BYTES].
  long bytes();

  /// Copies `length` bytes from `offset`, which lie inside, into `target`.
  void read(long offset, byte[] target, int at, int length);

  /// A disk of `sectors` sectors in which every byte of sector n is n + 1.
  static DiskImage formatted(int sectors) {
    return new DiskImage() {
      @Override
      public long bytes() {
        return (long) sectors * SECTOR_BYTES;
      }

      @Override
      public void read(long offset, byte[] target, int at, int length) {
        for (int i = 0; i < length; i++) {
          target[at + i] = (byte) ((offset + i) / SECTOR_BYTES + 1);
        }
      }
    };
  }

  /// A disk with `contents`, which must not change any more; zeroes complete the last sector.
  static DiskImage raw(ImageBytes contents) {
    return new DiskImage() {
      @Override
      public long bytes() {
        return contents.length() + SECTOR_BYTES - 1 & -SECTOR_BYTES;
      }

      @Override
      public void read(long offset, byte[] target, int at, int length) {
        contents.read(offset, target, at, length, (byte) 0);
      }
    };
  }
}
