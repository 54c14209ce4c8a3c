package bohr.tidy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/// Holds all Java sources of all modules to the rules of CONTRIBUTING.md that a machine can check.
@TestInstance(Lifecycle.PER_CLASS)
class TidyTest {

  private List<Source> sources;

  @BeforeAll
  void parseAll() throws IOException {
    sources = Source.all();
  }

  @Test
  void noLineIsLongerThan100Columns() {
    assertNone(Lengths.lines(sources));
  }

  @Test
  void noFileIsLongerThan400Lines() {
    assertNone(Lengths.files(sources));
  }

  @Test
  void noMethodIsTooLongToBeSeenAtOnce() throws IOException {
    assertNone(Lengths.methods(sources));
  }

  @Test
  void thePackagesOfAModuleHaveNoCycles() {
    Map<String, List<Source>> modules =
        sources.stream().filter(Source::isMain).collect(Collectors.groupingBy(Source::module));
    List<Violation> violations = new ArrayList<>();
    modules.values().forEach(module -> violations.addAll(Cycles.among(module)));
    assertNone(violations);
  }

  @Test
  void nothingIsUsedThatMakesExecutionsDiffer() throws IOException {
    assertNone(Bans.in(sources));
  }

  @Test
  void everyPackageSaysWhatItIsFor() {
    assertNone(Documentation.packages(sources));
  }

  @Test
  void everyPublicTypeIsDocumented() {
    assertNone(Documentation.types(sources));
  }

  @Test
  void nothingIsLeftForLater() {
    assertNone(Documentation.unfinished(sources));
  }

  private static void assertNone(List<Violation> violations) {
    String all = violations.stream().map(Violation::toString).collect(Collectors.joining("\n"));
    assertEquals("", all);
  }
}
