package bohr.replay.gdb;

/// A request that cannot be done; the reply is its error number.
final class BadPacket extends RuntimeException {

  private static final long serialVersionUID = 1;

  /// The packet makes no sense.
  static final int MALFORMED = 0x01;

  /// There is nothing at the address (EFAULT).
  static final int NOWHERE = 0x0e;

  /// There is no such thing (EINVAL).
  static final int NO_SUCH = 0x16;

  /// More than there is room for (ENOSPC).
  static final int TOO_MANY = 0x1c;

  /// An execution that was recorded is not changed (EROFS).
  static final int READ_ONLY = 0x1e;

  private final int number;

  BadPacket(int number) {
    super("E" + number, null, false, false);
    this.number = number;
  }

  int number() {
    return number;
  }
}
