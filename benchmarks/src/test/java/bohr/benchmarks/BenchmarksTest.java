package bohr.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bohr.emulator.Machine;
import bohr.emulator.Verdict;
import bohr.recorder.TraceReader;
import bohr.scheduler.DefaultOrder;
import bohr.scheduler.Execution;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/// That the benchmarks run and measure what they say; how fast is no business of a test.
class BenchmarksTest {

  @Test
  void everyBenchmarkRunsOnceWithEachParameterAndMakesARowOfTheTable() throws RunnerException {
    Options once =
        new OptionsBuilder()
            .forks(0)
            .warmupIterations(0)
            .measurementIterations(1)
            .measurementTime(TimeValue.milliseconds(1))
            .verbosity(VerboseMode.SILENT)
            .shouldFailOnError(true)
            .build();

    Collection<RunResult> results = new Runner(once).run();

    List<String> names = results.stream().map(result -> Figure.of(result).name()).toList();
    assertEquals(5 * 2 + 6 * 5 + 4 + 2 + 4, names.size());
    assertTrue(names.contains("ScheduleBenchmark.schedules lost-wakeup pct"), names::toString);
  }

  /// The guests compare their results with those of the same C code on the host, computed once.
  @ParameterizedTest
  @CsvSource({
    "records, 5, 364635", "kernels, 5, 480923", "memory, 1, 2916717", "records-paged, 5, 374402",
    "kernels-paged, 5, 490690"
  })
  void aComputeGuestGetsItsSumsRightInAKnownNumberOfInstructions(
      String guest, int rounds, long instructions) {
    Machine machine = Guests.machine(Guests.compute(guest, rounds));

    new Execution().run(machine, new DefaultOrder(), 10_000_000);

    assertEquals(new Verdict.Done(0), machine.verdict());
    assertEquals(instructions, machine.retired(0));
  }

  @Test
  void theRecordingOfAComputeGuestIsAWholeTrace(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("memory.trace");

    long instructions = RecordGuest.record(Guests.compute("memory", 1), file);

    assertEquals(2916717, instructions);
    assertEquals("passed", TraceReader.read(file).verdict().orElseThrow().kind());
  }

  @Test
  void aFigureIsShownWithThreeDigits() {
    Figure figure = new Figure("a", "schedules/s", 391_500, 9.996e6, 99.97, 0.5, 0);

    assertEquals("| a | 392 k schedules/s | 10.0 M – 100 | 0.50 |  |", figure.row());
  }
}
