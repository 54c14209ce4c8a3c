package bohr.emulator.device.e1000e;

import bohr.emulator.device.network.Frame;
import bohr.emulator.state.Digest;
import bohr.emulator.state.Fingerprinted;
import java.util.Arrays;

/// A packet on its way out, as far as it has been fetched; of one that is segmented, its headers
/// and the segment in hand.
///
/// @param first the packet's first data descriptor, which says what shall be done to it
/// @param offload where and how
/// @param bytes what was fetched; never changed, and never longer than what can be sent and a byte
/// @param segment number of the segment in hand
record Assembly(TransmitDescriptor first, Offload offload, byte[] bytes, int segment)
    implements Fingerprinted {

  private static final int LEAST_FRAME = 60;
  private static final int ADDRESSES = 12;
  private static final int TAG_BYTES = 4;

  static Assembly begin(TransmitDescriptor first, Offload context) {
    Offload own = first.ownOffload();
    return new Assembly(first, own == null ? context : own, new byte[0], 0);
  }

  /// How many bytes still fit into the segment in hand.
  int room() {
    return first.segments() ? offload.frameBytes() - bytes.length : Integer.MAX_VALUE;
  }

  /// With more bytes; those that no frame could hold are forgotten.
  Assembly with(byte[] more) {
    int length = Math.min(bytes.length + more.length, Frame.MOST_BYTES + 1);
    byte[] all = Arrays.copyOf(bytes, length);
    System.arraycopy(more, 0, all, bytes.length, length - bytes.length);
    return new Assembly(first, offload, all, segment);
  }

  /// Ready for the next segment: the headers are kept.
  Assembly next() {
    byte[] headers = Arrays.copyOf(bytes, Math.min(bytes.length, offload.headerBytes()));
    return new Assembly(first, offload, headers, segment + 1);
  }

  /// The frame, as it goes out; null if it is too long or too short for one.
  Frame frame(boolean last, boolean pad, boolean tags) {
    byte[] frame = bytes.clone();
    if (first.segments()) {
      offload.number(frame, segment, last);
    }
    if (first.insertsIpChecksum()) {
      offload.insertIpChecksum(frame);
    }
    if (first.insertsChecksum() || first.ownOffload() != null) {
      offload.insertChecksum(frame, first.segments());
    }
    if (tags && first.insertsTag() && frame.length >= Frame.LEAST_BYTES) {
      frame = tagged(frame);
    }
    if (!Frame.possible(frame.length)) {
      return null;
    }
    return new Frame(
        pad && frame.length < LEAST_FRAME ? Arrays.copyOf(frame, LEAST_FRAME) : frame);
  }

  private byte[] tagged(byte[] frame) {
    byte[] longer = new byte[frame.length + TAG_BYTES];
    System.arraycopy(frame, 0, longer, 0, ADDRESSES);
    longer[ADDRESSES] = (byte) 0x81;
    longer[ADDRESSES + 2] = (byte) (first.tag() >>> 8);
    longer[ADDRESSES + 3] = (byte) first.tag();
    System.arraycopy(frame, ADDRESSES, longer, ADDRESSES + TAG_BYTES, frame.length - ADDRESSES);
    return longer;
  }

  @Override
  public long fingerprint() {
    long hash = Digest.of(first.fingerprint(), offload.fingerprint(), segment, bytes.length);
    for (byte b : bytes) {
      hash = Digest.mix(hash, b);
    }
    return hash;
  }

  @Override
  public String toString() {
    return bytes.length + " bytes";
  }
}
