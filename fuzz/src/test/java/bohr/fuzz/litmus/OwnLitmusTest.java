package bohr.fuzz.litmus;

import static org.junit.jupiter.api.Assertions.assertEquals;

import bohr.emulator.ordering.MemoryModel;
import bohr.emulator.ordering.MemoryRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The tests in `litmus/`, where each says why its outcomes are what they are.
class OwnLitmusTest {

  private static final Path FOLDER = Path.of("../litmus");
  private static final int FEW_THREADS = 3;
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private static List<LitmusTest> tests() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.filter(file -> file.toString().endsWith(".litmus")).sorted()
          .map(file -> LitmusReader.read(file, file.toString())).toList();
    }
  }

  @ParameterizedTest
  @EnumSource
  void eachTestHasTheOutcomesThatItsCommentDerives(MemoryModel model) throws IOException {
    ExpectedOutcomes expected =
        ExpectedOutcomes.read(FOLDER.resolve("expected-" + model + ".log"), "log");
    for (LitmusTest test : tests()) {
      Exploration exploration = new LitmusSearch(MemoryRules.of(model), LIMIT).explore(test);
      assertEquals(
          expected.of(test.name()).orElseThrow(), exploration.outcomes().set(), test.name());
    }
  }

  /// The searches go through sequences of messages, and let harts run alone. This goes through
  /// schedules, one after the other, on a machine whose stores get into memory. Four threads have
  /// too many.
  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SC")
  void aSearchFindsWhatAllSchedulesTogetherFind(MemoryModel model) throws IOException {
    List<LitmusTest> small =
        tests().stream().filter(test -> test.programs().size() <= FEW_THREADS).toList();
    assertEquals(13, small.size());
    for (LitmusTest test : small) {
      EverySchedule every = new EverySchedule(test, MemoryRules.of(model));
      every.run();
      Exploration exploration = new LitmusSearch(MemoryRules.of(model), LIMIT).explore(test);
      assertEquals(every.outcomes().lines(), exploration.outcomes().lines(), test.name());
    }
  }

  @Test
  void rcpcAnnotationsLetAnAcquireOvertakeARelease() throws IOException {
    Set<String> different = new TreeSet<>();
    for (LitmusTest test : tests()) {
      List<List<String>> lines = new ArrayList<>();
      for (MemoryRules.Zalasr zalasr : MemoryRules.Zalasr.values()) {
        MemoryRules rules = MemoryRules.of(MemoryModel.RVWMO_FULL).with(zalasr);
        lines.add(new LitmusSearch(rules, LIMIT).explore(test).outcomes().lines());
      }
      if (!lines.getFirst().equals(lines.getLast())) {
        different.add(test.name());
        assertEquals(3, lines.getFirst().size());
        assertEquals("0:x11=0; 1:x11=0;", lines.getLast().getFirst());
      }
    }
    assertEquals(Set.of("SB-release-acquire"), different);
  }
}
