package bohr.emulator.agent;

/// Why an agent stopped taking steps.
public enum StopReason {
  /// It took as many steps as it was allowed.
  LIMIT,
  /// It is no longer enabled: it waits for another agent, or has nothing to do.
  BLOCKED,
  /// It could go on but says that others should (a `pause` in a polling loop).
  YIELDED,
  /// Its last step enabled another agent, which a scheduler may prefer.
  WOKE,
  /// The guest asked for a snapshot here (the `snapshot` hint).
  SNAPSHOT,
  /// The execution is over.
  ENDED
}
