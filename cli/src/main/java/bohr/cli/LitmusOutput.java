package bohr.cli;

import bohr.emulator.state.Text;
import bohr.fuzz.litmus.Comparison;
import bohr.fuzz.litmus.ExpectedOutcomes;
import bohr.fuzz.litmus.Exploration;
import bohr.replay.report.Json;
import java.util.Optional;
import java.util.Set;

/// Says what came of litmus tests, one after the other: their outcomes, or, where outcomes are
/// expected, what is different.
final class LitmusOutput {

  private final Terminal terminal;
  private final Format format;
  private final Json json = new Json();
  private final StatusLine line;
  private final int tests;

  /// Null if nothing is expected.
  private final ExpectedOutcomes expected;

  private int done;
  private int equal;
  private int unsound;
  private int incomplete;
  private int overLimit;
  private long steps;

  /// @param tests how many there will be
  LitmusOutput(Terminal terminal, Format format, ExpectedOutcomes expected, int tests) {
    this.terminal = terminal;
    this.format = format;
    this.expected = expected;
    this.tests = tests;
    line = new StatusLine(terminal);
    if (format == Format.JSON) {
      json.open().list("tests");
    }
  }

  /// The next test has been explored.
  void add(Exploration exploration) {
    done++;
    steps += exploration.steps();
    overLimit += exploration.complete() ? 0 : 1;
    String name = exploration.outcomes().test().name();
    Optional<Set<String>> wanted =
        expected == null ? Optional.empty() : expected.of(name);
    Optional<Comparison> comparison = wanted.map(exploration::compare);
    boolean same = comparison.map(Comparison::isEqual).orElse(expected == null);
    equal += same ? 1 : 0;
    unsound += comparison.filter(c -> !c.isSound()).isPresent() ? 1 : 0;
    incomplete += comparison.filter(c -> !c.isComplete()).isPresent() ? 1 : 0;
    if (format == Format.JSON) {
      json(exploration, comparison);
    } else {
      line.clear();
      terminal.print(text(exploration, comparison));
      line.show(Text.format("%,d of %,d tests, %,d steps", done, tests, steps));
    }
  }

  private String text(Exploration exploration, Optional<Comparison> comparison) {
    String name = exploration.outcomes().test().name();
    String limit = exploration.complete() ? "" : "Limit " + name + " of time\n";
    if (expected == null) {
      return exploration.outcomes().block() + limit + "\n";
    }
    if (comparison.isEmpty()) {
      return limit + "Unknown " + name + " nothing is expected of it\n";
    }
    StringBuilder text = new StringBuilder(limit);
    comparison.get().forbidden().forEach(state ->
        text.append("Forbidden ").append(name).append(' ').append(state).append('\n'));
    comparison.get().missing().forEach(state ->
        text.append("Missing ").append(name).append(' ').append(state).append('\n'));
    return text.toString();
  }

  private void json(Exploration exploration, Optional<Comparison> comparison) {
    json.open().put("name", exploration.outcomes().test().name());
    json.put("complete", exploration.complete()).put("steps", exploration.steps());
    json.list("states");
    exploration.outcomes().lines().forEach(json::add);
    json.endList();
    if (comparison.isPresent()) {
      json.list("forbidden");
      comparison.get().forbidden().forEach(json::add);
      json.endList().list("missing");
      comparison.get().missing().forEach(json::add);
      json.endList();
    }
    json.close();
  }

  /// There are no more tests.
  void end() {
    line.clear();
    if (format == Format.JSON) {
      terminal.print(json.endList().close() + "\n");
    } else if (expected != null) {
      terminal.print(Text.format("%,d of %,d tests equal; %,d with forbidden outcomes, %,d with"
          + " missing ones, %,d over the limit of time; %,d steps\n", equal, tests, unsound,
          incomplete, overLimit, steps));
    }
  }

  /// Whether all tests were explored to their end, and were as expected.
  boolean isFine() {
    return equal == tests && overLimit == 0;
  }
}
