package bohr.emulator;

import bohr.emulator.memory.Memory;
import bohr.emulator.state.Saved;

/// The whole state of a machine at one moment. Immutable; may be restored into any machine that was
/// built from the same board, by any thread.
public final class Snapshot {

  final Memory.Image memory;
  final Saved parts;
  final Verdict verdict;

  Snapshot(Memory.Image memory, Saved parts, Verdict verdict) {
    this.memory = memory;
    this.parts = parts;
    this.verdict = verdict;
  }

  /// How many bytes of memory this holds that `other` does not hold too; null holds nothing.
  public long bytesBeside(Snapshot other) {
    return memory.bytesBeside(other == null ? null : other.memory);
  }
}
