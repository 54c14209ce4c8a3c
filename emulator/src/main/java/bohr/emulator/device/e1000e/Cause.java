package bohr.emulator.device.e1000e;

/// Bits of ICR, ICS, IMS and IMC.
final class Cause {

  static final int TRANSMIT_WRITTEN_BACK = 1;
  static final int TRANSMIT_QUEUE_EMPTY = 1 << 1;
  static final int LINK_STATUS_CHANGE = 1 << 2;
  static final int RECEIVE_FEW_DESCRIPTORS = 1 << 4;
  static final int RECEIVE_OVERRUN = 1 << 6;
  static final int RECEIVED = 1 << 7;
  static final int MDIO_DONE = 1 << 9;
  static final int OTHER = 1 << 24;
  static final int ASSERTED = 1 << 31;

  /// All that ICS can set and IMS can enable; with RXSEQ, which never happens here, but which
  /// Linux's driver sets to see whether its MSI arrives.
  static final int ALL = 0x01f7_82df;

  /// Those that set OTHER as well: what is no queue's business.
  static final int OTHERS = 0x0007_8244;

  /// RXQ0, RXQ1, TXQ0, TXQ1 and OTHER: those that MSI-X messages are for.
  static final int VECTORED = 0x01f0_0000;

  /// Number of the lowest of [#VECTORED].
  static final int FIRST_VECTORED = 20;

  static final int VECTORED_COUNT = 5;

  private Cause() {}

  static int receiveQueue(int queue) {
    return 1 << FIRST_VECTORED + queue;
  }

  static int transmitQueue(int queue) {
    return 1 << FIRST_VECTORED + 2 + queue;
  }
}
