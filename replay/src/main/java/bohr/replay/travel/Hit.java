package bohr.replay.travel;

/// Somebody passed a breakpoint, or touched what is watched.
///
/// @param step number of the step that did it, counted from 1 at reset
/// @param agent whose step it was
/// @param kind what happened
/// @param address of the instruction, as its hart sees it; or of the first byte touched, physical
/// @param length bytes touched; 0 for an instruction
public record Hit(long step, int agent, Kind kind, long address, int length) {

  /// What may happen.
  public enum Kind {
    /// A hart executes an instruction.
    INSTRUCTION,
    READ,
    WRITE
  }
}
