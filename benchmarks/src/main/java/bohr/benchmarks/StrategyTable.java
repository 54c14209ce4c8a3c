package bohr.benchmarks;

import bohr.emulator.oracle.Oracles;
import bohr.emulator.scenario.Scenario;
import bohr.emulator.scenario.ScenarioReader;
import bohr.fuzz.Campaign;
import bohr.fuzz.CampaignListener;
import bohr.fuzz.CampaignOptions;
import bohr.fuzz.CampaignResult;
import bohr.fuzz.Coverage;
import bohr.fuzz.target.Target;
import bohr.scheduler.Estimates;
import bohr.scheduler.Strategy;
import bohr.scheduler.strategy.DelayBoundedScheduler;
import bohr.scheduler.strategy.GuidedScheduler;
import bohr.scheduler.strategy.PctScheduler;
import bohr.scheduler.strategy.PortfolioScheduler;
import bohr.scheduler.strategy.PosScheduler;
import bohr.scheduler.strategy.RandomScheduler;
import bohr.scheduler.strategy.RandomSlicesScheduler;
import bohr.scheduler.strategy.SurwScheduler;
import bohr.scheduler.strategy.UrwScheduler;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/// How many schedules each strategy needs to find each bug: a table, printed row by row. The same
/// on every host, since a campaign depends on its seed alone.
public final class StrategyTable {

  private static final int SEEDS = 20;

  private static final Map<String, Function<Estimates, Strategy>> STRATEGIES = strategies();

  /// A scenario with the settings that make it the program of the row.
  private record Row(String name, String folder, String variant, List<String> settings) {

    private static Row threads(String program, int threads) {
      return new Row(program + "_" + threads, "benchmarks/strategies/" + program, "buggy",
          List.of("harts=" + threads, "guest.threads=" + threads));
    }

    private static Row program(String name) {
      return new Row(name, "benchmarks/strategies/" + name, "buggy", List.of());
    }

    private static Row scenario(String name, String variant) {
      String title = variant.equals("buggy") ? name : name + " " + variant;
      return new Row(title, "traces/" + name, variant, List.of());
    }
  }

  private static final List<Row> ROWS = List.of(
      Row.threads("reorder", 5), Row.threads("reorder", 10), Row.threads("reorder", 20),
      Row.threads("twostage", 5), Row.threads("twostage", 10), Row.threads("twostage", 20),
      Row.program("account"), Row.program("bluetooth-driver"), Row.program("safe-stack"),
      Row.scenario("dma-vs-command-register", "buggy"), Row.scenario("msi-before-dma", "buggy"),
      Row.scenario("msi-before-dma-imsic", "buggy"),
      Row.scenario("reset-writes-sector-0", "buggy"), Row.scenario("lost-wakeup", "buggy"),
      Row.scenario("lost-wakeup", "ack-after-scan"), Row.scenario("lost-wakeup", "sleep-wakeup"));

  private StrategyTable() {}

  private static Map<String, Function<Estimates, Strategy>> strategies() {
    Map<String, Function<Estimates, Strategy>> all = new LinkedHashMap<>();
    all.put("surw", SurwScheduler::new);
    all.put("urw", UrwScheduler::new);
    all.put("guided", GuidedScheduler::new);
    all.put("pos", _ -> new PosScheduler());
    all.put("pct-3", estimates -> PctScheduler.ofDepth(estimates, 3));
    all.put("pct", estimates -> PctScheduler.upToDepth(estimates, 5));
    all.put("delay-bounded", estimates -> new DelayBoundedScheduler(estimates, 4));
    all.put("random-slices", _ -> new RandomSlicesScheduler(20));
    all.put("random", _ -> new RandomScheduler());
    all.put("portfolio", PortfolioScheduler::standard);
    return all;
  }

  /// @param arguments the most schedules of a campaign, 10000 if not given, and behind it the names
  ///     of the rows, all if not given
  public static void main(String... arguments) {
    long most = arguments.length == 0 ? 10_000 : Long.parseLong(arguments[0]);
    List<String> wanted = List.of(arguments).stream().skip(1).toList();
    System.out.println(Host.describe() + ", at most " + most + " schedules\n");
    System.out.println("| mean schedules to the bug | "
        + String.join(" | ", STRATEGIES.keySet()) + " |");
    System.out.println("|---|" + "---|".repeat(STRATEGIES.size()));
    for (Row row : ROWS) {
      if (wanted.isEmpty() || wanted.stream().anyMatch(row.name::startsWith)) {
        System.out.println(row(row, most));
      }
    }
  }

  private static String row(Row row, long most) {
    Scenario scenario = ScenarioReader.read(
        Guests.root().resolve(row.folder), row.variant, row.settings, Oracles.names());
    Target target = Target.of(scenario);
    String oracle = scenario.expectation().orElseThrow().oracle();
    StringBuilder line = new StringBuilder("| ").append(row.name).append(" |");
    STRATEGIES.values().forEach(strategy -> line.append(cell(target, oracle, strategy, most)));
    return line.toString();
  }

  /// The mean over the seeds that found what the scenario expects, and how many did unless all.
  private static String cell(
      Target target, String oracle, Function<Estimates, Strategy> strategy, long most) {
    List<Long> needed = new ArrayList<>();
    for (int seed = 1; seed <= SEEDS; seed++) {
      CampaignOptions options = CampaignOptions.standard().withStrategy(strategy).withSeed(seed)
          .withSchedules(most).withMinimise(false).withCoverage(Coverage.NONE)
          .withJobs(Runtime.getRuntime().availableProcessors());
      CampaignResult result = Campaign.run(target, options, CampaignListener.SILENT);
      result.discoveries().stream()
          .filter(found -> found.finding().oracle().equals(oracle))
          .forEach(found -> needed.add(found.index() + 1));
    }
    if (needed.isEmpty()) {
      return " – |";
    }
    double mean = needed.stream().mapToLong(Long::longValue).average().orElseThrow();
    String found = needed.size() == SEEDS ? "" : " (" + needed.size() + ")";
    return String.format(Locale.ROOT, mean < 10 ? " %.1f%s |" : " %,.0f%s |", mean, found);
  }
}
