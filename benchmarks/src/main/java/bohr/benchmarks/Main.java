package bohr.benchmarks;

import java.io.PrintStream;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/// Runs the benchmarks and prints what they came to; see benchmarks/run. The table goes to standard
/// output, and what JMH says meanwhile to standard error.
public final class Main {

  /// As the launcher `bohr` has them.
  private static final String[] JVM = {
    "-ea", "-XX:+UseSerialGC", "-XX:-UsePerfData", "-Dkryo.unsafe=false"
  };

  private Main() {}

  /// @param arguments `--quick` for a rough answer in a minute, and a pattern for the names of the
  ///     benchmarks to run; both may be left out
  public static void main(String... arguments) throws RunnerException {
    PrintStream table = System.out;
    System.setOut(System.err);
    List<String> words = List.of(arguments);
    boolean quick = words.contains("--quick");
    List<String> patterns = words.stream().filter(word -> !word.startsWith("--")).toList();
    Collection<RunResult> results = new Runner(options(quick, patterns).build()).run();
    table.println(Host.describe() + (quick ? ", --quick" : ""));
    table.println();
    table.println(Figure.HEADING);
    results.forEach(result -> table.println(Figure.of(result).row()));
  }

  private static ChainedOptionsBuilder options(boolean quick, List<String> patterns) {
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .jvmArgsAppend(JVM)
            .shouldFailOnError(true)
            .shouldDoGC(true)
            .forks(quick ? 1 : 2)
            .warmupIterations(quick ? 3 : 5)
            .warmupTime(TimeValue.milliseconds(quick ? 500 : 1000))
            .measurementIterations(5)
            .measurementTime(TimeValue.milliseconds(quick ? 300 : 1000));
    patterns.forEach(options::include);
    return quick ? options.param("strategy", "portfolio") : options;
  }
}
