package bohr.emulator.device;

import bohr.emulator.state.Stateful;
import bohr.emulator.state.Walker;
import java.util.Arrays;

/// What the guest has sent over its UART and its virtio consoles, as it came: part of an
/// execution's outcome. Beyond [#LIMIT] bytes the text is dropped, so that a guest cannot fill the
/// host's memory.
public final class Console implements Stateful {

  /// The most bytes that are kept.
  public static final int LIMIT = 16 << 20;

  private byte[] bytes = new byte[256];
  private int length;

  /// Nothing sent yet.
  public Console() {}

  /// One more byte was sent.
  public void append(byte b) {
    if (length == LIMIT) {
      return;
    }
    if (length == bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.min(2 * length, LIMIT));
    }
    bytes[length++] = b;
  }

  /// How many bytes were sent.
  public int length() {
    return length;
  }

  /// What was sent, from byte number `from` on.
  public byte[] since(int from) {
    return Arrays.copyOfRange(bytes, from, length);
  }

  @Override
  public void walk(Walker walker) {
    length = walker.value(length);
    bytes = walker.bytes(bytes, length);
  }
}
