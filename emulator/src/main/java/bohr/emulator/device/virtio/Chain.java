package bohr.emulator.device.virtio;

import bohr.emulator.state.Digest;
import bohr.emulator.state.Fingerprinted;
import java.util.ArrayList;
import java.util.List;

/// A buffer that the driver made available: first what the device may read, then what it may write
/// (virtio 1.2 §2.6). Immutable; grows while its descriptors are fetched.
///
/// @param id what the device gives back: the head's index, or the buffer id of a packed ring
/// @param slots how many descriptors of the ring it takes
/// @param segments in order
record Chain(int id, int slots, List<Segment> segments) implements Fingerprinted {

  static final Chain EMPTY = new Chain(0, 0, List.of());

  /// Where one beat of a transfer goes.
  record Piece(long address, int length) {}

  /// With one more descriptor of the ring.
  Chain slot(int newId) {
    return new Chain(newId, slots + 1, segments);
  }

  /// With one more segment at the end; an empty one adds nothing.
  Chain with(Segment segment) {
    if (segment.length() == 0) {
      return this;
    }
    List<Segment> more = new ArrayList<>(segments.size() + 1);
    more.addAll(segments);
    more.add(segment);
    return new Chain(id, slots, more);
  }

  /// Whether `segment` may follow: nothing readable comes behind something writable (§2.7.4.2).
  boolean accepts(Segment segment) {
    return segment.writable() || segments.isEmpty() || !segments.getLast().writable();
  }

  /// How many bytes the device may read, or write.
  long bytes(boolean writable) {
    long sum = 0;
    for (Segment segment : segments) {
      sum += segment.writable() == writable ? segment.length() : 0;
    }
    return sum;
  }

  /// The beat of at most `length` bytes at `position` of the readable or writable part, which has
  /// that many. It ends with its segment, and at the next multiple of `maxPayload`.
  Piece piece(boolean writable, long position, int length, int maxPayload) {
    long left = position;
    for (Segment segment : segments) {
      if (segment.writable() != writable) {
        continue;
      }
      if (left < segment.length()) {
        long address = segment.address() + left;
        long most = maxPayload - Long.remainderUnsigned(address, maxPayload);
        return new Piece(address, (int) Math.min(Math.min(length, most), segment.length() - left));
      }
      left -= segment.length();
    }
    throw new IllegalArgumentException("position " + position + " is behind the buffer's end");
  }

  @Override
  public long fingerprint() {
    long hash = Digest.of(id, slots, segments.size());
    for (Segment segment : segments) {
      hash = Digest.mix(hash, segment.fingerprint());
    }
    return hash;
  }

  @Override
  public String toString() {
    return "buffer %d: %d to read, %d to write".formatted(id, bytes(false), bytes(true));
  }
}
