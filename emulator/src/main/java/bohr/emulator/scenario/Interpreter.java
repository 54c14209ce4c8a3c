package bohr.emulator.scenario;

import bohr.emulator.boot.Elf;
import bohr.emulator.device.DeviceModel;
import bohr.emulator.hart.PteUpdate;
import bohr.emulator.interrupt.Aia;
import bohr.emulator.oracle.Oracles;
import bohr.emulator.ordering.MemoryModel;
import bohr.emulator.ordering.MemoryRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Makes a [Scenario] of the text of a description.
final class Interpreter {

  private static final List<String> KEYS = List.of("title", "harts", "memory", "memory-model",
      "instruction-fetch", "aia", "pte-update", "guest", "step-bound", "devices",
      "guest-parameters", "oracles", "end-state", "variants", "expect", "reference");
  private static final Pattern GUEST =
      Pattern.compile("(?!(.*/)?\\.\\.?(/|$))[\\w.-]{1,64}(/[\\w.-]{1,64}){0,4}");

  /// As many as have a bit in the set of enabled agents ([bohr.emulator.agent.Roster]).
  private static final int MOST_AGENTS = 64;

  /// As many as PLIC contexts and interrupt files are laid out for here.
  private static final int MOST_HARTS = 32;
  private static final long MOST_STEPS = 1_000_000_000_000L;

  private final String file;
  private final Function<Value, Elf> guests;
  private final Overrides overrides;
  private final List<String> overrideTexts;
  private final Set<String> knownOracles;
  private final SortedMap<String, DeviceModel> models;

  /// @param file the description's name, for messages
  /// @param guests reads the guest that the description names
  Interpreter(String file, Function<Value, Elf> guests, List<String> overrides,
      Set<String> knownOracles, SortedMap<String, DeviceModel> models) {
    this.file = file;
    this.guests = guests;
    this.overrides = new Overrides(file, overrides);
    this.overrideTexts = overrides;
    this.knownOracles = new TreeSet<>(knownOracles);
    this.models = models;
  }

  /// @param variant null for the standard one
  Scenario read(String name, String source, String variant) {
    YamlMap root = YamlParser.parse(file, source).asMap("a scenario");
    root.allowOnly(KEYS);
    String title = root.value("title").sentence("\"title\"", 200);
    String chosen = variant == null ? ScenarioReader.STANDARD_VARIANT : variant;
    MachineSettings machine = new MachineSettings(root.find("variants"), chosen, overrides);
    int harts = machine.read(root.value("harts"), "harts",
        value -> (int) value.number("\"harts\"", 1, MOST_HARTS));
    int memory = machine.read(root.value("memory"), "memory",
        value -> (int) value.size("\"memory\"", 64 << 10, 1 << 30, 4 << 10));
    MemoryModel model =
        machine.read(optional(root, "memory-model", "sc"), "memory-model", Interpreter::model);
    MemoryRules.Fetch fetch = machine.read(optional(root, "instruction-fetch", "coherent"),
        "instruction-fetch", value -> value.constant("\"instruction-fetch\"",
            MemoryRules.Fetch.values()));
    Aia aia = machine.read(optional(root, "aia", "none"), "aia",
        value -> value.constant("\"aia\"", Aia.values()));
    PteUpdate pteUpdate =
        machine.read(optional(root, "pte-update", "atomic"), "pte-update",
            value -> value.constant("\"pte-update\"", PteUpdate.values()));
    long stepBound = machine.read(root.value("step-bound"), "step-bound",
        value -> value.number("\"step-bound\"", 1, MOST_STEPS));
    Elf guest = guest(root.value("guest"), memory);
    Parts parts = new Parts(
        new DeviceReader(models).read(root.items("devices")), parameters(root, guest));
    List<String> variants = new Variants(parts).apply(root.get("variants"), chosen);
    for (Overrides.Override override : overrides.ofParts()) {
      parts.change(override.setting(), override.value(), Overrides.MACHINE).run();
    }
    checkAgents(root, harts, parts.devices());
    List<String> oracles = oracles(root.find("oracles"));
    return new Scenario(new Origin(name, source, chosen, overrideTexts), title, harts, memory,
        model, fetch, aia, pteUpdate, stepBound,
        parts.devices().values().stream().map(Device::spec).toList(), guest,
        parts.parameters().values(), oracles, variants, endState(root, parts.devices()),
        root.find("expect").map(node -> expectation(node.asMap("\"expect\""), oracles)),
        root.find("reference").map(Interpreter::reference).orElse(""));
  }

