package bohr.emulator.hart;

/// Shifts to the right that do not lose whether there was anything: the lowest bit of the result is
/// *sticky*, set if it or any bit that was shifted out is.
final class Sticky {

  private Sticky() {}

  /// 1 if there is any bit in `lost`.
  static long bit(long lost) {
    return lost == 0 ? 0 : 1;
  }

  /// Shifts by any number of places from 0 on.
  static long shiftRight(long value, int places) {
    return places == 0
        ? value
        : places < 64 ? value >>> places | bit(value << -places) : bit(value);
  }

  /// The low half of the 128 bits `high:low`, shifted by any number of places from 0 on.
  static long shiftRightLow(long high, long low, int places) {
    return places >= 64
        ? shiftRight(high, places - 64) | bit(low)
        : places == 0 ? low : high << -places | shiftRight(low, places);
  }
}
