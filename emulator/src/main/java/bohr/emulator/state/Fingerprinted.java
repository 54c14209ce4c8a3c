package bohr.emulator.state;

/// An immutable value that is part of the machine's state, such as the phase of a device thread.
public interface Fingerprinted {

  /// A hash of the value's contents that is the same on every JVM: equal values have equal
  /// fingerprints, and different values of one field have different ones (up to collisions).
  /// Make it with [Digest#of(long...)]; `hashCode` of records and enums will not do.
  long fingerprint();
}
