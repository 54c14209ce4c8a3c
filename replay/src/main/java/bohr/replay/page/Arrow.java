package bohr.replay.page;

/// Why one step could come only behind, or saw something of, an earlier step of another agent.
enum Arrow {
  READS_FROM("reads what was written"),
  UNSEEN("does not see what was written"),
  LOCK("lock handed over"),
  DOORBELL("doorbell"),
  MSI("MSI"),
  INTERRUPT("interrupt"),
  ARRIVED("data or completion arrives"),
  WAKES("enables");

  private final String label;

  Arrow(String label) {
    this.label = label;
  }

  /// For people.
  String label() {
    return label;
  }
}
