package bohr.emulator;

import bohr.emulator.memory.Memory;
import bohr.emulator.state.StateCodec;
import bohr.emulator.state.StateCodec.BadState;

/// The state of a machine as it is written down: everything but memory, whose log of changes is the
/// rest ([Memory#beginLog()]).
public final class WrittenState {

  private WrittenState() {}

  /// The state of everything but memory.
  public static byte[] of(Machine machine) {
    return StateCodec.encode(machine.saved(), machine.valueTypes());
  }

  /// The memory of a machine.
  public static Memory memory(Machine machine) {
    return machine.memory();
  }

  /// Makes everything but memory what it was when `state`, of any origin, was written down, in an
  /// execution that had not ended. If that fails, the machine is of no more use.
  ///
  /// @throws BadState if it is no state of a machine like this one
  public static void restore(Machine machine, byte[] state) {
    try {
      if (!machine.load(StateCodec.decode(state, machine.valueTypes()), null)) {
        throw new BadState("is of a larger machine");
      }
    } catch (IndexOutOfBoundsException | ClassCastException | NullPointerException e) {
      throw new BadState("is not of this machine");
    }
  }
}
