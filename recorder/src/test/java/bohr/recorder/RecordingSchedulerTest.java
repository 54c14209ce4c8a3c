package bohr.recorder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bohr.emulator.agent.StopReason;
import bohr.emulator.agent.TransitionSystem;
import bohr.recorder.TraceRecord.Checkpoint;
import bohr.scheduler.Execution;
import bohr.scheduler.Scheduler;
import bohr.scheduler.Slice;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RecordingSchedulerTest {

  /// Picks agents, lengths and values by a seed.
  private static final class RandomScheduler implements Scheduler {

    private final Random random;

    RandomScheduler(long seed) {
      random = new Random(seed);
    }

    @Override
    public void next(TransitionSystem system, Slice slice) {
      int agent = random.nextInt(system.agents());
      while ((system.enabled() >>> agent & 1) == 0) {
        agent = (agent + 1) % system.agents();
      }
      slice.set(agent, 1 + random.nextInt(20));
    }

    @Override
    public int choose(int agent, int alternatives) {
      return Math.max(0, random.nextInt(2 * alternatives) - alternatives);
    }
  }

  /// Does what a schedule says, at most `most` steps at a time.
  private record Following(ScheduleCursor cursor, int most) implements Scheduler {

    @Override
    public void next(TransitionSystem system, Slice slice) {
      slice.set(cursor.agent(), (int) Math.min(cursor.left(), most));
    }

    @Override
    public int choose(int agent, int alternatives) {
      return cursor.choose(agent);
    }

    @Override
    public void performed(TransitionSystem system, int agent, int steps, StopReason why) {
      cursor.advance(steps);
    }
  }

  /// Stops another scheduler's slices where checkpoints were taken.
  private record Pausing(Scheduler inner, ScheduleCursor cursor, List<Checkpoint> checkpoints)
      implements Scheduler {

    @Override
    public void next(TransitionSystem system, Slice slice) {
      inner.next(system, slice);
      for (Checkpoint checkpoint : checkpoints) {
        if (checkpoint.step() > cursor.step()) {
          slice.limit = (int) Math.min(slice.limit, checkpoint.step() - cursor.step());
          return;
        }
      }
    }

    @Override
    public int choose(int agent, int alternatives) {
      return inner.choose(agent, alternatives);
    }

    @Override
    public void performed(TransitionSystem system, int agent, int steps, StopReason why) {
      inner.performed(system, agent, steps, why);
    }
  }

  private static Trace record(long seed, long length, long every) {
    ToySystem system = new ToySystem(length);
    TraceBuilder builder = new TraceBuilder();
    RecordingScheduler scheduler =
        new RecordingScheduler(new RandomScheduler(seed), builder, system::digest, every);
    Execution execution = new Execution();
    while (execution.run(system, scheduler, Long.MAX_VALUE) == StopReason.SNAPSHOT) {
      assertEquals(system.steps(), builder.steps());
    }
    return builder.build(Samples.HEADER, Bytes.NONE, Samples.verdict(system.digest()));
  }

  @Property
  void followingTheRecordedScheduleReachesEveryRecordedState(
      @ForAll long seed, @ForAll @IntRange(min = 3, max = 300) int length) {
    Trace trace = record(seed, length, 1);
    ToySystem system = new ToySystem(length);
    ScheduleCursor cursor = trace.schedule().cursor();
    TraceBuilder again = new TraceBuilder();
    Scheduler follower = new Following(cursor, Integer.MAX_VALUE);
    Scheduler comparing = new Pausing(follower, cursor, trace.checkpoints());
    RecordingScheduler scheduler = new RecordingScheduler(comparing, again, system::digest, 1);
    while (new Execution().run(system, scheduler, 1_000_000) != StopReason.ENDED) {
      continue;
    }
    Trace repeated = again.build(Samples.HEADER, Bytes.NONE, Samples.verdict(system.digest()));
    assertEquals(trace, repeated);
    assertTrue(cursor.done());
    assertEquals(trace.verdict().orElseThrow().digest(), system.digest());
    assertEquals(length, trace.schedule().steps());
  }

  @Property
  void whereTheFollowerPausesDoesNotMatter(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 50) int most) {
    Trace trace = record(seed, 200, 1);
    ToySystem system = new ToySystem(200);
    Following follower = new Following(trace.schedule().cursor(), most);
    Schedule.Builder again = Schedule.builder();
    while (new Execution().run(system, new RecordingScheduler(follower, again), 1_000_000)
        != StopReason.ENDED) {
      continue;
    }
    assertEquals(trace.verdict().orElseThrow().digest(), system.digest());
    assertEquals(trace.schedule(), again.build());
  }

  @Property
  void listeningChangesNothing(@ForAll long seed, @ForAll @IntRange(min = 1, max = 90) int every) {
    ToySystem alone = new ToySystem(250);
    Scheduler scheduler = new RandomScheduler(seed);
    while (new Execution().run(alone, scheduler, 1_000_000) != StopReason.ENDED) {
      continue;
    }
    Trace recorded = record(seed, 250, every);
    assertEquals(alone.digest(), recorded.verdict().orElseThrow().digest());
    assertEquals(record(seed, 250, 1).schedule(), recorded.schedule());
  }

  @Property(tries = 200)
  void twoRecordingsOfTheSameAreTheSameBytes(@ForAll long seed) {
    assertEquals(
        Bytes.of(TraceWriter.encode(record(seed, 300, 7))),
        Bytes.of(TraceWriter.encode(record(seed, 300, 7))));
  }

  @Test
  void theSnapshotPointIsMarkedAndHasACheckpoint() {
    Trace trace = record(1, 300, 1_000_000);
    assertEquals(100, trace.window().orElseThrow());
    assertEquals(1, trace.checkpoints().size());
    assertEquals(100, trace.checkpoints().get(0).step());
  }

  @Test
  void checkpointsLieAtLeastTheAskedNumberOfStepsApart() {
    Trace trace = record(5, 3000, 100);
    long last = 0;
    for (Checkpoint checkpoint : trace.checkpoints()) {
      boolean atWindow = checkpoint.step() == trace.window().orElseThrow();
      assertTrue(atWindow || checkpoint.step() - last >= 100);
      assertTrue(checkpoint.step() - last < 100 + 20);
      last = checkpoint.step();
    }
    assertTrue(trace.checkpoints().size() > 24);
  }

  @Test
  void aRecordingBehindAMarkIsTheWholeExecution() {
    Schedule.Builder builder = Schedule.builder();
    RecordingScheduler first = new RecordingScheduler(new RandomScheduler(3), builder);
    assertEquals(StopReason.SNAPSHOT, new Execution().run(new ToySystem(300), first, 1_000_000));
    builder.mark();
    for (long seed = 10; seed < 20; seed++) {
      builder.rewind();
      ToySystem system = new ToySystem(300);
      Following boot = new Following(builder.build().cursor(), Integer.MAX_VALUE);
      assertEquals(StopReason.SNAPSHOT, new Execution().run(system, boot, builder.steps()));
      new Execution().run(
          system, new RecordingScheduler(new RandomScheduler(seed), builder), 1_000_000);
      Schedule whole = builder.build();
      ToySystem repeated = new ToySystem(300);
      Following follower = new Following(whole.cursor(), Integer.MAX_VALUE);
      new Execution().run(repeated, follower, 1_000_000);
      new Execution().run(repeated, follower, 1_000_000);
      assertTrue(repeated.ended());
      assertEquals(system.digest(), repeated.digest());
    }
  }

  @Test
  void recordingBehindAMarkAllocatesNothing() {
    ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    Schedule.Builder builder = Schedule.builder();
    RecordingScheduler scheduler = new RecordingScheduler(new AlwaysThree(), builder);
    ToySystem system = new ToySystem(1);
    recordThousand(scheduler, system);
    builder.rewind();
    long before = thread.getCurrentThreadAllocatedBytes();
    recordThousand(scheduler, system);
    assertEquals(0, thread.getCurrentThreadAllocatedBytes() - before);
    assertEquals(1000, builder.slices());
    assertEquals(1000, builder.values());
  }

  private static void recordThousand(RecordingScheduler scheduler, ToySystem system) {
    for (int i = 0; i < 1000; i++) {
      scheduler.choose(i % 5, 4);
      scheduler.performed(system, i % 5, 1 + i, StopReason.LIMIT);
    }
  }

  /// Never schedules, and always chooses 3.
  private static final class AlwaysThree implements Scheduler {

    @Override
    public void next(TransitionSystem system, Slice slice) {
      throw new UnsupportedOperationException();
    }

    @Override
    public int choose(int agent, int alternatives) {
      return 3;
    }
  }

  @Test
  void aCheckpointEveryNoStepsIsRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new RecordingScheduler(
            new RandomScheduler(1), Schedule.builder(), () -> 0, 0));
  }
}
