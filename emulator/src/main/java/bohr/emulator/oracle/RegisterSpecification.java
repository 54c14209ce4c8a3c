package bohr.emulator.oracle;

import java.util.OptionalLong;

/// What a block of registers does when one access is made after the other: its sequential
/// specification. It has no state of its own.
public interface RegisterSpecification {

  /// The state after power-on, in words whose number never changes.
  long[] atPowerOn();

  /// The device is reset.
  ///
  /// @param state what it changes
  default void reset(long[] state) {
    System.arraycopy(atPowerOn(), 0, state, 0, state.length);
  }

  /// An access takes effect.
  ///
  /// @param state what it changes
  /// @return what a load gives, any value for a store; empty if the access can take no effect in
  ///     this state, because it would have to look at the clock and has not
  OptionalLong apply(long[] state, RegisterAccess access);
}
