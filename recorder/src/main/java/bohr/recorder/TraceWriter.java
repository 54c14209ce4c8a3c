package bohr.recorder;

import bohr.emulator.Machine;
import bohr.emulator.WrittenState;
import bohr.emulator.memory.ChangeLog;
import bohr.recorder.TraceRecord.Checkpoint;
import bohr.recorder.TraceRecord.Codes;
import bohr.recorder.TraceRecord.Header;
import bohr.recorder.TraceRecord.Image;
import bohr.recorder.TraceRecord.Input;
import bohr.recorder.TraceRecord.Kernel;
import bohr.recorder.TraceRecord.Slices;
import bohr.recorder.TraceRecord.State;
import bohr.recorder.TraceRecord.Values;
import bohr.recorder.TraceRecord.Verdict;
import bohr.recorder.TraceRecord.Window;
import com.esotericsoftware.kryo.io.Output;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Optional;

/// Writes a trace. A short one, already in memory, appears whole or not at all ([#write]). A long
/// recording grows in place chunk by chunk ([#create]) and can be read up to its last whole chunk
/// whenever the process dies.
///
/// What is recorded reaches the file in the order of time, and a value before the slice it belongs
/// to. So whatever can be read of a recording that was cut off can be replayed.
public final class TraceWriter implements RecordingSink, AutoCloseable {

  private static final long NEVER = Long.MAX_VALUE;

  private final OutputStream out;
  private final ChunkWriter chunks;
  private final RecordCodec codec = new RecordCodec();
  private final TraceLimits limits = new TraceLimits();
  private final Output pending =
      new Output(TraceFormat.CHUNK_BYTES_FULL, TraceFormat.CHUNK_BYTES_MAX);

  private final long[] slices = new long[TraceFormat.BLOCK_MAX];
  private int sliceCount;
  private final long[] gaps = new long[TraceFormat.BLOCK_MAX];
  private final int[] values = new int[TraceFormat.BLOCK_MAX];
  private int valueCount;

  /// For each agent, how many choices with the value 0 it has made since its last other one.
  private final long[] zeros = new long[TraceFormat.AGENTS_MAX];

  /// For each agent, how many choices it has made.
  private final long[] made = new long[TraceFormat.AGENTS_MAX];

  private long steps;
  private long chunkSteps;
  private boolean windowed;

  /// Nothing may be written any more: the verdict was, or the file could not take a chunk.
  private boolean finished;

  private TraceWriter(OutputStream out, Header header, Optional<Kernel> kernel, Bytes image)
      throws IOException {
    this.out = out;
    chunks = new ChunkWriter(out);
    codec.encode(pending, header);
    if (!header.codes().isEmpty()) {
      codec.encode(pending, new Codes(header.codes()));
    }
    codec.encode(pending, kernel.isPresent() ? kernel.get() : new Image(image.length()));
    cut();
    for (int at = 0; at < image.length(); at += TraceFormat.CHUNK_BYTES_MAX) {
      int part = TraceFormat.part(image.length() - at);
      chunks.write(TraceFormat.IMAGE, image.shared(), at, part);
    }
  }

  /// Begins the recording of a scenario in `file`, replacing what was there. Header and image are
  /// in the file when this returns.
  public static TraceWriter create(Path file, Header header, Bytes image) throws IOException {
    return create(file, header, Optional.empty(), image);
  }

  /// Begins a recording, as the other.
  ///
  /// @param kernel if it is not that of a scenario; then `image` is empty
  public static TraceWriter create(
      Path file, Header header, Optional<Kernel> kernel, Bytes image) throws IOException {
    OutputStream out = Files.newOutputStream(file);
    try {
      return new TraceWriter(out, header, kernel, image);
    } catch (IOException | RuntimeException e) {
      out.close();
      throw e;
    }
  }

