package bohr.emulator;

import bohr.emulator.Board.Unchanged;
import bohr.emulator.device.Device;
import bohr.emulator.input.BadInput;
import bohr.emulator.memory.Memory;
import bohr.emulator.state.Text;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The end-state invariants of a board, with what the devices held at power-on.
final class Invariants {

  private final Memory memory;
  private final List<Invariant> invariants = new ArrayList<>();
  private Invariant violated;

  private record Invariant(Unchanged rule, int at, byte[] expected) {}

  Invariants(Memory memory) {
    this.memory = memory;
  }

  /// Adds a rule about `device`, which is in its state after power-on.
  void add(Unchanged rule, Device device) {
    int bytes = device.contentsBytes();
    if (rule.offset() < 0 || rule.length() < 1 || rule.offset() > bytes - rule.length()) {
      String place = "end-state of " + rule.device();
      throw new BadInput("scenario", place, "the device's contents are " + bytes + " bytes");
    }
    int at = device.contentsAt() + (int) rule.offset();
    invariants.add(new Invariant(rule, at, contents(at, (int) rule.length())));
  }

  /// Which invariant does not hold, in words; empty if all do.
  String violation() {
    for (Invariant invariant : invariants) {
      byte[] actual = contents(invariant.at, invariant.expected.length);
      int first = Arrays.mismatch(invariant.expected, actual);
      if (first >= 0) {
        violated = invariant;
        return Text.format(
            "byte %d of %s was changed from 0x%02x to 0x%02x",
            invariant.rule.offset() + first,
                invariant.rule.device(),
                invariant.expected[first],
                actual[first]);
      }
    }
    violated = null;
    return "";
  }

  /// Where the violation is that [#violation()] has just found.
  String place() {
    return violated == null
        ? ""
        : Text.format("%s contents %d–%d", violated.rule.device(),
                violated.rule.offset(),
                violated.rule.offset() + violated.rule.length() - 1);
  }

  private byte[] contents(int at, int length) {
    byte[] bytes = new byte[length];
    memory.read(at, bytes, 0, length);
    return bytes;
  }
}
