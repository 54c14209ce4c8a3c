package bohr.benchmarks;

import bohr.emulator.ordering.MemoryModel;
import bohr.emulator.ordering.MemoryRules;
import bohr.fuzz.litmus.LitmusReader;
import bohr.fuzz.litmus.LitmusSearch;
import bohr.fuzz.litmus.LitmusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// All outcomes of the tests in `litmus/`, machines built anew for each. An operation is the whole
/// folder; the steps are the instructions that harts execute in the search.
@State(Scope.Thread)
@OutputTimeUnit(TimeUnit.SECONDS)
public class LitmusBenchmark {

  private static final Duration LIMIT = Duration.ofMinutes(1);

  /// As `bohr litmus --memory-model` calls it, in capitals.
  @Param({"SC", "TSO", "RVWMO", "RVWMO_FULL"})
  public MemoryModel model;

  private List<LitmusTest> tests;

  /// For JMH.
  public LitmusBenchmark() {}

  /// Reads the tests.
  @Setup
  public void read() throws IOException {
    try (Stream<Path> files = Files.list(Guests.root().resolve("litmus"))) {
      tests = files.filter(file -> file.toString().endsWith(".litmus")).sorted()
          .map(file -> LitmusReader.read(file, file.toString())).toList();
    }
  }

  /// Explores every test to its end.
  @Benchmark
  public long exhaustive(Effort effort) {
    effort.begin();
    LitmusSearch search = new LitmusSearch(MemoryRules.of(model), LIMIT);
    long steps = 0;
    for (LitmusTest test : tests) {
      steps += search.explore(test).steps();
    }
    effort.end(steps);
    return steps;
  }
}
