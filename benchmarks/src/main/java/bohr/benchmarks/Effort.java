package bohr.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/// What a benchmark took besides wall time, which other jobs on the machine lengthen. JMH reads the
/// public fields, which start at 0 with each iteration.
@State(Scope.Thread)
@AuxCounters(AuxCounters.Type.OPERATIONS)
public class Effort {

  /// Time for which the benchmark's thread had a processor.
  public long cpuNanoseconds;

  /// Steps of machines.
  public long steps;

  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private long began;

  /// Nothing taken yet.
  public Effort() {}

  /// Work begins, enough of it that a look at the clock does not matter.
  void begin() {
    began = threads.getCurrentThreadCpuTime();
  }

  /// Work is over.
  ///
  /// @param taken steps of machines in it
  void end(long taken) {
    cpuNanoseconds += threads.getCurrentThreadCpuTime() - began;
    steps += taken;
  }
}