  /// Writes a whole trace to `file` by way of a temporary file beside it.
  public static void write(Path file, Trace trace) throws IOException {
    Path part = file.resolveSibling(file.getFileName() + ".part");
    try {
      Files.write(part, encode(trace));
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  /// The bytes of a trace's file: the same on every host. States are left out; they say nothing
  /// that the choices do not.
  ///
  /// @throws IllegalArgumentException if the trace was cut off and has no verdict
  public static byte[] encode(Trace trace) {
    Verdict verdict =
        trace.verdict().orElseThrow(() -> new IllegalArgumentException("a trace without verdict"));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TraceWriter writer = new TraceWriter(
        bytes, trace.header(), trace.kernel(), trace.image())) {
      writer.values(trace.schedule());
      writer.events(trace);
      writer.finish(verdict);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private void values(Schedule schedule) {
    for (int i = 0; i < schedule.values(); i++) {
      int agent = schedule.valueAgent(i);
      boolean first = i == 0 || schedule.valueAgent(i - 1) != agent;
      zeros[agent] = schedule.valueOrdinal(i) - (first ? 0 : schedule.valueOrdinal(i - 1) + 1);
      choice(agent, schedule.value(i));
    }
  }

  /// Slices, and in between whatever happened after so many steps.
  private void events(Trace trace) {
    ScheduleCursor cursor = trace.schedule().cursor();
    long window = trace.window().orElse(NEVER);
    int checkpoint = 0;
    int input = 0;
    for (long step = 0; step != NEVER; ) {
      long checkpointStep = checkpoint == trace.checkpoints().size()
          ? NEVER : trace.checkpoints().get(checkpoint).step();
      long inputStep = input == trace.inputs().size() ? NEVER : trace.inputs().get(input).step();
      step = Math.min(window, Math.min(checkpointStep, inputStep));
      slicesUntil(step, cursor);
      if (step == NEVER) {
        return;
      } else if (step == window) {
        window();
        window = NEVER;
      } else if (step == checkpointStep) {
        checkpoint(trace.checkpoints().get(checkpoint++).digest());
      } else {
        Input next = trace.inputs().get(input++);
        input(next.source(), next.bytes());
      }
    }
  }

  private void slicesUntil(long step, ScheduleCursor cursor) {
    while (!cursor.done() && cursor.step() < step) {
      long count = Math.min(cursor.left(), step - cursor.step());
      slice(cursor.agent(), count);
      cursor.advance(count);
    }
  }

  @Override
  public void slice(int agent, long more) {
    if (agent < 0 || agent >= TraceFormat.AGENTS_MAX
        || more < 1 || more > TraceFormat.STEPS_MAX - steps) {
      throw new IllegalArgumentException(
          more + " steps of agent " + agent + " after " + steps);
    }
    steps += more;
    chunkSteps += more;
    if (sliceCount > 0 && ((int) slices[sliceCount - 1] & Schedule.AGENT_MASK) == agent) {
      slices[sliceCount - 1] += more << Schedule.AGENT_BITS;
    } else {
      if (sliceCount == slices.length) {
        seal();
      }
      slices[sliceCount++] = more << Schedule.AGENT_BITS | agent;
    }
    if (chunkSteps >= TraceFormat.CHUNK_STEPS_FULL) {
      flush();
    }
  }

  @Override
  public void choice(int agent, int value) {
    if (value < 0) {
      throw new IllegalArgumentException("a choice of agent " + agent + " is " + value);
    }
    made[agent]++;
    if (value == 0) {
      zeros[agent]++;
      return;
    }
    if (valueCount == values.length) {
      seal();
    }
    gaps[valueCount] = zeros[agent] << Schedule.AGENT_BITS | agent;
    values[valueCount++] = value;
    zeros[agent] = 0;
  }

  @Override
  public long steps() {
    return steps;
  }

  @Override
  public void checkpoint(long digest) {
    limits.checkpoint(steps);
    event(new Checkpoint(steps, digest));
  }

  @Override
  public void state(Machine machine, long digest, ChangeLog log) {
    byte[] parts = WrittenState.of(machine);
    if (parts.length > TraceFormat.STATE_PARTS_MAX) {
      // A guest that has written that much to its disks is recorded without more states.
      return;
    }
    limits.state(steps);
    int agents = Math.min(machine.agents(), made.length);
    StateMemory memory = new StateMemory(WrittenState.memory(machine), log);
    event(new State(steps, digest, parts.length, memory.bytes(), Arrays.copyOf(made, agents)));
    cut();
    try {
      new StateWriter(chunks).write(parts, memory);
    } catch (IOException e) {
      finished = true;
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void window() {
    if (!windowed) {
      windowed = true;
      event(new Window(steps));
    }
  }

  @Override
  public void input(String source, Bytes bytes) {
    limits.input(steps, bytes.length());
    event(new Input(steps, source, bytes));
  }

  /// Hands over what is still held back, in a chunk of its own. Done by itself every now and then;
  /// worth doing before waiting for the outside world.
  public void flush() {
    seal();
    cut();
  }

  /// Ends the recording with its verdict; nothing can be recorded behind it.
  public void finish(Verdict verdict) {
    event(verdict);
    cut();
    finished = true;
  }

  /// Closes the file. Without [#finish(Verdict)] before, the trace is one that was cut off here.
  @Override
  public void close() throws IOException {
    try (out) {
      if (!finished) {
        flush();
      }
    }
  }

  /// Appends a record behind everything that was recorded before it.
  private void event(TraceRecord record) {
    requireUnfinished();
    seal();
    codec.encode(pending, record);
    cutIfFull();
  }

  private void requireUnfinished() {
    if (finished) {
      throw new IllegalStateException("nothing can be recorded behind a verdict or a failure");
    }
  }

  /// Turns what was collected into records: values first, for they belong to these slices.
  private void seal() {
    limits.values(valueCount);
    limits.slices(sliceCount);
    if (valueCount > 0) {
      codec.encode(
          pending, new Values(Arrays.copyOf(gaps, valueCount), Arrays.copyOf(values, valueCount)));
      valueCount = 0;
    }
    if (sliceCount > 0) {
      codec.encode(pending, new Slices(Arrays.copyOf(slices, sliceCount)));
      sliceCount = 0;
    }
    cutIfFull();
  }

  private void cutIfFull() {
    if (pending.position() >= TraceFormat.CHUNK_BYTES_FULL) {
      cut();
    }
  }

  /// Makes a chunk of the records so far.
  private void cut() {
    if (pending.position() == 0) {
      return;
    }
    requireUnfinished();
    try {
      chunks.write(TraceFormat.RECORDS, pending.getBuffer(), 0, pending.position());
    } catch (IOException e) {
      finished = true;
      throw new UncheckedIOException(e);
    }
    pending.reset();
    chunkSteps = 0;
  }
}
