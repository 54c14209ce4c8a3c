package bohr.cli;

import bohr.emulator.StateDifference;
import bohr.fuzz.difference.CausalDifference;
import bohr.fuzz.difference.Change;
import bohr.recorder.Trace;
import bohr.replay.TimelineStep;
import bohr.replay.TraceDifference;
import bohr.replay.Verdicts;
import bohr.replay.report.Glyphs;
import bohr.replay.report.Json;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToIntFunction;

/// Says in what two traces, A and B, differ.
///
/// @param one file of A
/// @param other file of B
record DiffOutput(Terminal terminal, Format format, Path one, Path other) {

  /// What makes one of them fail.
  ///
  /// @param report from the one that passes to the one that fails
  /// @param firstFails whether that is A
  /// @param agents names of all agents
  record Cause(CausalDifference.Report report, boolean firstFails, List<String> agents) {

    String passing() {
      return firstFails ? "B" : "A";
    }

    String failing() {
      return firstFails ? "A" : "B";
    }
  }

  /// How the states behind a step differ.
  void states(long step, List<StateDifference> states) {
    if (format == Format.JSON) {
      Json json = files();
      json.put("step", step).put("same", states.isEmpty());
      states(states, json);
      terminal.print(json.close() + "\n");
      return;
    }
    terminal.print(states.isEmpty()
        ? "the states behind step " + step + " are the same\n" : table(step, states));
  }

  /// How the traces differ.
  void traces(Trace a, Trace b, Optional<TraceDifference> difference, Optional<Cause> cause) {
    if (format == Format.JSON) {
      terminal.print(json(a, b, difference, cause));
      return;
    }
    if (difference.isEmpty()) {
      terminal.print(
          one + " and " + other + " are the same execution: " + steps(a) + " steps\n");
      return;
    }
    TraceDifference found = difference.get();
    StringBuilder text = new StringBuilder();
    line(text, "A: " + one + ", " + steps(a) + " steps: " + verdict(a));
    line(text, "B: " + other + ", " + steps(b) + " steps: " + verdict(b));
    line(text, "");
    line(text, "They part in step " + found.step() + ", by " + what(found) + ":");
    line(text, "  A  " + found.one());
    line(text, "  B  " + found.other());
    if (!found.states().isEmpty()) {
      text.append('\n').append(table(found.step(), found.states()));
    }
    cause.ifPresent(some -> cause(some, text));
    terminal.print(text.toString());
  }

  private static long steps(Trace trace) {
    return trace.schedule().steps();
  }

  private static String verdict(Trace trace) {
    return trace.verdict().map(Verdicts::line).orElse("cut off");
  }

  private static String what(TraceDifference difference) {
    return switch (difference.what()) {
      case SCHEDULE -> "who takes it";
      case CHOICE -> "what it chooses";
      case INPUT -> "what arrives before it";
      case DIGEST -> "the state that was recorded behind it";
      case VERDICT -> "their verdicts";
    };
  }

  private void line(StringBuilder text, String line) {
    text.append(Glyphs.of(terminal.outCharset()).clean(line)).append('\n');
  }

  private String table(long step, List<StateDifference> states) {
    StringBuilder text = new StringBuilder();
    line(text, "Behind step " + step + " the states differ:");
    int part = width(states, state -> state.part().length(), 0);
    int name = width(states, state -> state.name().length(), 0);
    int first = width(states, state -> state.one().length(), 1);
    line(text, "  " + pad("", part) + "  " + pad("", name) + "  " + pad("A", first) + "  B");
    for (StateDifference state : states) {
      line(text, ("  " + pad(state.part(), part) + "  " + pad(state.name(), name) + "  "
          + pad(state.one(), first) + "  " + state.other()).stripTrailing());
    }
    return text.toString();
  }

  /// Long texts stick out, and do not make all lines long.
  private static int width(
      List<StateDifference> states, ToIntFunction<StateDifference> length, int least) {
    return Math.min(40, Math.max(least, states.stream().mapToInt(length).max().orElse(0)));
  }

  private static String pad(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }

  private void cause(Cause cause, StringBuilder text) {
    CausalDifference.Report report = cause.report();
    text.append('\n');
    if (report.changes().isEmpty()) {
      line(text, "No order of conflicting steps and no choice of " + cause.failing() + " makes "
          + cause.passing() + " fail in the same way, not even all " + report.candidates() + ".");
      return;
    }
    int count = report.changes().size();
    line(text, String.format(Locale.ROOT,
        "%s fails like %s with %d of %d changes%s (%d executions):", cause.passing(),
        cause.failing(), count, report.candidates(),
        report.fewest() ? ", and with no fewer" : ", none of which can be left out",
        report.executions()));
    for (Change change : report.changes()) {
      line(text, "  " + told(change, cause));
    }
  }

  private static String told(Change change, Cause cause) {
    return switch (change) {
      case Change.Order(Change.Step first, Change.Step second, boolean reversed) ->
          told(first, cause) + " comes before " + told(second, cause) + (reversed
              ? "; in " + cause.passing() + " it comes behind it"
              : "; " + cause.passing() + " does not come to both");
      case Change.Value(int agent, long ordinal, int value, int before) ->
          cause.agents().get(agent) + " chooses " + value + " and not " + before
              + " in its choice number " + (ordinal + 1) + " behind the parting";
    };
  }

  private static String told(Change.Step step, Cause cause) {
    TimelineStep seen = step.seen();
    return "step " + seen.number() + ", " + cause.agents().get(step.agent())
        + (seen.place().isEmpty() ? "" : " at " + seen.place())
        + " (" + seen.does().replaceAll("\\s+", " ") + ")";
  }

  private Json files() {
    return new Json().open().put("a", one.toString()).put("b", other.toString());
  }

  private static void states(List<StateDifference> states, Json json) {
    json.list("states");
    for (StateDifference state : states) {
      json.open().put("part", state.part()).put("name", state.name());
      json.put("a", state.one()).put("b", state.other()).close();
    }
    json.endList();
  }

  private String json(
      Trace a, Trace b, Optional<TraceDifference> difference, Optional<Cause> cause) {
    Json json = files().put("same", difference.isEmpty());
    json.put("verdictA", verdict(a)).put("verdictB", verdict(b));
    difference.ifPresent(found -> {
      json.put("step", found.step());
      json.put("what", found.what().name().toLowerCase(Locale.ROOT));
      json.put("doesA", found.one()).put("doesB", found.other());
      states(found.states(), json);
    });
    cause.ifPresent(some -> json(some, json));
    return json.close() + "\n";
  }

  private static void json(Cause cause, Json json) {
    json.open("cause").put("failing", cause.failing().toLowerCase(Locale.ROOT));
    json.put("candidates", cause.report().candidates());
    json.put("fewest", cause.report().fewest()).put("executions", cause.report().executions());
    json.list("changes");
    for (Change change : cause.report().changes()) {
      json.open();
      switch (change) {
        case Change.Order(Change.Step first, Change.Step second, boolean reversed) -> {
          step("first", first, cause, json);
          step("second", second, cause, json);
          json.put("reversed", reversed);
        }
        case Change.Value(int agent, long ordinal, int value, int before) ->
            json.put("agent", cause.agents().get(agent)).put("choice", ordinal)
                .put("value", value).put("before", before);
      }
      json.close();
    }
    json.endList().close();
  }

  private static void step(String name, Change.Step step, Cause cause, Json json) {
    json.open(name).put("step", step.seen().number());
    json.put("agent", cause.agents().get(step.agent())).put("place", step.seen().place());
    json.put("does", step.seen().does()).close();
  }
}
