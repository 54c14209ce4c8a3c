package bohr.cli;

import bohr.emulator.device.Region;
import bohr.emulator.device.Setting;
import bohr.emulator.input.BadInput;
import bohr.emulator.oracle.Oracle;
import bohr.emulator.oracle.Oracles;
import bohr.emulator.scenario.Scenario;
import bohr.emulator.scenario.ScenarioReader;
import bohr.fuzz.Strategies;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `bohr list`: what there is.
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = "Lists scenarios, strategies, devices with their settings, and oracles.",
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:listed",
      "3:a plugin that cannot be used"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  bohr list",
      "  bohr list devices",
      "  bohr list devices --plugin mailbox.jar"
    })
final class ListCommand implements Callable<Integer> {

  /// What can be listed; the names are those that are typed.
  enum Topic { scenarios, strategies, devices, oracles }

  @Parameters(paramLabel = "TOPIC", arity = "0..1",
      description = "${COMPLETION-CANDIDATES}; all if not given.")
  private Topic topic;

  private final Terminal terminal;
  private final StringBuilder text = new StringBuilder();

  ListCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    for (Topic each : topic == null ? List.of(Topic.values()) : List.of(topic)) {
      if (topic == null) {
        text.append(text.isEmpty() ? "" : "\n").append(each).append(":\n");
      }
      switch (each) {
        case scenarios -> new Installation(terminal).scenarios().forEach(this::scenario);
        case strategies -> List.of(Strategies.values())
            .forEach(strategy -> row(strategy.toString(), strategy.meaning()));
        case devices -> devices();
        case oracles -> Oracles.all().forEach(this::oracle);
      }
    }
    terminal.print(text.toString());
    return ExitStatus.FINE;
  }

  /// A scenario that cannot be used is listed with the reason.
  private void scenario(String name, Path folder) {
    try {
      Scenario scenario = ScenarioReader.read(
          folder, null, List.of(), Oracles.names(), terminal.models());
      row(name, scenario.title());
      row("", "variants: " + String.join(", ", scenario.variants()));
    } catch (BadInput bad) {
      row(name, "cannot be used: " + bad.getMessage());
    }
  }

  private void devices() {
    terminal.models().byName().forEach((name, model) -> {
      row(name, model.summary());
      for (Setting setting : model.settings()) {
        row("  " + setting.name(), setting.meaning() + "; " + setting.allowed() + "; default "
            + setting.standard());
      }
      model.regions().forEach(this::region);
    });
  }

  private void region(Region region) {
    String registers = region.registers().stream().map(Region.Member::name)
        .collect(Collectors.joining(", "));
    row("  " + region.name(), "may have its own locking and register-order"
        + (registers.equals(region.name()) ? "" : "; so may " + registers));
  }

  private void oracle(Oracle oracle) {
    String number = oracle.number().isEmpty() ? "" : oracle.number() + ", ";
    row(oracle.name(), number + oracle.clause());
  }

  private void row(String name, String meaning) {
    text.append("  ").append(name).repeat(' ', Math.max(2, 26 - name.length()));
    text.append(meaning).append('\n');
  }
}
