package bohr.benchmarks;

import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;

/// One line of the table: what a benchmark came to, in units that people read.
///
/// @param name the benchmark and its parameters
/// @param unit what is counted
/// @param median of all iterations, per second of wall time
/// @param least of all iterations
/// @param most of all iterations
/// @param onWholeCore median per second of processor time: what other jobs on the machine took away
///     does not count
/// @param stepsEach median of the steps in one operation; 0 where there are none, or one is one
record Figure(
    String name,
    String unit,
    double median,
    double least,
    double most,
    double onWholeCore,
    double stepsEach) {

  static final String HEADING =
      """
      | benchmark | median | least – most | on a whole core | steps each |
      |---|---|---|---|---|""";

  static Figure of(RunResult result) {
    Collection<IterationResult> iterations =
        result.getBenchmarkResults().stream()
            .flatMap(fork -> fork.getIterationResults().stream())
            .toList();
    double[] scores = sorted(iterations, Figure::score);
    double steps = median(sorted(iterations, i -> secondary(i, "steps") / score(i)));
    return new Figure(
        name(result.getParams()),
        unit(result.getParams().getBenchmark()),
        median(scores),
        scores[0],
        scores[scores.length - 1],
        median(sorted(iterations, i -> score(i) * 1e9 / secondary(i, "cpuNanoseconds"))),
        steps > 1.01 ? steps : 0);
  }

  private static double score(IterationResult iteration) {
    return iteration.getPrimaryResult().getScore();
  }

  private static double secondary(IterationResult iteration, String counter) {
    return iteration.getSecondaryResults().get(counter).getScore();
  }

  private static double[] sorted(
      Collection<IterationResult> iterations, ToDoubleFunction<IterationResult> value) {
    return iterations.stream().mapToDouble(value).sorted().toArray();
  }

  private static double median(double[] sorted) {
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  private static String name(BenchmarkParams parameters) {
    String[] words = parameters.getBenchmark().split("\\.");
    String method = words[words.length - 2] + "." + words[words.length - 1];
    StringBuilder name = new StringBuilder(method);
    parameters.getParamsKeys().forEach(key -> name.append(' ').append(parameters.getParam(key)));
    return name.toString();
  }

  private static String unit(String benchmark) {
    if (benchmark.contains(StepBenchmark.class.getSimpleName())) {
      return "instructions/s";
    }
    if (benchmark.contains(ScheduleBenchmark.class.getSimpleName())) {
      return "schedules/s";
    }
    return benchmark.contains(TraceBenchmark.class.getSimpleName()) ? "slices/s" : "a second";
  }

  /// The figure as a row under [#HEADING].
  String row() {
    return "| %s | %s %s | %s – %s | %s | %s |"
        .formatted(
            name,
            brief(median),
            unit,
            brief(least),
            brief(most),
            brief(onWholeCore),
            stepsEach == 0 ? "" : "%.0f".formatted(stepsEach));
  }

  /// Three digits and a unit: `183 M`, `39.1 k`.
  private static String brief(double value) {
    double scaled = value;
    int power = 0;
    while (scaled >= 999.5 && power < 3) {
      scaled /= 1000;
      power++;
    }
    int decimals = scaled >= 99.95 ? 0 : scaled >= 9.995 ? 1 : 2;
    String number = String.format(Locale.ROOT, "%." + decimals + "f", scaled);
    return power == 0 ? number : number + " " + " kMG".charAt(power);
  }
}
