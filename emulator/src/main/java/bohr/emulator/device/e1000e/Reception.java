package bohr.emulator.device.e1000e;

import bohr.emulator.device.network.Frame;
import bohr.emulator.state.Digest;
import bohr.emulator.state.Fingerprinted;
import bohr.emulator.state.Text;
import java.util.Arrays;
import java.util.zip.CRC32;

/// A frame on its way into memory.
///
/// @param frame as it was on the wire, short ones filled up, without its check sequence
/// @param stored what the driver gets of it; never changed
/// @param status bits of an extended descriptor, but for DD and EOP
/// @param tag what was stripped
/// @param done how much of `stored` is in buffers that were written back
record Reception(Frame frame, byte[] stored, int status, int tag, int done)
    implements Fingerprinted {

  static final int DONE = 1;
  static final int END = 1 << 1;
  static final int TAGGED = 1 << 3;
  static final int UDP_CHECKED = 1 << 4;
  static final int TCP_UDP_CHECKED = 1 << 5;
  static final int IP_CHECKED = 1 << 6;
  static final int TCP_UDP_ERROR = 1 << 29;
  static final int IP_ERROR = 1 << 30;

  private static final int LEAST_FRAME = 60;
  private static final int TYPE_AT = 12;
  private static final int TAG_BYTES = 4;
  private static final int IP = 0x0800;
  private static final int VLAN = 0x8100;
  private static final int TCP = 6;
  private static final int UDP = 17;

  /// How the registers want a frame stored.
  ///
  /// @param stripSequence RCTL.SECRC
  /// @param stripTag CTRL.VME
  record Layout(boolean stripSequence, boolean stripTag, boolean ip, boolean tcpUdp) {

    /// Part of an access.
    static Layout of(RegisterFile registers) {
      return new Layout(
          registers.has(Reg.RCTL, Reg.RCTL_STRIP_CRC),
          registers.has(Reg.CTRL, Reg.CTRL_VLAN_MODE),
          registers.has(Reg.RXCSUM, Reg.RXCSUM_IP),
          registers.has(Reg.RXCSUM, Reg.RXCSUM_TCP_UDP));
    }
  }

  static Reception of(Frame frame, Layout layout) {
    byte[] wire =
        frame.bytes().length < LEAST_FRAME
            ? Arrays.copyOf(frame.bytes(), LEAST_FRAME)
            : frame.bytes();
    boolean tagged = layout.stripTag() && number(wire, TYPE_AT) == VLAN;
    byte[] bare = tagged ? untagged(wire) : wire;
    int status = (tagged ? TAGGED : 0) | checked(bare, layout);
    byte[] stored = layout.stripSequence() ? bare : withSequence(bare, wire);
    return new Reception(
        new Frame(wire), stored, status, tagged ? number(wire, TYPE_AT + 2) : 0, 0);
  }

  private static byte[] untagged(byte[] wire) {
    byte[] bare = new byte[wire.length - TAG_BYTES];
    System.arraycopy(wire, 0, bare, 0, TYPE_AT);
    System.arraycopy(wire, TYPE_AT + TAG_BYTES, bare, TYPE_AT, bare.length - TYPE_AT);
    return bare;
  }

  /// The check sequence is that of the frame on the wire (IEEE 802.3 §3.2.9).
  private static byte[] withSequence(byte[] bare, byte[] wire) {
    CRC32 crc = new CRC32();
    crc.update(wire);
    return Bytes.join(bare, Bytes.of((int) crc.getValue()));
  }

  private static int number(byte[] bytes, int at) {
    return (bytes[at] & 0xff) << 8 | bytes[at + 1] & 0xff;
  }

  /// Only IPv4 without fragments is looked into.
  private static int checked(byte[] frame, Layout layout) {
    int start = TYPE_AT + 2;
    if (number(frame, TYPE_AT) != IP || frame[start] >>> 4 != 4) {
      return 0;
    }
    int header = 4 * (frame[start] & 0xf);
    int end = start + number(frame, start + 2);
    if (header < 20 || end > frame.length || start + header > end) {
      return 0;
    }
    int status = 0;
    if (layout.ip()) {
      boolean right = InternetSum.of(frame, start, start + header, 0) == 0xffff;
      status |= right ? IP_CHECKED : IP_CHECKED | IP_ERROR;
    }
    boolean fragment = (number(frame, start + 6) & 0x3fff) != 0;
    return layout.tcpUdp() && !fragment
        ? status | checked(frame, start, start + header, end)
        : status;
  }

  private static int checked(byte[] frame, int ip, int start, int end) {
    int protocol = frame[ip + 9];
    int field = start + (protocol == TCP ? 16 : 6);
    if (protocol != TCP && protocol != UDP || field + 2 > end) {
      return 0;
    }
    if (protocol == UDP && number(frame, field) == 0) {
      return 0;
    }
    long seed = (long) protocol + (end - start);
    int addresses = InternetSum.of(frame, ip + 12, ip + 20, seed);
    int flag = protocol == UDP ? TCP_UDP_CHECKED | UDP_CHECKED : TCP_UDP_CHECKED;
    return InternetSum.of(frame, start, end, addresses) == 0xffff ? flag : flag | TCP_UDP_ERROR;
  }

  int left() {
    return stored.length - done;
  }

  Reception moved(int bytes) {
    return new Reception(frame, stored, status, tag, done + bytes);
  }

  /// What is written back for a buffer with `bytes` of the frame.
  byte[] descriptor(int bytes, long address, boolean extended) {
    int bits = DONE | (bytes == left() ? END | status : 0);
    long tagBits = (long) tag << 48;
    if (extended) {
      return Bytes.of(0, bits & 0xffff_ffffL | (long) bytes << 32 | tagBits);
    }
    long legacy = (bits & 0xffL) << 32 | (bits >>> 24 & 0xffL) << 40;
    return Bytes.of(address, bytes | legacy | tagBits);
  }

  @Override
  public long fingerprint() {
    long hash = Digest.of(frame.fingerprint(), status, tag, done, stored.length);
    for (byte b : stored) {
      hash = Digest.mix(hash, b);
    }
    return hash;
  }

  @Override
  public String toString() {
    return Text.format("%d of %d bytes", done, stored.length);
  }
}
