package bohr.cli;

/// What the process says when it ends (DESIGN.md §7); others script against it.
final class ExitStatus {

  /// Nothing wrong; for `replay`: reproduced exactly as recorded.
  static final int FINE = 0;

  /// A finding; for `replay`: the recorded one did not come back.
  static final int FINDING = 1;

  /// The command line makes no sense.
  static final int USAGE = 2;

  /// A scenario, ELF or trace that cannot be used.
  static final int BAD_INPUT = 3;

  /// A replay and its trace disagree.
  static final int DIVERGENCE = 4;

  /// Bohr is wrong.
  static final int INTERNAL = 70;

  private ExitStatus() {}
}
