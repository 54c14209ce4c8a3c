package bohr.fuzz.litmus;

import bohr.emulator.device.litmus.HostFence;
import bohr.emulator.device.litmus.LitmusLayout;
import bohr.emulator.device.litmus.Operation;
import bohr.emulator.device.litmus.Operation.Source.Constant;
import bohr.emulator.device.litmus.Operation.Source.Result;
import bohr.fuzz.litmus.LitmusTest.DeviceColumn;
import bohr.fuzz.litmus.LitmusTest.Location;
import bohr.fuzz.litmus.Programs.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/// Reads the columns of devices; docs/litmus.md has the grammar.
final class DevicePrograms {

  private static final int MOST = 16;

  /// The identity that harts have enabled in their interrupt files.
  private static final int IDENTITY = 1;

  private final Source source;
  private final Symbols symbols;
  private final int threads;

  /// @param threads how many harts there are
  DevicePrograms(Source source, Symbols symbols, int threads) {
    this.source = source;
    this.symbols = symbols;
    this.threads = threads;
  }

  /// Reads the cells of each device.
  List<DeviceColumn> read(List<List<Line>> columns) {
    List<DeviceColumn> devices = new ArrayList<>();
    for (List<Line> column : columns) {
      if (column.size() > MOST) {
        throw source.bad(column.getLast().position(), "more than " + MOST + " device operations");
      }
      List<Operation> program = column.stream().map(this::operation).toList();
      devices.add(new DeviceColumn(symbols.settings(devices.size()), program));
    }
    if (symbols.highestDevice() >= devices.size()) {
      throw source.bad(0, "there is no device D" + symbols.highestDevice());
    }
    return devices;
  }

  private Operation operation(Line line) {
    String[] words = line.text().split("[\\s,]+");
    return switch (words[0] + "/" + (words.length - 1)) {
      case "dma.w/2" -> write(words, false, line);
      case "dma.w.ro/2" -> write(words, true, line);
      case "dma.r/2" -> read(words, line);
      case "msi/1" -> new Operation.Msi(file(words[1], line), IDENTITY);
      case "msi/2" -> message(words, line);
      case "wait/1" -> new Operation.Await(register(words[1], line));
      case "read/2" -> look(words, line);
      case "write/2" -> change(words, line);
      case "smp_mb/0", "smp_rmb/0", "smp_wmb/0" ->
          new Operation.Fence(HostFence.valueOf(words[0].toUpperCase(java.util.Locale.ROOT)));
      default -> throw bad(line, Source.quote(line.text()) + " is nothing that a device can do");
    };
  }

  private Operation write(String[] words, boolean relaxed, Line line) {
    int location = location(words[1], line);
    int bytes = symbols.locations().get(location).bytes();
    return new Operation.DmaWrite(
        Layout.cell(location), bytes, value(words[2], line), relaxed);
  }

  private Operation read(String[] words, Line line) {
    int location = location(words[2], line);
    Location cell = symbols.locations().get(location);
    return new Operation.DmaRead(
        result(words[1], line), Layout.cell(location), cell.bytes(), cell.signed());
  }

  private Operation message(String[] words, Line line) {
    if (!(value(words[2], line) instanceof Constant(long data))) {
      throw bad(line, "the data of a message is a number");
    }
    return new Operation.Msi(Layout.cell(location(words[1], line)), (int) data);
  }

  private long file(String name, Line line) {
    boolean hart = name.matches("P[0-7]") && name.charAt(1) - '0' < threads;
    if (!hart) {
      throw bad(line, "a message goes to a thread, or to a location with data");
    }
    return DeviceNames.interruptFile(name.charAt(1) - '0');
  }

  private Operation look(String[] words, Line line) {
    int result = result(words[1], line);
    OptionalInt memory = LitmusLayout.memoryOffset(words[2]);
    return memory.isPresent() ? new Operation.ReadMemory(result, memory.getAsInt())
        : new Operation.ReadRegister(result, register(words[2], line));
  }

  private Operation change(String[] words, Line line) {
    Operation.Source value = value(words[2], line);
    OptionalInt memory = LitmusLayout.memoryOffset(words[1]);
    return memory.isPresent() ? new Operation.WriteMemory(memory.getAsInt(), value)
        : new Operation.WriteRegister(register(words[1], line), value);
  }

  private int location(String name, Line line) {
    if (!name.matches("[A-Za-z_]\\w*")) {
      throw bad(line, Source.quote(name) + " is no location");
    }
    return symbols.location(name, line.position());
  }

  private int register(String name, Line line) {
    return LitmusLayout.register(name).orElseThrow(
        () -> bad(line, "a device has no register " + Source.quote(name)));
  }

  private int result(String name, Line line) {
    if (!name.matches("r[0-7]")) {
      throw bad(line, Source.quote(name) + " in place of r0 to r7");
    }
    return name.charAt(1) - '0';
  }

  private Operation.Source value(String text, Line line) {
    if (text.matches("r[0-7]")) {
      return new Result(result(text, line));
    }
    try {
      return new Constant(Long.decode(text));
    } catch (NumberFormatException e) {
      throw bad(line, Source.quote(text) + " is neither a number nor r0 to r7");
    }
  }

  private RuntimeException bad(Line line, String reason) {
    return source.bad(line.position(), reason);
  }
}
