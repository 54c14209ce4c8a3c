package bohr.benchmarks;

import bohr.emulator.oracle.Oracles;
import bohr.emulator.scenario.Scenario;
import bohr.emulator.scenario.ScenarioReader;
import bohr.fuzz.Campaign;
import bohr.fuzz.CampaignListener;
import bohr.fuzz.CampaignOptions;
import bohr.fuzz.CampaignResult;
import bohr.fuzz.Discovery;
import bohr.fuzz.minimize.Minimizer;
import bohr.fuzz.target.Target;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.stream.Stream;

/// What a search with default options makes of every scenario under traces/, in every variant, for
/// seeds 1, 2 and 3: a table, printed row by row. Every variant but `fixed` has a bug.
public final class ZooTable {

  /// As many as `bohr fuzz` stops after.
  private static final long SCHEDULES = 100_000;

  private static final int SEEDS = 3;

  private final PrintStream out;
  private final long fixedSchedules;
  private int wrong;

  private ZooTable(PrintStream out, long fixedSchedules) {
    this.out = out;
    this.fixedSchedules = fixedSchedules;
  }

  /// @param arguments `--fixed=N` for the schedules that a fixed variant has to survive, 100,000 if
  ///     not given, and the beginnings of the names of scenarios, all if not given
  public static void main(String... arguments) throws IOException {
    String option = "--fixed=";
    List<String> names = Stream.of(arguments).filter(word -> !word.startsWith(option)).toList();
    long fixed = Stream.of(arguments)
        .filter(word -> word.startsWith(option))
        .mapToLong(word -> Long.parseLong(word.substring(option.length())))
        .findFirst().orElse(SCHEDULES);
    int wrong = print(System.out, fixed, names);
    if (wrong > 0) {
      throw new IllegalStateException(wrong + " rows are not as they should be");
    }
  }

  /// Prints the rows of the scenarios whose names begin with one of `names`, all if there are none.
  ///
  /// @return how many rows are not as they should be
  static int print(PrintStream out, long fixed, List<String> names) throws IOException {
    out.println(Host.describe() + "\n");
    out.println("| scenario | variant | seed | schedules | time | switches | expected | steps |"
        + " oracle |");
    out.println("|---|---|---|---|---|---|---|---|---|");
    ZooTable table = new ZooTable(out, fixed);
    try (Stream<Path> folders = Files.list(Guests.root().resolve("traces"))) {
      folders.filter(folder -> Files.exists(folder.resolve("scenario.yaml")))
          .filter(folder -> names.isEmpty()
              || names.stream().anyMatch(folder.getFileName().toString()::startsWith))
          .sorted().forEach(table::rows);
    }
    return table.wrong;
  }

  private static Scenario read(Path folder, String variant) {
    return ScenarioReader.read(folder, variant, List.of(), Oracles.names());
  }

  private void rows(Path folder) {
    for (String variant : read(folder, null).variants()) {
      Scenario scenario = read(folder, variant);
      Target target = Target.of(scenario);
      if (variant.equals("fixed")) {
        row(scenario, 1, run(target, 1, fixedSchedules));
      } else {
        for (int seed = 1; seed <= SEEDS; seed++) {
          row(scenario, seed, run(target, seed, SCHEDULES));
        }
      }
    }
  }

  /// A campaign, and how long it took with minimising.
  private record Run(CampaignResult result, double seconds) {}

  private static Run run(Target target, long seed, long schedules) {
    CampaignOptions options = CampaignOptions.standard().withSeed(seed).withSchedules(schedules)
        .withJobs(Runtime.getRuntime().availableProcessors());
    long start = System.nanoTime();
    CampaignResult result = Campaign.run(target, options, CampaignListener.SILENT);
    return new Run(result, (System.nanoTime() - start) / 1e9);
  }

  private void row(Scenario scenario, int seed, Run run) {
    List<Discovery> found = run.result.discoveries();
    boolean right = scenario.variant().equals("fixed") == found.isEmpty();
    wrong += right ? 0 : 1;
    long schedules = found.isEmpty()
        ? run.result.statistics().schedules()
        : found.getFirst().index() + 1;
    String outcome = found.isEmpty() ? " |  |  | none |" : outcome(scenario, found.getFirst());
    String format = "| %s | %s | %d | %,d | %.1f s |%s%s";
    out.println(String.format(Locale.ROOT, format, scenario.name(), scenario.variant(), seed,
        schedules, run.seconds, outcome, right ? "" : " **wrong**"));
  }

  private static String outcome(Scenario scenario, Discovery found) {
    Minimizer.Size size = found.minimised().orElseThrow().after();
    OptionalInt expected = scenario.expectation().orElseThrow().switches();
    String estimate = expected.isPresent() ? " " + expected.getAsInt() + " |" : " |";
    return String.format(Locale.ROOT, " %d |%s %d | %s |",
        size.switches(), estimate, size.steps(), found.finding().oracle());
  }
}
