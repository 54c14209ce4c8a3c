package bohr.cli;

import bohr.emulator.input.BadInput;
import bohr.fuzz.Strategies;
import bohr.fuzz.chance.InevitabilitySearch;
import bohr.recorder.Trace;
import bohr.replay.Inevitability;
import bohr.replay.Replayer;
import bohr.replay.Verdicts;
import bohr.replay.export.Export;
import bohr.replay.export.Extent;
import bohr.replay.export.NetworkCapture;
import bohr.replay.export.PerfettoTrace;
import bohr.replay.export.ValueChangeDump;
import bohr.replay.page.Page;
import bohr.replay.report.Json;
import java.io.BufferedWriter;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// What `bohr show` writes for other tools, in place of showing.
final class ExportOptions {

  /// What a page tells of when a finding became certain costs this much.
  private static final long CHANCES_STEPS_MAX = 20_000;

  private static final int CHANCES_EXECUTIONS = 100;
  private static final int CHANCES_POINTS = 24;

  @Option(names = "--html", paramLabel = "FILE",
      description = "Writes a page for a browser, which needs nothing else: lanes, arrows, the"
          + " critical pair, every step with what it changed, and the explanation. Of more than"
          + " 1,000,000 steps, the last ones.")
  private Path html;

  @Option(names = "--perfetto", paramLabel = "FILE",
      description = "Writes a trace for ui.perfetto.dev: a track for each agent, arrows from stores"
          + " to who reads them.")
  private Path perfetto;

  @Option(names = "--vcd", paramLabel = "FILE",
      description = "Writes a value change dump for waveform viewers: registers, interrupt wires,"
          + " phases of devices.")
  private Path vcd;

  @Option(names = "--pcapng", paramLabel = "FILE",
      description = "Writes the frames that went over the machine's network, with step numbers as"
          + " comments.")
  private Path pcapng;

  @Option(names = "--from-step", paramLabel = "N", converter = Converters.OfNatural.class,
      description = "With --perfetto, --vcd and --pcapng, writes what comes behind step N. Default:"
          + " the snapshot point, and at most the last 1,000,000 steps; of frames, all.")
  private Long from;

  @Option(names = "--to-step", paramLabel = "N", converter = Converters.OfNatural.class,
      description = "With these, ends at step N.")
  private Long to;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  ExportOptions() {}

  /// Whether anything is to be written.
  boolean given() {
    boolean ranged = perfetto != null || vcd != null || pcapng != null;
    if (!ranged && (from != null || to != null)) {
      throw new ParameterException(spec.commandLine(),
          "--from-step and --to-step go with --perfetto, --vcd or --pcapng");
    }
    return ranged || html != null;
  }

  /// Writes it, and says what was written.
  ///
  /// @param trace the trace's file, as it was named
  void write(Terminal terminal, Replayer replayer, Path trace, Format format) {
    Json json = new Json().open().put("trace", trace.toString()).list("written");
    StringBuilder text = new StringBuilder();
    Trace recorded = replayer.trace();
    Extent extent = Extent.of(recorded, optional(from), optional(to), trace.toString());
    if (html != null) {
      Page page = Page.of(replayer, new TraceFiles(terminal).report(replayer, trace),
          new GuestSources(terminal).of(trace), chances(replayer), Page.STEPS_MAX);
      OutputFile.write(
          terminal, html, out -> out.write(page.text().getBytes(StandardCharsets.UTF_8)));
      written(html, "html", page.steps(), "steps", text, json);
    }
    if (perfetto != null) {
      OutputFile.write(terminal, perfetto, out -> Export.write(
          replayer, extent, new PerfettoTrace(title(recorded), recorded.verdict(), out)));
      written(perfetto, "perfetto", extent.steps(), "steps", text, json);
    }
    if (vcd != null) {
      OutputFile.write(terminal, vcd, out -> Export.write(replayer, extent, new ValueChangeDump(
          title(recorded), new BufferedWriter(
              new OutputStreamWriter(out, StandardCharsets.US_ASCII)))));
      written(vcd, "vcd", extent.steps(), "steps", text, json);
    }
    if (pcapng != null) {
      if (!NetworkCapture.possible(replayer)) {
        throw new BadInput(trace.toString(), "", "its machine has no network");
      }
      Extent all = new Extent(from == null ? 0 : extent.from(), extent.to());
      AtomicLong frames = new AtomicLong();
      OutputFile.write(terminal, pcapng,
          out -> frames.set(NetworkCapture.write(replayer, all, out)));
      written(pcapng, "pcapng", frames.get(), "frames", text, json);
    }
    terminal.print(format == Format.TEXT ? text.toString() : json.endList().close() + "\n");
  }

  /// When the finding of a short trace became certain: a second's work.
  private static Optional<Inevitability> chances(Replayer replayer) {
    Trace trace = replayer.trace();
    boolean found = trace.verdict().map(each -> each.kind().equals(Verdicts.FINDING)).orElse(false);
    if (!found || trace.kernel().isPresent() || !trace.inputs().isEmpty()
        || trace.schedule().steps() > CHANCES_STEPS_MAX) {
      return Optional.empty();
    }
    int jobs = Runtime.getRuntime().availableProcessors();
    return Optional.of(InevitabilitySearch.of(replayer, Strategies.RANDOM.toString(),
        new InevitabilitySearch.Options(
            Strategies.RANDOM.factory(), 1, CHANCES_EXECUTIONS, CHANCES_POINTS, jobs)));
  }

  private static void written(
      Path file, String form, long count, String what, StringBuilder text, Json json) {
    text.append(file).append(": ").append(count).append(' ').append(what).append('\n');
    json.open().put("file", file.toString()).put("form", form).put(what, count).close();
  }

  private static String title(Trace trace) {
    return trace.header().scenario() + " (" + trace.header().variant() + ")";
  }

  private static OptionalLong optional(Long value) {
    return value == null ? OptionalLong.empty() : OptionalLong.of(value);
  }
}
