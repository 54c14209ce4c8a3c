package bohr.cli;

import bohr.emulator.Board;
import bohr.emulator.oracle.Oracles;
import bohr.emulator.scenario.Scenario;
import bohr.fuzz.target.Target;
import bohr.recorder.Schedule;
import bohr.recorder.Trace;
import bohr.recorder.TraceRecord.Header;
import bohr.recorder.TraceRecord.Kernel;
import bohr.replay.Position;
import bohr.replay.Replayer;
import bohr.replay.Rerecording;
import java.util.List;
import java.util.Set;

/// What a campaign searches.
sealed interface Quarry {

  String name();

  String variant();

  List<String> overrides();

  /// Names of the oracles that watch.
  List<String> oracles();

  /// The executions of the campaign.
  Target target();

  /// The trace of an execution with this schedule, which begins at reset.
  Trace trace(Schedule schedule, String strategy, long seed, long index);

  /// A scenario, from its snapshot point.
  record OfScenario(Scenario scenario) implements Quarry {

    @Override
    public String name() {
      return scenario.name();
    }

    @Override
    public String variant() {
      return scenario.variant();
    }

    @Override
    public List<String> overrides() {
      return scenario.overrides();
    }

    @Override
    public List<String> oracles() {
      return List.copyOf(scenario.oracles());
    }

    @Override
    public Target target() {
      return Target.of(Board.of(scenario), scenario.stepBound());
    }

    @Override
    public Trace trace(Schedule schedule, String strategy, long seed, long index) {
      return Rerecording.of(scenario, schedule,
          Rerecording.header(scenario, strategy, seed, index, Version.text()));
    }
  }

  /// A system that was recorded, from some step on.
  ///
  /// @param from the machine at that step
  /// @param stepBound most steps of an execution from there
  record OfSystem(Replayer replayer, Position from, long stepBound) implements Quarry {

    @Override
    public String name() {
      return replayer.trace().header().scenario();
    }

    @Override
    public String variant() {
      return replayer.trace().header().variant();
    }

    @Override
    public List<String> overrides() {
      return replayer.trace().header().overrides();
    }

    @Override
    public Target target() {
      return Target.of(from, board(), stepBound);
    }

    private Board board() {
      return replayer.board().withOracles(Set.copyOf(oracles()));
    }

    @Override
    public List<String> oracles() {
      return List.copyOf(Oracles.ofRecordedSystems());
    }

    @Override
    public Trace trace(Schedule schedule, String strategy, long seed, long index) {
      Trace recorded = replayer.trace();
      Kernel kernel = recorded.kernel().orElseThrow();
      Kernel watched = new Kernel(
          kernel.harts(), kernel.ramBytes(), kernel.aia(), kernel.arguments(), kernel.seed(),
          from.step() + stepBound, oracles(), kernel.clockStart(), kernel.bios(), kernel.image(),
          kernel.initrd(), kernel.flash(), kernel.network(), kernel.devices());
      Header header = new Header(name(), "", variant(), overrides(), 0,
          recorded.header().memoryModel(), strategy, seed, index, Version.text(),
          recorded.header().codes());
      return Rerecording.of(watched, board(), schedule, from.feed().delivered(), header);
    }
  }
}
