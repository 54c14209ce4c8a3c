package bohr.emulator.boot;

/// Debug information that makes no sense. Checked, so that the compiler proves that it never leaves
/// the package: a guest with broken debug information runs, without source lines.
final class Malformed extends Exception {

  private static final long serialVersionUID = 1;

  Malformed(String reason) {
    super(reason, null, false, false);
  }
}
