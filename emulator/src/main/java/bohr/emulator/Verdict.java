package bohr.emulator;

import bohr.emulator.oracle.Finding;

/// How an execution ended.
public sealed interface Verdict {

  /// The guest said that it is done, and no oracle objected.
  ///
  /// @param status what the guest gave, 0 for success
  record Done(long status) implements Verdict {}

  /// An oracle saw something wrong.
  record Found(Finding finding) implements Verdict {}

  /// Nothing can move any more, and no work is pending.
  record Asleep() implements Verdict {}

  /// The step bound was reached, and no oracle objected.
  record Exhausted(long steps) implements Verdict {}
}
