package bohr.emulator.device.network;

import bohr.emulator.state.Digest;
import bohr.emulator.state.Fingerprinted;

/// An Ethernet frame without its check sequence.
///
/// @param bytes 14 to [#MOST_BYTES] of them; never changed
public record Frame(byte[] bytes) implements Fingerprinted {

  /// Header, VLAN tag and 1500 bytes of payload.
  public static final int MOST_BYTES = 1518;

  /// Destination, source and type.
  public static final int LEAST_BYTES = 14;

  /// Whether a frame can have so many bytes.
  public static boolean possible(long bytes) {
    return bytes >= LEAST_BYTES && bytes <= MOST_BYTES;
  }

  @Override
  public long fingerprint() {
    long hash = Digest.of(bytes.length);
    for (byte b : bytes) {
      hash = Digest.mix(hash, b);
    }
    return hash;
  }

  @Override
  public String toString() {
    return "frame of " + bytes.length + " bytes";
  }
}
