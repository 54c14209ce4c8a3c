package bohr.emulator.state;

/// The form in which a value that is no record itself is written down: a record that can become it
/// again.
public interface Surrogate extends Fingerprinted {

  /// The value that this stands for.
  ///
  /// @throws IllegalArgumentException if it can stand for none
  Surrogated original();

  /// A value that is written down as a [Surrogate].
  interface Surrogated extends Fingerprinted {

    /// What to write down in its place.
    Surrogate surrogate();
  }

  @Override
  default long fingerprint() {
    return original().fingerprint();
  }
}
