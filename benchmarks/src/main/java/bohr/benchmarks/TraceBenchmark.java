package bohr.benchmarks;

import bohr.recorder.Bytes;
import bohr.recorder.Trace;
import bohr.recorder.TraceBuilder;
import bohr.recorder.TraceReader;
import bohr.recorder.TraceRecord.Header;
import bohr.recorder.TraceRecord.Verdict;
import bohr.recorder.TraceWriter;
import bohr.scheduler.SplitMix;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// Traces to bytes and back: serialisation, compression, checksums and checks, without a disk. An
/// operation is a slice, of a schedule that switches among five agents every 20 steps or so.
@State(Scope.Thread)
@OutputTimeUnit(TimeUnit.SECONDS)
public class TraceBenchmark {

  private static final int SLICES = 100_000;
  private static final int AGENTS = 5;
  private static final int MEAN_STEPS = 20;
  private static final int CHECKPOINT_EVERY = 1000;

  private Trace trace;
  private byte[] file;

  /// For JMH.
  public TraceBenchmark() {}

  /// A trace, in memory and as the bytes of its file.
  @Setup
  public void record() {
    SplitMix random = new SplitMix(1);
    TraceBuilder builder = new TraceBuilder();
    int agent = 0;
    for (int i = 0; i < SLICES; i++) {
      agent = (agent + 1 + random.below(AGENTS - 1)) % AGENTS;
      if (random.below(10) == 0) {
        builder.choice(agent, random.below(3));
      }
      builder.slice(agent, random.geometric(MEAN_STEPS));
      if (i % CHECKPOINT_EVERY == 0) {
        builder.checkpoint(random.next());
      }
    }
    Header header =
        new Header("none", "", "fixed", List.of(), 0, "sc", "random-slices", 1, 0, "benchmark");
    Verdict verdict = new Verdict("passed", "", "", "", "", -1, builder.steps(), 0, 0);
    trace = builder.build(header, Bytes.of(new byte[0]), verdict);
    file = TraceWriter.encode(trace);
  }

  /// From memory to the bytes of a file.
  @Benchmark
  @OperationsPerInvocation(SLICES)
  public byte[] write(Effort effort) {
    effort.begin();
    byte[] bytes = TraceWriter.encode(trace);
    effort.end(0);
    return bytes;
  }

  /// From the bytes of a file to memory.
  @Benchmark
  @OperationsPerInvocation(SLICES)
  public Trace read(Effort effort) {
    effort.begin();
    Trace read = TraceReader.read(file, "benchmark.trace");
    effort.end(0);
    return read;
  }
}
