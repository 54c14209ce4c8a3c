package bohr.cli;

import bohr.emulator.scenario.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/// Which variant of a scenario is meant, and what is changed about it.
final class ScenarioOptions {

  @Option(names = "--variant", paramLabel = "NAME",
      description = "The variant of the scenario; buggy if not given, fixed for an audit.")
  private String variant;

  @Option(names = "--set", paramLabel = "KEY=VALUE",
      description = "Changes a setting, such as edu.dma=per-beat; 'bohr list devices' shows them."
          + " May be repeated.")
  private List<String> settings = new ArrayList<>();

  @Option(names = "--memory-model", paramLabel = "MODEL",
      description = "Changes the order in which memory is seen, such as sc.")
  private String memoryModel;

  @Option(names = "--oracle", paramLabel = "NAME",
      description = "Has one more oracle watch, such as data-race; 'bohr list oracles' shows them."
          + " May be repeated.")
  private List<String> oracles = new ArrayList<>();

  ScenarioOptions() {}

  /// Reads the scenario that a user names.
  Scenario read(Terminal terminal, String named) {
    return read(terminal, named, List.of());
  }

  /// Reads the scenario that a user names, with more settings changed.
  Scenario read(Terminal terminal, String named, List<String> more) {
    return new Installation(terminal).scenario(named, variant, overrides(more));
  }

  /// The variant, if one is named.
  Optional<String> variant() {
    return Optional.ofNullable(variant);
  }

  /// All settings that are changed, `more` first.
  List<String> overrides(List<String> more) {
    List<String> overrides = new ArrayList<>(more);
    if (memoryModel != null) {
      overrides.add("memory-model=" + memoryModel);
    }
    oracles.forEach(oracle -> overrides.add("oracle=" + oracle));
    overrides.addAll(settings);
    return overrides;
  }
}
