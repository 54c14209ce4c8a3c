package bohr.fuzz.litmus;

/// What the author of a test expected.
public record Condition(Quantifier quantifier, Proposition proposition) {

  /// Of how many final states the proposition is said to hold.
  public enum Quantifier {
    EXISTS("exists", "Allowed"),
    NOT_EXISTS("~exists", "Forbidden"),
    FORALL("forall", "Required");

    private final String text;
    private final String kind;

    Quantifier(String text, String kind) {
      this.text = text;
      this.kind = kind;
    }

    /// What a log calls tests of this kind.
    public String kind() {
      return kind;
    }

    /// As written in a test.
    @Override
    public String toString() {
      return text;
    }
  }

  /// Whether it is as the author expected.
  ///
  /// @param positive in how many final states the proposition holds
  /// @param negative and in how many not
  boolean holds(int positive, int negative) {
    return switch (quantifier) {
      case EXISTS -> positive > 0;
      case NOT_EXISTS -> positive == 0;
      case FORALL -> negative == 0;
    };
  }
}
