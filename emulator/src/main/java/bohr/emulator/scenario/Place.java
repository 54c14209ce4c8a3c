package bohr.emulator.scenario;

import bohr.emulator.input.BadInput;

/// Where a piece of input stands, so that a mistake in it is reported there.
///
/// @param file the file as the user knows it
/// @param where `line 4, column 7`, or `--set edu.dma=mapped`
record Place(String file, String where) {

  /// A place in a file; line and column count from 0 here and from 1 for people.
  static Place at(String file, int line, int column) {
    return new Place(file, "line " + (line + 1) + ", column " + (column + 1));
  }

  /// What to throw when the input here is wrong.
  BadInput bad(String reason) {
    return new BadInput(file, where, reason);
  }
}
