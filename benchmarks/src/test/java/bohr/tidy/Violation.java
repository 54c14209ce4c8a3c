package bohr.tidy;

/// Something that a source should not have.
///
/// @param file path from the root of the repository
/// @param line of the file, from 1
/// @param what is wrong
/// @param instead what to do about it
record Violation(String file, long line, String what, String instead) {

  @Override
  public String toString() {
    return file + ":" + line + ": " + what + "; " + instead;
  }
}
