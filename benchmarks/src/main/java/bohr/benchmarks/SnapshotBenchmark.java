package bohr.benchmarks;

import bohr.emulator.Machine;
import bohr.emulator.Snapshot;
import bohr.emulator.memory.Memory;
import bohr.scheduler.DefaultOrder;
import bohr.scheduler.Execution;
import bohr.scheduler.Scheduler;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// What it costs to go back, to keep a state, and to hash one. The state is that of
/// dma-vs-command-register, [#WINDOW] steps behind its snapshot point; the steps themselves are in
/// every figure, and [#window] has nothing else but a restore.
@State(Scope.Thread)
@OutputTimeUnit(TimeUnit.SECONDS)
public class SnapshotBenchmark {

  private static final int BATCH = 1000;
  private static final int WINDOW = 50;
  private static final int MEBIBYTE = 1 << 20;

  private final Execution execution = new Execution();
  private final Scheduler order = new DefaultOrder();
  private final Memory memory = new Memory(4 * MEBIBYTE, 0, 1);
  private Machine machine;
  private Snapshot snapshot;
  private byte generation;

  /// For JMH.
  public SnapshotBenchmark() {}

  /// A machine at its guest's snapshot point.
  @Setup
  public void boot() {
    machine = Guests.machine(Guests.scenario("dma-vs-command-register"));
    execution.run(machine, order, 1_000_000);
    snapshot = machine.snapshot();
  }

  private void runWindow() {
    machine.restore(snapshot);
    execution.run(machine, order, WINDOW);
  }

  /// Back to the snapshot, and the steps of a window.
  @Benchmark
  @OperationsPerInvocation(BATCH)
  public long window(Effort effort) {
    effort.begin();
    for (int i = 0; i < BATCH; i++) {
      runWindow();
    }
    effort.end(BATCH * WINDOW);
    return machine.steps();
  }

  /// The same, and a new snapshot at the end.
  @Benchmark
  @OperationsPerInvocation(BATCH)
  public Snapshot snapshot(Effort effort) {
    effort.begin();
    Snapshot last = snapshot;
    for (int i = 0; i < BATCH; i++) {
      runWindow();
      last = machine.snapshot();
    }
    effort.end(BATCH * WINDOW);
    return last;
  }

  /// The same as [#window], and the digest at the end: only what has changed is hashed.
  @Benchmark
  @OperationsPerInvocation(BATCH)
  public long digest(Effort effort) {
    effort.begin();
    long digests = 0;
    for (int i = 0; i < BATCH; i++) {
      runWindow();
      digests ^= machine.digest();
    }
    effort.end(BATCH * WINDOW);
    return digests;
  }

  /// The digest of a memory in which every word of 1 MiB has changed.
  @Benchmark
  public long digestOfMebibyte(Effort effort) {
    effort.begin();
    generation++;
    for (int offset = 0; offset < MEBIBYTE; offset += Long.BYTES) {
      memory.store64(offset, offset ^ generation, 0);
    }
    long digest = memory.digest();
    effort.end(0);
    return digest;
  }
}
