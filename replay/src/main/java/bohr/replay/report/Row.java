package bohr.replay.report;

/// A row of the table.
sealed interface Row {

  /// Something that an agent did, in its column.
  ///
  /// @param number of the first of its steps
  /// @param steps how many there are
  /// @param text what it did
  /// @param key equal for rows that do the same; two of them in a row can be folded
  /// @param like equal for rows that do the same to different things, as the beats of a DMA
  /// @param mark what stands at the margin, or ""
  record Did(long number, long steps, int agent, String text, String key, String like, String mark)
      implements Row {}

  /// A remark about rows above, in the column of their agent.
  record Folded(int agent, String text) implements Row {}

  /// A remark between slices.
  record Between(String text) implements Row {}
}
