package bohr.fuzz.litmus;

import static org.junit.jupiter.api.Assertions.assertEquals;

import bohr.emulator.ordering.MemoryModel;
import bohr.emulator.ordering.MemoryRules;
import bohr.emulator.ordering.MemoryRules.Zalasr;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The public suite, with the outcomes that the herd tools give for it: every eighth test here, all
/// of them in the slow suite.
class LitmusSuiteTest {

  private static final Duration LIMIT = Duration.ofSeconds(60);

  /// Columns of the manifest: how many outcomes there are.
  private static final int RCPC = 7;

  private static final int RCSC = 11;

  private record Score(int tests, int equal, int unsound, int incomplete, int overLimit) {}

  private static Score score(List<Path> files, MemoryRules rules, String log) {
    ExpectedOutcomes expected = ExpectedOutcomes.read(Suite.folder().resolve(log), log);
    List<Comparison> comparisons = new ArrayList<>();
    List<Exploration> unfinished = new ArrayList<>();
    explore(files, rules).forEach(exploration -> {
      String name = exploration.outcomes().test().name();
      comparisons.add(exploration.compare(expected.of(name).orElseThrow()));
      if (!exploration.complete()) {
        unfinished.add(exploration);
      }
    });
    return new Score(
        comparisons.size(),
        (int) comparisons.stream().filter(Comparison::isEqual).count(),
        (int) comparisons.stream().filter(comparison -> !comparison.isSound()).count(),
        (int) comparisons.stream().filter(comparison -> !comparison.isComplete()).count(),
        unfinished.size());
  }

  private static List<Exploration> explore(List<Path> files, MemoryRules rules) {
    List<Exploration> explorations = new ArrayList<>();
    LitmusSearch search = new LitmusSearch(rules, LIMIT);
    List<LitmusTest> tests = files.stream().map(Suite::read).toList();
    LitmusRun.run(tests, search::explore, 2, explorations::add);
    return explorations;
  }

  private static MemoryRules rules(MemoryModel model) {
    return MemoryRules.of(model).with(Zalasr.RCPC);
  }

  private static List<Path> everyEighth() {
    List<Path> files = Suite.files();
    return IntStream.range(0, files.size()).filter(i -> i % 8 == 0).mapToObj(files::get).toList();
  }

  @ParameterizedTest
  @CsvSource({
    "SC,         open-expected-sc.txt,    437",
    "TSO,        open-expected-tso.txt,   437",
    "RVWMO,      open/expected-herd.txt,  361",
    "RVWMO_FULL, open/expected-herd.txt,  437"
  })
  void everyEighthTestHasTheOutcomesThatItShouldHave(MemoryModel model, String log, int equal) {
    Score score = score(everyEighth(), rules(model), log);
    assertEquals(new Score(437, equal, 0, 437 - equal, 0), score);
  }

  @ParameterizedTest
  @Tag("slow")
  @CsvSource({
    "SC,         open-expected-sc.txt,    3493",
    "TSO,        open-expected-tso.txt,   3493",
    "RVWMO,      open/expected-herd.txt,  2870",
    "RVWMO_FULL, open/expected-herd.txt,  3493"
  })
  void everyTestHasTheOutcomesThatItShouldHave(MemoryModel model, String log, int equal) {
    Score score = score(Suite.files(), rules(model), log);
    assertEquals(new Score(3493, equal, 0, 3493 - equal, 0), score);
  }

  /// The model without promises is between sc and one that forbids load buffering.
  @Test
  @Tag("slow")
  void withoutPromisesThereIsMoreThanScAndNothingThatNeedsThem() {
    MemoryRules rules = rules(MemoryModel.RVWMO);
    assertEquals(0, score(Suite.files(), rules, "open-expected-sc.txt").incomplete());
    assertEquals(0, score(Suite.files(), rules, "open-expected-nolb.txt").unsound());
  }

  /// The manifest says how many outcomes are left if load-acquire and store-release are RCsc.
  @Test
  @Tag("slow")
  void withRcscAnnotationsSomeTestsHaveFewerOutcomes() throws IOException {
    Set<String> wanted = new TreeSet<>();
    int fewer = 0;
    for (String row : Files.readAllLines(Suite.folder().resolve("open/MANIFEST.tsv"))) {
      String[] columns = row.split("\t");
      if (columns[RCSC].matches("\\d+")) {
        wanted.add(columns[0] + " " + columns[RCSC]);
        fewer += columns[RCSC].equals(columns[RCPC]) ? 0 : 1;
      }
    }
    assertEquals(546, wanted.size());
    assertEquals(227, fewer);
    Set<String> names = new TreeSet<>(wanted.stream().map(row -> row.split(" ")[0]).toList());
    List<Path> files = Suite.files().stream()
        .filter(file -> names.contains(file.getFileName().toString().replace(".litmus", "")))
        .toList();
    Set<String> actual = new TreeSet<>();
    for (Exploration each : explore(files, MemoryRules.of(MemoryModel.RVWMO_FULL))) {
      actual.add(each.outcomes().test().name() + " " + each.outcomes().lines().size());
    }
    assertEquals(wanted, actual);
    MemoryRules rules = MemoryRules.of(MemoryModel.RVWMO_FULL);
    assertEquals(0, score(files, rules, "open/expected-herd.txt").unsound());
  }
}
