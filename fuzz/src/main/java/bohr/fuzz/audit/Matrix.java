package bohr.fuzz.audit;

import bohr.emulator.device.DeviceModel;
import bohr.emulator.device.Policies;
import bohr.emulator.device.Region;
import bohr.emulator.device.Setting;
import bohr.emulator.input.BadInput;
import bohr.emulator.ordering.MemoryModel;
import bohr.emulator.scenario.DeviceSpec;
import bohr.emulator.scenario.Scenario;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// Which cells an audit has.
///
/// How registers are ordered makes a difference only where there is no lock and memory is weak; so
/// these cells take the lock away from their subject, and have the memory model `rvwmo` if the
/// scenario's is `sc`.
final class Matrix {

  static final String LOCKING = "locking";
  static final String REGISTER_ORDER = "register-order";

  /// The policies that are audited when nobody says which, of those that there are.
  private static final List<String> STANDARD =
      List.of(LOCKING, REGISTER_ORDER, "msi", "dma", "ram-bar");

  private final Scenario scenario;
  private final List<String> policies;
  private final List<String> weak;

  /// @param asked the policies to audit; empty for the standard ones
  /// @throws BadInput if there are no devices, or none with one of the policies
  Matrix(Scenario scenario, List<String> asked) {
    this.scenario = scenario;
    if (scenario.devices().isEmpty()) {
      throw new BadInput(scenario.name(), "", "has no devices to audit");
    }
    Set<String> known = known();
    for (String policy : asked) {
      if (!known.contains(policy)) {
        throw new BadInput(scenario.name(), "--over", "no device here has a policy \"" + policy
            + "\"; there are: " + String.join(", ", known));
      }
    }
    policies = asked.isEmpty()
        ? STANDARD.stream().filter(known::contains).toList()
        : asked.stream().distinct().toList();
    boolean strong = scenario.memoryModel() == MemoryModel.SC;
    weak = strong ? List.of("memory-model=" + MemoryModel.RVWMO) : List.of();
  }

  /// Every setting of a device that has a closed set of values.
  private Set<String> known() {
    Set<String> known = new LinkedHashSet<>();
    for (DeviceSpec device : scenario.devices()) {
      device.model().settings().stream().filter(setting -> !setting.values().isEmpty())
          .forEach(setting -> known.add(setting.name()));
    }
    return known;
  }

  List<String> policies() {
    return policies;
  }

  /// The scenario as it is, also under the memory model of the cells about order.
  List<Cell> asItIs() {
    List<Cell> cells = new ArrayList<>();
    cells.add(new Cell.AsItIs(List.of()));
    if (policies.contains(REGISTER_ORDER) && !weak.isEmpty()) {
      cells.add(new Cell.AsItIs(weak));
    }
    return cells;
  }

  /// One policy of one subject each: device by device, and in it region by region and register by
  /// register.
  ///
  /// @param exercise which registers are accessed at all: there are no cells about others
  List<Cell.Alone> alone(Exercise exercise) {
    List<Cell.Alone> cells = new ArrayList<>();
    for (DeviceSpec device : scenario.devices()) {
      ofDevice(device, cells);
      for (Region region : device.model().regions()) {
        subjects(device, region).stream().filter(subject -> exercise.has(subject, region))
            .forEach(subject -> ofRegion(device, subject, cells));
      }
    }
    return cells;
  }

  /// The regions and registers that are not accessed, if their policies are asked for.
  List<Subject> untouched(Exercise exercise) {
    List<Subject> untouched = new ArrayList<>();
    for (DeviceSpec device : scenario.devices()) {
      for (Region region : device.model().regions()) {
        subjects(device, region).stream().filter(subject -> !exercise.has(subject, region))
            .forEach(untouched::add);
      }
    }
    boolean asked = policies.contains(LOCKING) || policies.contains(REGISTER_ORDER);
    return asked ? untouched : List.of();
  }

