package bohr.fuzz.audit;

/// Told how an audit goes on, by the thread that runs it.
@FunctionalInterface
public interface AuditListener {

  /// Nobody listens.
  AuditListener SILENT = progress -> {};

  /// How far it is.
  ///
  /// @param cells how many have their answer
  /// @param known how many there are, as far as is known: what is combined depends on the answers
  /// @param races how many of the answers are races
  record Progress(int cells, int known, int races) {}

  /// Told several times a second.
  void progress(Progress now);
}
