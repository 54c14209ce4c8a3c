package bohr.replay.report;

import bohr.emulator.scenario.Scenario;
import bohr.recorder.Trace;
import bohr.replay.*;
import java.nio.charset.StandardCharsets;

public class Look {
  public static void main(String... args) {
    Scenario scenario = Recordings.scenario(args[0], args.length > 1 ? args[1] : "buggy");
    int seed = 1;
    Trace best = null;
    for (; seed < 400; seed++) {
      Trace trace = Recordings.record(scenario, seed, 100);
      if (trace.verdict().get().kind().equals("finding")
          && (best == null || trace.schedule().slices() < best.schedule().slices())) best = trace;
    }
    if (best == null) { System.out.println("no finding"); best = Recordings.record(scenario, 1, 100); }
    Replayer r = Replayer.of(best, "x");
    System.out.println(r.replay().line());
    System.out.println(r.verify(3, 10).line());
    System.out.println(TextTable.render(Report.of(r, "./bohr replay x.trace"),
        Glyphs.of(StandardCharsets.UTF_8), Integer.getInteger("w", 120), Boolean.getBoolean("every")));
  }
}
