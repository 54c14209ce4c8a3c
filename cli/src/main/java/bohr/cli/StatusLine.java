package bohr.cli;

/// One line on the terminal that says how long work goes on; nothing at all in a pipe.
record StatusLine(Terminal terminal) {

  private static final String CLEAR = "\r\u001b[K";

  /// Puts `line` in place of the last one.
  void show(String line) {
    if (terminal.errIsTerminal()) {
      String fitted = line.substring(0, Math.min(line.length(), terminal.width() - 1));
      terminal.err().print(CLEAR + fitted);
      terminal.err().flush();
    }
  }

  /// Takes the line away.
  void clear() {
    show("");
  }
}
