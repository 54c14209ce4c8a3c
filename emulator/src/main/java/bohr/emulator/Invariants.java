package bohr.emulator;

import bohr.emulator.Board.Unchanged;
import bohr.emulator.device.Device;
import bohr.emulator.input.BadInput;
import bohr.emulator.memory.Memory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
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
        HexFormat hex = HexFormat.of();
        return "byte " + (invariant.rule.offset() + first)
            + " of " + invariant.rule.device()
            + " was changed from 0x" + hex.toHexDigits(invariant.expected[first])
            + " to 0x" + hex.toHexDigits(actual[first]);
      }
    }
    violated = null;
    return "";
  }

  /// Where the violation is that [#violation()] has just found.
  String place() {
    if (violated == null) {
      return "";
    }
    long first = violated.rule.offset();
    long last = first + violated.rule.length() - 1;
    return violated.rule.device() + " contents " + first + "–" + last;
  }

  private byte[] contents(int at, int length) {
    byte[] bytes = new byte[length];
    memory.read(at, bytes, 0, length);
    return bytes;
  }
}
