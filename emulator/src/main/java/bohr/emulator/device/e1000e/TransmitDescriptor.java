package bohr.emulator.device.e1000e;

import bohr.emulator.state.Digest;
import bohr.emulator.state.Fingerprinted;
import bohr.emulator.state.Text;

/// A transmit descriptor, of any of its three layouts: legacy, or extended with context or data.
///
/// @param at where in guest memory it is
record TransmitDescriptor(long at, long low, long high) implements Fingerprinted {

  static final int BYTES = 16;

  /// Where in a descriptor its status is written back.
  static final int STATUS_AT = 12;

  static final int DONE = 1;

  private static final int COMMAND_SHIFT = 24;
  private static final int END_OF_PACKET = 1;
  private static final int INSERT_CHECKSUM = 4;
  private static final int SEGMENT = 4;
  private static final int REPORT_STATUS = 8;
  private static final int EXTENDED = 0x20;
  private static final int TAG = 0x40;
  private static final int OPTION_IP = 1;
  private static final int OPTION_TCP_UDP = 2;

  private int command() {
    return (int) (high >>> COMMAND_SHIFT) & 0xff;
  }

  private boolean extended() {
    return (command() & EXTENDED) != 0;
  }

  boolean isContext() {
    return extended() && (high >>> 20 & 0xf) == 0;
  }

  /// What the descriptor sets up, if it is a context.
  Offload context() {
    return new Offload(low, high);
  }

  /// Bytes of its buffer.
  int length() {
    return (int) high & (extended() ? 0xf_ffff : 0xffff);
  }

  boolean endsPacket() {
    return (command() & END_OF_PACKET) != 0;
  }

  boolean reportsStatus() {
    return (command() & REPORT_STATUS) != 0;
  }

  boolean segments() {
    return extended() && (command() & SEGMENT) != 0;
  }

  boolean insertsIpChecksum() {
    return extended() && (high >>> 40 & OPTION_IP) != 0;
  }

  boolean insertsChecksum() {
    return extended() && (high >>> 40 & OPTION_TCP_UDP) != 0;
  }

  /// The offload that a legacy descriptor asks for itself; null for none.
  Offload ownOffload() {
    boolean asks = !extended() && (command() & INSERT_CHECKSUM) != 0;
    int start = (int) (high >>> 40) & 0xff;
    int field = (int) (high >>> 16) & 0xff;
    return asks ? Offload.checksum(start, field) : null;
  }

  boolean insertsTag() {
    return (command() & TAG) != 0;
  }

  int tag() {
    return (int) (high >>> 48);
  }

  /// The upper four bytes, as they are written back.
  int status() {
    return (int) (high >>> 32) | DONE;
  }

  @Override
  public long fingerprint() {
    return Digest.of(at, low, high);
  }

  @Override
  public String toString() {
    return Text.format("descriptor at 0x%x", at);
  }
}