  /// A key's value, or the standard one where it is not given.
  private static Value optional(YamlMap root, String key, String standard) {
    return root.find(key).map(node -> node.asValue("\"" + key + "\""))
        .orElse(new Value(root.place(), standard));
  }

  private static MemoryModel model(Value value) {
    for (MemoryModel model : MemoryModel.values()) {
      if (model.toString().equals(value.text())) {
        return model;
      }
    }
    List<String> known = Stream.of(MemoryModel.values()).map(MemoryModel::toString).toList();
    throw value.place().bad(Names.unknown("memory model", value.text(), known));
  }

  private Elf guest(Value path, int memory) {
    if (!GUEST.matcher(path.text()).matches()) {
      throw path.must("\"guest\"", "a file inside the scenario's folder, such as guest.elf");
    }
    Elf guest = guests.apply(path);
    guest.checkFits(memory);
    return guest;
  }

  private static GuestParameters parameters(YamlMap root, Elf guest) {
    GuestParameters parameters = new GuestParameters(guest);
    for (YamlMap.Field field : root.fields("guest-parameters")) {
      String what = Names.quote(field.key().text());
      parameters.declare(field.key(), field.value().asValue(what));
    }
    return parameters;
  }

  /// Every hart, every thread of a device and every device's link is an agent.
  private static void checkAgents(YamlMap root, int harts, Map<String, Device> devices) {
    int agents = harts + devices.values().stream().mapToInt(Device::agents).sum();
    if (agents > MOST_AGENTS) {
      throw root.get("devices").place().bad(harts + " harts and " + devices.size()
          + " devices make " + agents + " agents; there may be " + MOST_AGENTS);
    }
  }

  /// Those that the file lists, or else the standard ones; and those of the command line.
  private List<String> oracles(Optional<YamlNode> node) {
    Set<String> chosen = new TreeSet<>();
    if (node.isEmpty()) {
      chosen.addAll(knownOracles);
      chosen.retainAll(Oracles.standard());
    } else {
      for (YamlNode item : node.get().asList("\"oracles\"").items()) {
        Value oracle = item.asValue("an oracle");
        if (!chosen.add(known(oracle))) {
          throw oracle.place().bad("the oracle " + Names.quote(oracle.text()) + " is listed twice");
        }
      }
    }
    overrides.oracles().forEach(oracle -> chosen.add(known(oracle)));
    return List.copyOf(chosen);
  }

  private String known(Value oracle) {
    if (!knownOracles.contains(oracle.text())) {
      throw oracle.place().bad(Names.unknown("oracle", oracle.text(), knownOracles));
    }
    return oracle.text();
  }

  private static List<EndState> endState(YamlMap root, Map<String, Device> devices) {
    List<EndState> states = new ArrayList<>();
    for (YamlNode item : root.items("end-state")) {
      YamlMap map = item.asMap("an item of \"end-state\"");
      map.allowOnly(List.of("device", "offset", "length", "unchanged"));
      Value device = map.value("device");
      if (!devices.containsKey(device.text())) {
        throw device.place().bad(Names.unknown("device", device.text(), devices.keySet()));
      }
      Value unchanged = map.value("unchanged");
      if (!unchanged.text().equals("true")) {
        throw unchanged.must("\"unchanged\"", "true");
      }
      states.add(new EndState(device.text(),
          (int) map.value("offset").number("\"offset\"", 0, Integer.MAX_VALUE),
          (int) map.value("length").number("\"length\"", 1, Integer.MAX_VALUE)));
    }
    return states;
  }

  private static Expectation expectation(YamlMap map, List<String> oracles) {
    map.allowOnly(List.of("oracle", "switches"));
    Value oracle = map.value("oracle");
    if (!oracles.contains(oracle.text())) {
      throw oracle.place().bad(Names.unknown("oracle of this scenario", oracle.text(), oracles));
    }
    OptionalInt switches = map.find("switches").isEmpty() ? OptionalInt.empty()
        : OptionalInt.of((int) map.value("switches").number("\"switches\"", 0, 1_000_000));
    return new Expectation(oracle.text(), switches);
  }

  private static String reference(YamlNode node) {
    return node.asValue("\"reference\"").sentence("\"reference\"", 4000);
  }
}
