package bohr.emulator.ordering;

/// What an access is besides a load or store, as a set of bits.
public final class Order {

  /// Nothing.
  public static final int PLAIN = 0;

  /// Everything behind it stays behind it.
  public static final int ACQUIRE = 1;

  /// Everything before it stays before it.
  public static final int RELEASE = 2;

  /// An acquire stays behind earlier releases that are RCsc too.
  public static final int RCSC = 4;

  /// An LR, SC or AMO.
  public static final int EXCLUSIVE = 8;

  private Order() {}

  static boolean has(int order, int bits) {
    return (order & bits) == bits;
  }
}
