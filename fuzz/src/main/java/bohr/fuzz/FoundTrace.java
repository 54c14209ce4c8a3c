package bohr.fuzz;

import bohr.emulator.Board;
import bohr.emulator.plugin.DeviceModels;
import bohr.emulator.plugin.ModelCode;
import bohr.emulator.scenario.Scenario;
import bohr.emulator.scenario.ScenarioReader;
import bohr.fuzz.advice.FenceAdvisor;
import bohr.fuzz.advice.PolicyAdvisor;
import bohr.fuzz.cause.NearestPassing;
import bohr.recorder.Schedule;
import bohr.recorder.Trace;
import bohr.recorder.TraceReader;
import bohr.recorder.TraceRecord.Header;
import bohr.recorder.TraceWriter;
import bohr.replay.Replayer;
import bohr.replay.Rerecording;
import bohr.replay.report.Glyphs;
import bohr.replay.report.Report;
import bohr.replay.report.TextTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.TreeSet;

/// The trace of what a test has found, in a file.
///
/// @param file where it is
/// @param replayer of what stands in it
public record FoundTrace(Path file, Replayer replayer) {

  /// Where tests leave their traces unless they are told otherwise.
  public static final String FOLDER = "target/bohr";

  /// The width that a finding has in a pipe, too.
  private static final int WIDTH = 120;

  /// Runs `schedule` once more, and stores the trace of that.
  ///
  /// @param file missing folders above it are made
  /// @param strategy who made the choices
  /// @param seed of the search
  /// @param index which execution of the search it was
  public static FoundTrace store(Path file, Scenario scenario, Schedule schedule, String strategy,
      long seed, long index) {
    Header header = Rerecording.header(scenario, strategy, seed, index, build());
    Trace trace = Rerecording.of(scenario, schedule, header);
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      TraceWriter.write(file, trace);
    } catch (IOException e) {
      throw new UncheckedIOException("the trace of a finding cannot be stored", e);
    }
    return new FoundTrace(file, Replayer.of(
        TraceReader.read(file), file.toString(), ScenarioReader.models(scenario)));
  }

  /// The name of the trace of a test: nothing in it means anything to a shell.
  public static String name(Class<?> test, String method) {
    return test.getName().replace('$', '.') + "." + method + ".trace";
  }

  private static String build() {
    ModuleDescriptor module = FoundTrace.class.getModule().getDescriptor();
    return "bohr " + Optional.ofNullable(module).flatMap(ModuleDescriptor::rawVersion)
        .orElse("unknown");
  }

  /// What was found, and how to see it again.
  public String table() {
    Report report = report(replayer, replay(file, replayer.board()));
    return TextTable.render(report, Glyphs.of(StandardCharsets.UTF_8), WIDTH, false);
  }

  /// All that there is to say about the trace of a scenario, or of a kernel.
  ///
  /// @param command the one that replays the trace
  public static Report report(Replayer replayer, String command) {
    Report report = Report.of(replayer, command);
    Trace trace = replayer.trace();
    if (trace.kernel().isPresent()) {
      return report;
    }
    Scenario scenario = replayer.scenario();
    return report.with(FenceAdvisor.advise(scenario, trace))
        .withNearest(NearestPassing.find(scenario, trace, report.timeline()))
        .with(PolicyAdvisor.advise(scenario, trace));
  }

  /// The command that replays a trace of a board.
  public static String replay(Path file, Board board) {
    TreeSet<String> plugins = new TreeSet<>();
    for (Board.Plug plug : board.devices()) {
      DeviceModels.code(plug.model()).map(ModelCode::source).ifPresent(plugins::add);
    }
    StringBuilder command = new StringBuilder("bohr replay ").append(file);
    plugins.forEach(plugin -> command.append(" --plugin ").append(plugin));
    return command.toString();
  }
}
