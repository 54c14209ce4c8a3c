package bohr.fuzz.jqwik;

import bohr.emulator.Verdict;
import bohr.emulator.oracle.Oracles;
import bohr.emulator.scenario.ScenarioReader;
import bohr.fuzz.target.FollowingScheduler;
import bohr.fuzz.target.Player;
import bohr.fuzz.target.Target;
import bohr.recorder.Schedule;
import java.nio.file.Path;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Provide;

/// Base of test classes whose properties hold in every schedule of one target:
///
/// ```java
/// class RingProperties extends ScheduleProperties {
///   RingProperties() {
///     super(Path.of("traces/lost-wakeup"), "fixed");
///   }
///
///   @Property
///   void nobodySleepsForEver(@ForAll("schedules") Schedule schedule) {
///     assertInstanceOf(Verdict.Done.class, run(schedule));
///   }
/// }
/// ```
public abstract class ScheduleProperties {

  private final Target target;
  private final Player player;

  /// Properties of `target`.
  protected ScheduleProperties(Target target) {
    this.target = target;
    player = target.player(target.stage());
  }

  /// Properties of the scenario in `folder`.
  protected ScheduleProperties(Path folder, String variant) {
    this(Target.of(ScenarioReader.read(folder, variant, List.of(), Oracles.names())));
  }

  /// Schedules of the target.
  @Provide
  @SuppressWarnings("exports") // whoever extends this has jqwik
  public Arbitrary<Schedule> schedules() {
    return Schedules.of(target);
  }

  /// Runs the target under `schedule`, as far as that fits, and then in the default order.
  protected Verdict run(Schedule schedule) {
    if (target.opens(schedule)) {
      return player.play(new FollowingScheduler(target, target.window(schedule)));
    }
    Target fromReset = target.fromReset();
    Player other = fromReset.player(fromReset.stage());
    return other.play(new FollowingScheduler(fromReset, schedule));
  }
}
