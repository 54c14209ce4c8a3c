package bohr.fuzz.litmus;

import bohr.emulator.device.Settings;
import bohr.emulator.device.litmus.Operation;
import java.util.List;
import java.util.Optional;

/// A litmus test, read and assembled.
///
/// @param file what messages call the file that it was read from
/// @param devices with at least one, the test runs on a whole machine
/// @param keys what a final state is made of
/// @param printed the numbers of the keys that are printed, in this order; others are only there
///     for the filter
public record LitmusTest(
    String file,
    String name,
    List<Location> locations,
    List<Program> programs,
    List<DeviceColumn> devices,
    List<Key> keys,
    List<Integer> printed,
    Optional<Proposition> filter,
    Condition condition) {

  /// A location in memory.
  ///
  /// @param bytes 1, 2, 4 or 8
  /// @param signed whether its value is sign-extended where it is shorter than 8 bytes
  public record Location(String name, int bytes, boolean signed, long initial) {

    /// The value of a cell that holds `bits` in its low bytes.
    long value(long bits) {
      int unused = Long.SIZE - Byte.SIZE * bytes;
      return signed ? bits << unused >> unused : bits << unused >>> unused;
    }
  }

  /// What a thread runs.
  ///
  /// @param registers initial values of x0 to x31
  /// @param code the instruction words; behind them the thread ends
  public record Program(List<Long> registers, List<Integer> code) {}

  /// A device, in the slot of its number.
  ///
  /// @param settings of the litmus device, complete
  public record DeviceColumn(Settings settings, List<Operation> program) {}

  /// Copies the lists.
  public LitmusTest {
    locations = List.copyOf(locations);
    programs = List.copyOf(programs);
    devices = List.copyOf(devices);
    keys = List.copyOf(keys);
    printed = List.copyOf(printed);
  }

  /// Whether a final state is one of those that the test is about.
  boolean admits(long[] state) {
    return filter.isEmpty() || filter.get().holds(state);
  }

  /// The printed part of a final state, as one line.
  public String line(long[] state) {
    StringBuilder line = new StringBuilder();
    for (int key : printed) {
      line.append(line.isEmpty() ? "" : " ").append(name(keys.get(key))).append('=');
      line.append(value(state[key])).append(';');
    }
    return line.toString();
  }

  /// As the log of a test writes it.
  String name(Key key) {
    return switch (key) {
      case Key.Register register -> register.thread() + ":x" + register.number();
      case Key.Cell cell -> "[" + locations.get(cell.location()).name() + "]";
      case Key.Result result -> "D" + result.device() + ":r" + result.number();
      case Key.DeviceMemory word -> "D" + word.device() + ":ram" + word.number();
    };
  }

  /// A number, or the location whose address it is.
  String value(long value) {
    int location = Layout.location(value, locations.size());
    return location < 0 ? Long.toString(value) : locations.get(location).name();
  }
}
