package bohr.benchmarks;

import bohr.emulator.Machine;
import bohr.emulator.Snapshot;
import bohr.recorder.RecordingScheduler;
import bohr.recorder.Schedule;
import bohr.scheduler.DefaultOrder;
import bohr.scheduler.Execution;
import bohr.scheduler.Scheduler;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// Instructions a second of one hart that computes, in the fast path: turns are as long as those of
/// the default order, and the schedule is kept or not. An operation is an instruction.
@State(Scope.Thread)
@OutputTimeUnit(TimeUnit.SECONDS)
public class StepBenchmark {

  private static final int INSTRUCTIONS = 10_000_000;
  private static final long ROUNDS_WITHOUT_END = Integer.MAX_VALUE;

  /// A folder under benchmarks/guests.
  @Param({"records", "kernels", "memory", "records-paged", "kernels-paged"})
  public String guest;

  private final Execution execution = new Execution();
  private Machine machine;
  private Snapshot start;
  private final Schedule.Builder schedule = Schedule.builder();
  private final Scheduler order = new DefaultOrder();
  private final Scheduler recorded = new RecordingScheduler(order, schedule);

  /// For JMH.
  public StepBenchmark() {}

  /// A machine that has begun with its work.
  @Setup
  public void boot() {
    machine = Guests.machine(Guests.compute(guest, ROUNDS_WITHOUT_END));
    execution.run(machine, order, 1_000_000);
    start = machine.snapshot();
  }

  /// Runs, and writes the schedule down.
  @Benchmark
  @OperationsPerInvocation(INSTRUCTIONS)
  public long recording(Effort effort) {
    schedule.rewind();
    return run(effort, recorded);
  }

  /// Only runs.
  @Benchmark
  @OperationsPerInvocation(INSTRUCTIONS)
  public long plain(Effort effort) {
    return run(effort, order);
  }

  private long run(Effort effort, Scheduler scheduler) {
    effort.begin();
    machine.restore(start);
    long before = machine.retired(0);
    execution.run(machine, scheduler, INSTRUCTIONS);
    effort.end(INSTRUCTIONS);
    long retired = machine.retired(0) - before;
    if (retired != INSTRUCTIONS) {
      throw new IllegalStateException("retired only " + retired + ": " + machine.verdict());
    }
    return machine.pc(0);
  }
}
