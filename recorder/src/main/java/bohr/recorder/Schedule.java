package bohr.recorder;

import bohr.emulator.state.Digest;
import java.util.Arrays;
import java.util.function.IntFunction;

/// The choices that an execution is made of: whose steps, how many in a row, and the values of the
/// choices inside them. Immutable, and canonical: equal executions have equal schedules.
///
/// **Slices** are in the order of time. Neighbours always have different agents, so there is one
/// context switch between any two. A slice may be longer than one `perform`: the agent may have
/// blocked, yielded or been interrupted by the scheduler in between, which a replay need not know.
///
/// **Values** other than 0 are listed with their position, and a value that is not listed is 0. The
/// position of a choice is its agent, and how many choices that agent had made before it. Counting
/// each agent's choices apart, and not those of the whole execution or of the slice, has two
/// merits: slices can be merged and split freely, and moving, lengthening or removing a slice of
/// one agent leaves the values of every other agent with the choices that they were meant for.
public final class Schedule {

  /// Nothing happens.
  public static final Schedule EMPTY = builder().build();

  /// An agent takes the low six bits of a slice; its steps are above them.
  static final int AGENT_BITS = 6;

  static final int AGENT_MASK = TraceFormat.AGENTS_MAX - 1;

  /// A position has the agent above this many bits of ordinal, so that positions sort by agent.
  static final int ORDINAL_BITS = 57;

  private final long[] slices;
  private final long[] positions;
  private final int[] values;
  private final long steps;

  Schedule(long[] slices, long[] positions, int[] values, long steps) {
    this.slices = slices;
    this.positions = positions;
    this.values = values;
    this.steps = steps;
  }

  /// A builder that holds nothing yet.
  public static Builder builder() {
    return new Builder();
  }

  /// Reads what [#toString()] prints, such as `0*12 1*3 0*1; 1#0=2`.
  ///
  /// @throws IllegalArgumentException if it is not of that form
  public static Schedule parse(String text) {
    return ScheduleText.parse(text);
  }

  /// How many slices there are.
  public int slices() {
    return slices.length;
  }

  /// The agent of slice `index`.
  public int agent(int index) {
    return (int) slices[index] & AGENT_MASK;
  }

  /// The steps of slice `index`, at least 1.
  public long steps(int index) {
    return slices[index] >>> AGENT_BITS;
  }

  /// The steps of all slices together.
  public long steps() {
    return steps;
  }

  /// How often the turn goes from one agent to another.
  public int switches() {
    return Math.max(0, slices.length - 1);
  }

  /// How many choices have a value other than 0.
  public int values() {
    return values.length;
  }

  /// The agent that made the choice of value `index`; values are sorted by agent, then by ordinal.
  public int valueAgent(int index) {
    return (int) (positions[index] >>> ORDINAL_BITS);
  }

  /// How many choices the agent had made before that one.
  public long valueOrdinal(int index) {
    return positions[index] & (1L << ORDINAL_BITS) - 1;
  }

  /// The value itself, at least 1.
  public int value(int index) {
    return values[index];
  }

  /// The value of the choice number `ordinal`, from 0, of `agent`.
  public int valueAt(int agent, long ordinal) {
    int index = Arrays.binarySearch(positions, position(agent, ordinal));
    return index < 0 ? 0 : values[index];
  }

  /// Index of the first value of `agent`, or of the first one of an agent behind it.
  int firstValue(int agent) {
    return valueFrom(agent, 0);
  }

  /// As the other, of the values from choice number `ordinal` on.
  int valueFrom(int agent, long ordinal) {
    int index = Arrays.binarySearch(positions, position(agent, ordinal));
    return index < 0 ? -index - 1 : index;
  }

  /// Ready to follow the schedule from its beginning.
  public ScheduleCursor cursor() {
    return new ScheduleCursor(this);
  }

  /// A hash that is the same on every JVM; equal schedules have equal digests.
  public long digest() {
    long hash = Digest.EMPTY;
    for (long slice : slices) {
      hash = Digest.mix(hash, slice);
    }
    hash = Digest.mix(hash, slices.length);
    for (int i = 0; i < values.length; i++) {
      hash = Digest.mix(Digest.mix(hash, positions[i]), values[i]);
    }
    return Digest.mix(hash, values.length);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Schedule that
        && Arrays.equals(slices, that.slices)
        && Arrays.equals(positions, that.positions)
        && Arrays.equals(values, that.values);
  }

  @Override
  public int hashCode() {
    return Long.hashCode(digest());
  }

  /// For people: `agent*steps` for each slice, then, behind a semicolon, `agent#ordinal=value` for
  /// each value. With numbers for agents [#parse(String)] reads it back.
  @Override
  public String toString() {
    return text(Integer::toString);
  }

  /// As [#toString()], with the agents' names, such as `hart0*12 edu.dma*3`.
  public String text(IntFunction<String> names) {
    return ScheduleText.print(this, names);
  }

  static long position(int agent, long ordinal) {
    return (long) agent << ORDINAL_BITS | ordinal;
  }

  /// Puts a schedule together, by hand or as the sink of a recording. Reusable: [#mark()] and
  /// [#rewind()] let a campaign record one execution after the other behind the same beginning
  /// without allocating.
  public static final class Builder implements RecordingSink {

    private long[] slices = new long[64];
    private int sliceCount;
    private long steps;
    private long[] positions = new long[8];
    private int[] values = new int[8];
    private int valueCount;

