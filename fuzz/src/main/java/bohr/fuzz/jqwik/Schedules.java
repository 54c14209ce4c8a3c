package bohr.fuzz.jqwik;

import bohr.fuzz.target.DeviatingScheduler;
import bohr.fuzz.target.Deviation;
import bohr.fuzz.target.DeviationFinder;
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
/// standard portfolio, and shrink towards the default order: to fewer deviations from it, and
/// values towards 0.
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
    return new Realised(target.whole(recording.build()), finder.deviations());
  }

  /// A schedule, and what makes it differ from the default order.
  private final class Realised implements Shrinkable<Schedule> {

    private final Schedule schedule;
    private final List<Deviation> deviations;

    Realised(Schedule schedule, List<Deviation> deviations) {
      this.schedule = schedule;
      this.deviations = deviations;
    }

    @Override
    public Schedule value() {
      return schedule;
    }

    /// Large parts left out first, then smaller ones, then values made smaller.
    @Override
    public Stream<Shrinkable<Schedule>> shrink() {
      List<List<Deviation>> candidates = new ArrayList<>();
      for (int part = deviations.size(); part > 0; part /= 2) {
        for (int from = 0; from < deviations.size(); from += part) {
          List<Deviation> rest = new ArrayList<>(deviations);
          rest.subList(from, Math.min(from + part, rest.size())).clear();
          candidates.add(rest);
        }
      }
      for (int i = 0; i < deviations.size(); i++) {
        if (deviations.get(i) instanceof Deviation.Value value && value.value() > 1) {
          List<Deviation> smaller = new ArrayList<>(deviations);
          smaller.set(i, new Deviation.Value(value.agent(), value.ordinal(), value.value() / 2));
          candidates.add(smaller);
        }
      }
      return candidates.stream().map(each -> realise(new DeviatingScheduler(target, each)));
    }

    @Override
    public ShrinkingDistance distance() {
      long values = 0;
      for (Deviation deviation : deviations) {
        values +=
            switch (deviation) {
              case Deviation.Turn _ -> 0;
              case Deviation.Value value -> value.value();
            };
      }
      return ShrinkingDistance.of(deviations.size(), values);
    }
  }
}
