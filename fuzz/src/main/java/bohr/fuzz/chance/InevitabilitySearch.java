package bohr.fuzz.chance;

import bohr.emulator.Machine;
import bohr.recorder.TraceRecord.Verdict;
import bohr.replay.Inevitability;
import bohr.replay.Inevitability.Certain;
import bohr.replay.Inevitability.Point;
import bohr.replay.Position;
import bohr.replay.Replayer;
import bohr.replay.StepTeller;
import bohr.replay.Walkthrough;
import bohr.scheduler.Estimates;
import bohr.scheduler.Strategy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/// Finds the step of a trace at which its finding became certain, and how likely it was before.
///
/// A few points are spread evenly over the trace. Then the steps between two points are halved,
/// again and again: first around the last point behind which not every execution has the finding,
/// because the step that makes it certain lies there; then where the share changes most.
public final class InevitabilitySearch {

  private static final int SPREAD = 8;

  /// Smaller changes between two points are not looked into: they may be chance.
  private static final double CHANGE = 0.1;

  private final TreeMap<Long, Point> points = new TreeMap<>();
  private final Continuations continuations;
  private final Options options;
  private final long begin;
  private final long end;

  /// What to spend.
  ///
  /// @param strategy what decides behind a point; not one that enumerates
  /// @param seed of all executions
  /// @param executions behind each point
  /// @param points at most so many, at least 2
  /// @param jobs host threads; the result does not depend on it
  public record Options(Function<Estimates, Strategy> strategy, long seed, int executions,
      int points, int jobs) {

    public Options {
      if (executions < 1 || points < 2 || jobs < 1) {
        throw new IllegalArgumentException(
            executions + " executions, " + points + " points, " + jobs + " jobs");
      }
    }
  }

  private InevitabilitySearch(Replayer replayer, Continuations continuations, Options options) {
    this.continuations = continuations;
    this.options = options;
    begin = replayer.trace().window().orElse(0);
    end = replayer.trace().schedule().steps();
  }

  /// Looks into the trace of `replayer`, which has a finding and can be followed.
  ///
  /// @param strategy its name
  public static Inevitability of(Replayer replayer, String strategy, Options options) {
    Verdict verdict = replayer.trace().verdict().orElseThrow();
    String signature = verdict.oracle() + " at " + verdict.place();
    try (Continuations continuations = new Continuations(replayer, signature, options)) {
      InevitabilitySearch search = new InevitabilitySearch(replayer, continuations, options);
      search.look();
      return new Inevitability(signature, strategy, options.seed(),
          List.copyOf(search.points.values()), search.end, search.certain(replayer));
    }
  }

  private void look() {
    long last = Math.max(begin, end - 1);
    int spread = Math.min(SPREAD, options.points() - 1);
    for (int i = 0; i <= spread; i++) {
      add(begin + (last - begin) * i / spread);
    }
    Optional<Long> next = next();
    while (points.size() < options.points() && next.isPresent()) {
      add(next.get());
      next = next();
    }
  }

  private void add(long step) {
    if (!points.containsKey(step)) {
      points.put(step, continuations.behind(step));
    }
  }

  /// The step to look behind next; empty if there is nothing left to find out.
  private Optional<Long> next() {
    Optional<Point> doubtful = doubtful();
    if (doubtful.isPresent()) {
      Map.Entry<Long, Point> sure = points.higherEntry(doubtful.get().step());
      if (sure != null && sure.getKey() - doubtful.get().step() > 1) {
        return Optional.of(middle(doubtful.get(), sure.getValue()));
      }
    }
    double most = CHANGE;
    Optional<Long> best = Optional.empty();
    Point before = null;
    for (Point point : points.values()) {
      if (before != null && point.step() - before.step() > 1) {
        double change = Math.abs(point.probability() - before.probability());
        if (change > most) {
          most = change;
          best = Optional.of(middle(before, point));
        }
      }
      before = point;
    }
    return best;
  }

  private static long middle(Point one, Point other) {
    return one.step() + (other.step() - one.step()) / 2;
  }

  /// The last point behind which not every execution has the finding.
  private Optional<Point> doubtful() {
    return points.descendingMap().values().stream()
        .filter(point -> !point.isCertain()).findFirst();
  }

  private Optional<Certain> certain(Replayer replayer) {
    Optional<Point> doubtful = doubtful();
    Map.Entry<Long, Point> sure = doubtful.isEmpty()
        ? points.firstEntry() : points.higherEntry(doubtful.get().step());
    if (sure == null) {
      return Optional.empty();
    }
    long step = sure.getKey();
    boolean exact = doubtful.isEmpty() || step - doubtful.get().step() == 1;
    return Optional.of(new Certain(step, exact, does(replayer, step), sure.getValue()));
  }

  /// Who takes a step, where, and what it is.
  private static String does(Replayer replayer, long step) {
    if (step == 0) {
      return "reset";
    }
    List<String> words = new ArrayList<>();
    Position position = replayer.at(step - 1);
    Machine machine = position.machine();
    Walkthrough.from(replayer, position, step,
        new StepTeller(seen -> words.add(seen.told(machine.agentName(seen.agent())))));
    return words.getFirst();
  }
}
