package bohr.recorder;

import java.util.Arrays;

/// A place in a schedule, for whoever follows it. Moving allocates nothing.
///
/// ```java
/// while (!cursor.done()) {
///   int limit = (int) Math.min(cursor.left(), Integer.MAX_VALUE);
///   cursor.advance(machine.perform(cursor.agent(), limit, chooser)); // asks cursor.choose(agent)
/// }
/// ```
public final class ScheduleCursor {

  private final Schedule schedule;
  private int slice;
  private long left;
  private long step;

  /// For each agent, how many choices it has made, and the first value that is still ahead.
  private final long[] asked = new long[TraceFormat.AGENTS_MAX];
  private final int[] value = new int[TraceFormat.AGENTS_MAX];

  ScheduleCursor(Schedule schedule) {
    this.schedule = schedule;
    restart();
  }

  private ScheduleCursor(ScheduleCursor other) {
    schedule = other.schedule;
    set(other);
  }

  /// Goes back to the beginning.
  public void restart() {
    slice = 0;
    left = schedule.slices() == 0 ? 0 : schedule.steps(0);
    step = 0;
    Arrays.fill(asked, 0);
    for (int agent = 0; agent < value.length; agent++) {
      value[agent] = schedule.firstValue(agent);
    }
  }

  /// Goes to the place where `other`, a cursor of the same schedule, is.
  public void set(ScheduleCursor other) {
    if (other.schedule != schedule) {
      throw new IllegalArgumentException("a cursor of another schedule");
    }
    slice = other.slice;
    left = other.left;
    step = other.step;
    System.arraycopy(other.asked, 0, asked, 0, asked.length);
    System.arraycopy(other.value, 0, value, 0, value.length);
  }

  /// Goes to where so many steps were passed, and each agent had made so many choices.
  void seek(long steps, long[] choices) {
    restart();
    while (!done() && step < steps) {
      advance(Math.min(left, steps - step));
    }
    for (int agent = 0; agent < choices.length; agent++) {
      asked[agent] = choices[agent];
      value[agent] = schedule.valueFrom(agent, choices[agent]);
    }
  }

  /// Another cursor at the same place.
  public ScheduleCursor copy() {
    return new ScheduleCursor(this);
  }

  /// The schedule that is followed.
  public Schedule schedule() {
    return schedule;
  }

  /// Whether the schedule has no more steps.
  public boolean done() {
    return slice == schedule.slices();
  }

  /// Whose step is next; only while not [#done()].
  public int agent() {
    return schedule.agent(slice);
  }

  /// How many steps that agent still has in this slice, at least 1; 0 when [#done()].
  public long left() {
    return left;
  }

  /// Index of the current slice; the number of slices when [#done()].
  public int slice() {
    return slice;
  }

  /// How many steps were passed.
  public long step() {
    return step;
  }

  /// Passes `steps` steps of the current slice, at most [#left()].
  public void advance(long steps) {
    if (steps < 0 || steps > left) {
      throw new IllegalArgumentException(steps + " steps where " + left + " are left");
    }
    step += steps;
    left -= steps;
    if (left == 0 && !done()) {
      slice++;
      left = done() ? 0 : schedule.steps(slice);
    }
  }

  /// The value of the next choice of `agent`, and passes it.
  public int choose(int agent) {
    long ordinal = asked[agent]++;
    int index = value[agent];
    if (index == schedule.values()
        || schedule.valueAgent(index) != agent
        || schedule.valueOrdinal(index) != ordinal) {
      return 0;
    }
    value[agent] = index + 1;
    return schedule.value(index);
  }

  /// How many choices of `agent` were passed.
  public long chosen(int agent) {
    return asked[agent];
  }
}
