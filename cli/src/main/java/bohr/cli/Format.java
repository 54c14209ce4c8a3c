package bohr.cli;

/// How a command says what it has to say.
enum Format {
  TEXT("text"),
  JSON("json");

  private final String text;

  Format(String text) {
    this.text = text;
  }

  /// As typed.
  @Override
  public String toString() {
    return text;
  }
}
