package bohr.emulator.state;

/// A component of the machine whose whole state can be walked.
///
/// The same walk saves, restores and hashes, so the three cannot disagree: a field that is walked
/// is in the snapshot *and* in the digest, and one that is not walked is in neither.
public interface Stateful {

  /// Shows every field of the state to `walker`, always in the same order, and takes back what the
  /// walker returns:
  ///
  /// ```java
  /// count = walker.value(count);
  /// ```
  void walk(Walker walker);
}
