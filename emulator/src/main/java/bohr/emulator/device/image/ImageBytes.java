package bohr.emulator.device.image;

/// The bytes of an image file, wherever the caller keeps them: on the heap, or mapped. They never
/// change while a machine uses them.
public interface ImageBytes {

  /// How many there are.
  long length();

  /// Copies `count` bytes from `offset`, which lie inside, into `target`.
  void read(long offset, byte[] target, int at, int count);

  /// The bytes of an array.
  static ImageBytes of(byte[] bytes) {
    return new ImageBytes() {
      @Override
      public long length() {
        return bytes.length;
      }

      @Override
      public void read(long offset, byte[] target, int at, int count) {
        System.arraycopy(bytes, (int) offset, target, at, count);
      }
    };
  }
}