  /// The region and, if it has several, its registers.
  private static List<Subject> subjects(DeviceSpec device, Region region) {
    List<Subject> subjects = new ArrayList<>();
    subjects.add(new Subject(device.name(), region.name(), ""));
    if (!region.registers().getFirst().name().equals(region.name())) {
      region.registers().forEach(register ->
          subjects.add(new Subject(device.name(), region.name(), register.name())));
    }
    return subjects;
  }

  private void ofDevice(DeviceSpec device, List<Cell.Alone> cells) {
    Subject subject = Subject.of(device.name());
    for (String policy : policies) {
      for (Setting setting : device.model().settings()) {
        if (setting.name().equals(policy)) {
          add(device, subject, policy, setting.values(), cells);
        }
      }
    }
  }

  private void ofRegion(DeviceSpec device, Subject subject, List<Cell.Alone> cells) {
    for (Setting setting : Region.SETTINGS) {
      boolean of = policies.contains(setting.name()) && has(device.model(), setting.name());
      if (of) {
        List<String> values = setting.values().stream()
            .filter(value -> !value.equals(Policies.INHERIT)).toList();
        add(device, subject, setting.name(), values, cells);
      }
    }
  }

  private static boolean has(DeviceModel model, String policy) {
    return model.settings().stream().anyMatch(setting -> setting.name().equals(policy));
  }

  /// The value that a device has already is the scenario as it is.
  private void add(DeviceSpec device, Subject subject, String policy, List<String> values,
      List<Cell.Alone> cells) {
    for (String value : values) {
      String setting = subject.path() + "." + policy + "=" + value;
      if (policy.equals(REGISTER_ORDER)) {
        String unlocked = subject.path() + "." + LOCKING + "=none";
        List<String> settings =
            Stream.concat(Stream.of(unlocked, setting), weak.stream()).toList();
        cells.add(new Cell.Alone(subject, policy, value, settings));
      } else if (!value.equals(device.settings().get(policy))) {
        cells.add(new Cell.Alone(subject, policy, value, List.of(setting)));
      }
    }
  }

  /// The factors of combinations: for each device each policy, and each region; `locking` and
  /// `register-order` are one factor. The levels are what has no finding alone.
  static List<List<Cell.Alone>> factors(List<Cell.Alone> fine) {
    List<List<Cell.Alone>> factors = new ArrayList<>();
    for (Cell.Alone cell : fine) {
      if (!cell.subject().isRegister()) {
        factors.stream().filter(factor -> sameFactor(factor.getFirst(), cell)).findFirst()
            .orElseGet(() -> {
              factors.add(new ArrayList<>());
              return factors.getLast();
            }).add(cell);
      }
    }
    return factors;
  }

  private static boolean sameFactor(Cell.Alone one, Cell.Alone other) {
    return one.subject().equals(other.subject()) && kind(one).equals(kind(other));
  }

  private static String kind(Cell.Alone cell) {
    return cell.policy().equals(REGISTER_ORDER) ? LOCKING : cell.policy();
  }

  /// The combinations of levels, of which each factor may also have none. Those of one level alone
  /// are not among them.
  static List<Cell.Together> together(List<List<Cell.Alone>> factors) {
    List<Cell.Together> cells = new ArrayList<>();
    for (int[] row : Pairwise.rows(levels(factors))) {
      List<Cell.Alone> parts = new ArrayList<>();
      for (int factor = 0; factor < row.length; factor++) {
        if (row[factor] > 0) {
          parts.add(factors.get(factor).get(row[factor] - 1));
        }
      }
      if (parts.size() > 1) {
        cells.add(Cell.Together.of(cells.size() + 1, parts));
      }
    }
    return cells;
  }

  /// How many combinations there are.
  static long combinations(List<List<Cell.Alone>> factors) {
    return Pairwise.combinations(levels(factors));
  }

  private static int[] levels(List<List<Cell.Alone>> factors) {
    return factors.stream().mapToInt(factor -> factor.size() + 1).toArray();
  }
}
