package bohr.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bohr.recorder.Trace;
import bohr.recorder.TraceReader;
import bohr.replay.ReplayResult.Reproduced;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// The recorded race of every scenario, on this build.
class FoundTracesTest {

  private static final Path TRACES = Path.of("..", "traces");

  private static List<Path> scenarios() throws IOException {
    try (Stream<Path> folders = Files.list(TRACES)) {
      return folders
          .filter(folder -> Files.exists(folder.resolve("scenario.yaml")))
          .sorted()
          .toList();
    }
  }

  @Test
  void everyScenarioHasItsRecordedRace() throws IOException {
    for (Path scenario : scenarios()) {
      assertTrue(Files.exists(scenario.resolve("found.trace")), scenario.toString());
    }
  }

  @TestFactory
  Stream<DynamicTest> theRecordedRaceIsReproducedDigestByDigest() throws IOException {
    return scenarios().stream()
        .map(
            scenario ->
                DynamicTest.dynamicTest(
                    scenario.getFileName().toString(),
                    () -> {
                      Trace trace = TraceReader.read(scenario.resolve("found.trace"));
                      Replayer replayer = Replayer.of(trace, scenario.toString());
                      assertEquals(Verdicts.FINDING, trace.verdict().orElseThrow().kind());
                      assertInstanceOf(Reproduced.class, replayer.replay());
                      assertInstanceOf(Reproduced.class, replayer.verify(3, 1));
                    }));
  }
}