    /// For each agent, how many choices it has made.
    private final long[] asked = new long[TraceFormat.AGENTS_MAX];

    private int markedSlices;
    private long markedLast;
    private long markedSteps;
    private int markedValues;
    private final long[] markedAsked = new long[TraceFormat.AGENTS_MAX];

    private Builder() {}

    /// Adds `more` steps of `agent`; none adds nothing.
    public Builder add(int agent, long more) {
      checkAgent(agent);
      if (more < 0 || more > TraceFormat.STEPS_MAX - steps) {
        throw new IllegalArgumentException(more + " more steps after " + steps);
      }
      if (more == 0) {
        return this;
      }
      steps += more;
      if (sliceCount > 0 && ((int) slices[sliceCount - 1] & AGENT_MASK) == agent) {
        slices[sliceCount - 1] += more << AGENT_BITS;
        return this;
      }
      if (sliceCount == slices.length) {
        slices = Arrays.copyOf(slices, 2 * sliceCount);
      }
      slices[sliceCount++] = more << AGENT_BITS | agent;
      return this;
    }

    /// Adds the slices `from` (inclusive) to `to` (exclusive) of another schedule, not its values.
    public Builder add(Schedule other, int from, int to) {
      for (int i = from; i < to; i++) {
        add(other.agent(i), other.steps(i));
      }
      return this;
    }

    /// Gives the choice number `ordinal`, from 0, of `agent` a value. Each agent's choices come in
    /// their order; those left out are 0.
    public Builder value(int agent, long ordinal, int value) {
      checkAgent(agent);
      skip(agent, ordinal - asked[agent]);
      choice(agent, value);
      return this;
    }

    /// The next `count` choices of `agent` have the value 0.
    void skip(int agent, long count) {
      if (count < 0 || count >= TraceFormat.STEPS_MAX - asked[agent]) {
        throw new IllegalArgumentException(
            "a choice of agent " + agent + ", " + count + " behind its first " + asked[agent]);
      }
      asked[agent] += count;
    }

    /// Adds all values of another schedule.
    public Builder values(Schedule other) {
      for (int i = 0; i < other.values(); i++) {
        value(other.valueAgent(i), other.valueOrdinal(i), other.value(i));
      }
      return this;
    }

    @Override
    public void slice(int agent, long steps) {
      add(agent, steps);
    }

    @Override
    public void choice(int agent, int value) {
      if (value < 0) {
        throw new IllegalArgumentException("a choice of agent " + agent + " is " + value);
      }
      long ordinal = asked[agent]++;
      if (value == 0) {
        return;
      }
      if (valueCount == values.length) {
        values = Arrays.copyOf(values, 2 * valueCount);
        positions = Arrays.copyOf(positions, 2 * valueCount);
      }
      positions[valueCount] = position(agent, ordinal);
      values[valueCount++] = value;
    }

    @Override
    public long steps() {
      return steps;
    }

    /// Slices so far.
    public int slices() {
      return sliceCount;
    }

    /// Choices so far whose value is not 0.
    public int values() {
      return valueCount;
    }

    /// Remembers what was added so far, for [#rewind()]; forgets an earlier mark.
    public void mark() {
      markedSlices = sliceCount;
      markedLast = sliceCount == 0 ? 0 : slices[sliceCount - 1];
      markedSteps = steps;
      markedValues = valueCount;
      System.arraycopy(asked, 0, markedAsked, 0, asked.length);
    }

    /// Forgets what was added since [#mark()], or everything if there was none.
    public void rewind() {
      sliceCount = markedSlices;
      if (markedSlices > 0) {
        slices[markedSlices - 1] = markedLast;
      }
      steps = markedSteps;
      valueCount = markedValues;
      System.arraycopy(markedAsked, 0, asked, 0, asked.length);
    }

    /// A hash of what was added since [#mark()], to tell executions apart without building their
    /// schedules. Comparable only between executions behind the same mark.
    public long digestSinceMark() {
      long hash = Digest.EMPTY;
      if (markedSlices > 0) {
        hash = Digest.mix(hash, slices[markedSlices - 1] - markedLast);
      }
      for (int i = markedSlices; i < sliceCount; i++) {
        hash = Digest.mix(hash, slices[i]);
      }
      for (int i = markedValues; i < valueCount; i++) {
        hash = Digest.mix(Digest.mix(hash, positions[i]), values[i]);
      }
      return Digest.mix(hash, sliceCount);
    }

    /// The schedule so far; the builder may go on.
    public Schedule build() {
      int[] next = new int[TraceFormat.AGENTS_MAX + 1];
      for (int i = 0; i < valueCount; i++) {
        next[(int) (positions[i] >>> ORDINAL_BITS) + 1]++;
      }
      for (int agent = 1; agent < next.length; agent++) {
        next[agent] += next[agent - 1];
      }
      // A counting sort by agent: within an agent, ordinals have only ever grown.
      long[] sortedPositions = new long[valueCount];
      int[] sortedValues = new int[valueCount];
      for (int i = 0; i < valueCount; i++) {
        int to = next[(int) (positions[i] >>> ORDINAL_BITS)]++;
        sortedPositions[to] = positions[i];
        sortedValues[to] = values[i];
      }
      return new Schedule(
          Arrays.copyOf(slices, sliceCount), sortedPositions, sortedValues, steps);
    }

    private static void checkAgent(int agent) {
      if (agent < 0 || agent >= TraceFormat.AGENTS_MAX) {
        throw new IllegalArgumentException("agent " + agent);
      }
    }
  }
}
