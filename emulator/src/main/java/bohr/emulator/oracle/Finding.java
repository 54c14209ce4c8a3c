package bohr.emulator.oracle;

/// One kind of wrong, as an oracle saw it first.
///
/// @param oracle the oracle's name
/// @param clause the rule that was broken, and where it is written
/// @param message what happened, in one line
/// @param agent the agent whose step it was; -1 if it was nobody's
/// @param place where it happened: a source line or symbol of the guest, or a part of a device
public record Finding(String oracle, String clause, String message, int agent, String place) {

  /// Two findings with the same signature count as one.
  public String signature() {
    return oracle + " at " + place;
  }
}
