package bohr.emulator.ordering;

/// A place that host threads share, mostly outside RAM: 8 bytes, a granule of its own.
public final class Cell {

  final long granule;

  /// The newest value.
  public long value;

  Cell(long granule, long value) {
    this.granule = granule;
    this.value = value;
  }
}
