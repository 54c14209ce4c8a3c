package bohr.emulator.scenario;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bohr.emulator.input.BadInput;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/// Whatever the description says, the outcome is a [Scenario] or a [BadInput] of one line.
class ScenarioRobustnessTest {

  /// Text that takes the place of a part of the description; `at` and `length` are taken modulo.
  private record Change(int at, int length, String text) {}

  private static void use(String yaml, String... overrides) {
    try {
      assertTrue(TestScenario.read(yaml, null, overrides).harts() > 0);
    } catch (BadInput e) {
      assertTrue(e.getMessage().startsWith("race/"), e.getMessage());
      assertFalse(e.getMessage().chars().anyMatch(Character::isISOControl), e.getMessage());
      assertTrue(e.getMessage().length() < 600, e.getMessage());
    }
  }

  @Example
  void everyTruncationIsAScenarioOrABadInput() {
    for (int length = 0; length <= TestScenario.GOOD.length(); length++) {
      use(TestScenario.GOOD.substring(0, length));
    }
  }

  @Example
  void whatTheLibraryMightTripOver() {
    for (String start : List.of("%YAML 1.99999999999\n---\n", "%YAML 99999999999.1\n---\n",
        "%YAML 3.0\n---\n", "%YAML\n", "%TAG\n---\n", "%TAG ! !\n%TAG ! !\n---\n", "\uFEFF",
        "title: \"\\Uffffffff\"\n", "title: \"\\ud800\"\n", "title: |99999999999\n a\n",
        "!<>: a\n", "? ".repeat(5000), "- ".repeat(5000), "{".repeat(5000), "a: ".repeat(5000),
        " \n".repeat(30_000) + "a: b", "!!".repeat(9000), "&".repeat(9000))) {
      use(start + TestScenario.GOOD);
    }
  }

  @Property(tries = 10_000, edgeCases = EdgeCasesMode.NONE)
  void aChangedDescriptionIsAScenarioOrABadInput(@ForAll("changes") List<Change> changes) {
    StringBuilder yaml = new StringBuilder(TestScenario.GOOD);
    for (Change change : changes) {
      int at = change.at() % (yaml.length() + 1);
      yaml.replace(at, Math.min(yaml.length(), at + change.length()), change.text());
    }
    use(yaml.toString());
  }

  @Provide
  Arbitrary<List<Change>> changes() {
    Arbitrary<String> text = Arbitraries.oneOf(
        Arbitraries.of("[", "]", "{", "}", ":", ": ", "- ", "\n", "\n  ", "\t", "&a ", "*a", "!x ",
            "!!int ", "|\n", ">\n", "'", "\"", "#", "%YAML 1.99999999999\n---\n", "%TAG ! x\n",
            "---\n", "...\n", "? ", ",", "\\x", "\\U00110000", "\0", "\uFEFF", "\ud800", "<<: ",
            "~", "9999999999999999999", "0x", "-", "\r", "\u0085", "\u2028", "@", "`", "|9\n",
            "\"\\u12\"", "!<", "%", "? [", "edu.dma=", "guest.", "."),
        Arbitraries.strings().ofMaxLength(3),
        Arbitraries.strings().ascii().ofMaxLength(3));
    return Combinators.combine(Arbitraries.integers().between(0, 700),
            Arbitraries.integers().between(0, 4), text).as(Change::new)
        .list().ofMinSize(1).ofMaxSize(5);
  }

  @Property(tries = 2000)
  void anyTextIsAScenarioOrABadInput(@ForAll String yaml) {
    use(yaml);
  }

  @Property(tries = 2000)
  void anyOverrideIsTakenOrABadInput(@ForAll("overrides") String override) {
    use(TestScenario.GOOD, override);
  }

  @Provide
  Arbitrary<String> overrides() {
    Arbitrary<String> setting = Arbitraries.oneOf(
        Arbitraries.of("edu.dma", "guest.ack_first", "harts", "memory", "memory-model", "edu",
            "guest", "guest.", ".", "edu.", "step-bound"),
        Arbitraries.strings().ofMaxLength(8));
    Arbitrary<String> value = Arbitraries.oneOf(
        Arbitraries.of("mapped", "sc", "1M", "-1", "0x7fffffffffffffffff"),
        Arbitraries.strings().ofMaxLength(8));
    return Combinators.combine(setting, value).as((name, given) -> name + "=" + given);
  }
}
