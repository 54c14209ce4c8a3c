package bohr.emulator.device.image;

import java.util.Arrays;

/// The bytes of an image file, wherever the caller keeps them: on the heap, or mapped. They never
/// change while a machine uses them.
public interface ImageBytes {

  /// How many there are.
  long length();

  /// Copies `count` bytes from `offset`, which lie inside, into `target`.
  void read(long offset, byte[] target, int at, int count);

  /// As the other one, from any offset; `beyond` stands for what is behind the end.
  default void read(long offset, byte[] target, int at, int count, byte beyond) {
    int present = Math.clamp(length() - offset, 0, count);
    if (present > 0) {
      read(offset, target, at, present);
    }
    Arrays.fill(target, at + present, at + count, beyond);
  }

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
