package bohr.recorder;

import bohr.emulator.state.Digest;
import java.util.Arrays;

/// Some bytes that nobody can change: a guest image, a line typed at the console. Unlike an array,
/// equal when the contents are.
public final class Bytes {

  /// No bytes.
  public static final Bytes NONE = new Bytes(new byte[0]);

  private final byte[] bytes;

  private Bytes(byte[] bytes) {
    this.bytes = bytes;
  }

  /// A copy of `bytes`.
  public static Bytes of(byte... bytes) {
    return new Bytes(bytes.clone());
  }

  /// Takes `bytes` over; the caller must have made the array and must forget it.
  static Bytes owning(byte[] bytes) {
    return new Bytes(bytes);
  }

  public int length() {
    return bytes.length;
  }

  /// A copy as an array.
  public byte[] toArray() {
    return bytes.clone();
  }

  /// The contents without a copy, for the writer beside this class; it must not change them.
  byte[] shared() {
    return bytes;
  }

  /// A hash of contents and length that is the same on every JVM.
  public long digest() {
    long hash = Digest.EMPTY;
    for (byte b : bytes) {
      hash = Digest.mix(hash, b);
    }
    return Digest.mix(hash, bytes.length);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bytes that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return bytes.length + " bytes";
  }
}
