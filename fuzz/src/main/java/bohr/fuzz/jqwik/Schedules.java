package bohr.fuzz.jqwik;

import bohr.fuzz.minimize.SliceEdits;
import bohr.fuzz.target.DeviatingScheduler;
import bohr.fuzz.target.Deviation;
import bohr.fuzz.target.DeviationFinder;
import bohr.fuzz.target.FollowingScheduler;
import bohr.fuzz.target.Player;
import bohr.fuzz.target.Target;
import bohr.recorder.RecordingScheduler;
import bohr.recorder.Schedule;
import bohr.scheduler.Scheduler;
import bohr.scheduler.Strategy;
import bohr.scheduler.strategy.PortfolioScheduler;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Shrinkable;
import net.jqwik.api.ShrinkingDistance;

/// Schedules of a target, whole, each of which can be followed to its end. They are chosen by the
/// standard portfolio, and shrink towards the default order: to fewer context switches, values
/// towards 0, and fewer deviations.
public final class Schedules {

  private final Target target;
  private final Player player;
  private final Strategy strategy;

  private Schedules(Target target) {
    this.target = target;
    player = target.player(target.stage());
    strategy = PortfolioScheduler.standard(target.estimate());
  }

  /// Any schedule of `target`.
  @SuppressWarnings("exports") // whoever calls this has jqwik
  public static Arbitrary<Schedule> of(Target target) {
    return Arbitraries.fromGenerator(new Schedules(target)::generate);
  }

  private Shrinkable<Schedule> generate(Random random) {
    strategy.begin(random.nextInt(Integer.MAX_VALUE), random.nextLong());
    return realise(strategy);
  }

  /// What comes of it if `scheduler` decides.
  private Realised realise(Scheduler scheduler) {
    Schedule.Builder recording = Schedule.builder();
    DeviationFinder finder = new DeviationFinder(target, scheduler);
    player.play(new RecordingScheduler(finder, recording));
    return new Realised(recording.build(), finder.deviations());
  }

  /// A schedule, and what makes it differ from the default order.
  private final class Realised implements Shrinkable<Schedule> {

    private final Schedule window;
    private final List<Deviation> deviations;

    Realised(Schedule window, List<Deviation> deviations) {
      this.window = window;
      this.deviations = deviations;
    }

    @Override
    public Schedule value() {
      return target.whole(window);
    }

    /// Deviations left out, many of them first; then slices left out or merged, because that leads
    /// out of schedules of which every single deviation is needed; then values made smaller. Only
    /// what is really smaller: jqwik would go round in circles among equals.
    @Override
    public Stream<Shrinkable<Schedule>> shrink() {
      List<Scheduler> candidates = new ArrayList<>();
      for (int part = deviations.size(); part > 0; part /= 2) {
        for (int from = 0; from < deviations.size(); from += part) {
          List<Deviation> rest = new ArrayList<>(deviations);
          rest.subList(from, Math.min(from + part, rest.size())).clear();
          candidates.add(new DeviatingScheduler(target, rest));
        }
      }
      for (int slice = 0; slice < window.slices(); slice++) {
        candidates.add(follower(SliceEdits.without(window, slice)));
        SliceEdits.earlier(window, slice).map(this::follower).ifPresent(candidates::add);
        SliceEdits.later(window, slice).map(this::follower).ifPresent(candidates::add);
      }
      for (int i = 0; i < deviations.size(); i++) {
        if (deviations.get(i) instanceof Deviation.Value value && value.value() > 1) {
          List<Deviation> smaller = new ArrayList<>(deviations);
          smaller.set(i, new Deviation.Value(value.agent(), value.ordinal(), value.value() / 2));
          candidates.add(new DeviatingScheduler(target, smaller));
        }
      }
      ShrinkingDistance mine = distance();
      return candidates.stream()
          .<Shrinkable<Schedule>>map(Schedules.this::realise)
          .filter(each -> each.distance().compareTo(mine) < 0);
    }

    private Scheduler follower(Schedule edited) {
      return new FollowingScheduler(target, edited);
    }

    @Override
    public ShrinkingDistance distance() {
      long values = 0;
      for (int i = 0; i < window.values(); i++) {
        values += window.value(i);
      }
      return ShrinkingDistance.of(
          window.switches(), values, deviations.size(), window.steps());
    }
  }
}
