package bohr.emulator.oracle;

/// An access of a hart to a block of registers.
///
/// @param store whether it is a store
/// @param offset of the register in the block
/// @param size in bytes
/// @param value what is stored; 0 of a load
/// @param time the step at which it looked at the clock; negative if it has not
public record RegisterAccess(boolean store, int offset, int size, long value, long time) {

  /// One that has not looked at the clock.
  public RegisterAccess(boolean store, int offset, int size, long value) {
    this(store, offset, size, value, -1);
  }

  RegisterAccess at(long step) {
    return new RegisterAccess(store, offset, size, value, step);
  }
}
