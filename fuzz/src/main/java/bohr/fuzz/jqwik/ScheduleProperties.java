package bohr.fuzz.jqwik;

import bohr.emulator.Verdict;
import bohr.emulator.oracle.Oracles;
import bohr.emulator.scenario.Scenario;
import bohr.emulator.scenario.ScenarioReader;
import bohr.fuzz.target.FollowingScheduler;
import bohr.fuzz.target.Player;
import bohr.fuzz.target.Target;
import bohr.recorder.Schedule;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AddLifecycleHook;

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
///
/// Where a property of a scenario fails, the smallest schedule that shows it is stored as a trace
/// and shown as a table; see [ShowsFinding].
@AddLifecycleHook(ShowsFinding.class)
@SuppressWarnings("exports") // whoever extends this has jqwik
public abstract class ScheduleProperties {

  private final Target target;
  private final Player player;
  private final Optional<Scenario> scenario;

  /// Properties of `target`.
  protected ScheduleProperties(Target target) {
    this(target, Optional.empty());
  }

  /// Properties of `scenario`.
  protected ScheduleProperties(Scenario scenario) {
    this(Target.of(scenario), Optional.of(scenario));
  }

  /// Properties of the scenario in `folder`.
  ///
  /// @param settings changed, each `name=value`, as with `--set`
  protected ScheduleProperties(Path folder, String variant, String... settings) {
    this(ScenarioReader.read(folder, variant, List.of(settings), Oracles.names()));
  }

  private ScheduleProperties(Target target, Optional<Scenario> scenario) {
    this.target = target;
    this.scenario = scenario;
    player = target.player(target.stage());
  }

  /// The scenario, if the target is one.
  Optional<Scenario> scenario() {
    return scenario;
  }

  /// Schedules of the target.
  @Provide
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
