package bohr.fuzz.minimize;

import bohr.recorder.Schedule;
import java.util.Optional;

/// Ways to change a schedule in one slice. What comes of it may not fit, and has to be followed by
/// somebody tolerant.
public final class SliceEdits {

  private static final int NONE = -1;

  private SliceEdits() {}

  /// Leaves out `slice`.
  public static Schedule without(Schedule schedule, int slice) {
    return changed(schedule, slice, 0, NONE, 0);
  }

  /// Lets the steps of `slice` be taken with the agent's next slice before it.
  public static Optional<Schedule> earlier(Schedule schedule, int slice) {
    return moved(schedule, slice, 0, neighbour(schedule, slice, -1));
  }

  /// Lets the steps of `slice` be taken with the agent's next slice behind it.
  public static Optional<Schedule> later(Schedule schedule, int slice) {
    return moved(schedule, slice, 0, neighbour(schedule, slice, 1));
  }

  /// Leaves of `slice` the first `steps` steps only.
  static Schedule shortened(Schedule schedule, int slice, long steps) {
    return changed(schedule, slice, steps, NONE, 0);
  }

  /// Lets the steps of `slice`, the first `steps` excepted, be taken with the agent's next slice
  /// behind it.
  static Optional<Schedule> deferred(Schedule schedule, int slice, long steps) {
    return moved(schedule, slice, steps, neighbour(schedule, slice, 1));
  }

  private static Optional<Schedule> moved(Schedule schedule, int slice, long steps, int other) {
    return other == NONE
        ? Optional.empty()
        : Optional.of(
            changed(schedule, slice, steps, other, schedule.steps(slice) - steps));
  }

  /// The nearest slice of the same agent in one direction.
  private static int neighbour(Schedule schedule, int slice, int direction) {
    for (int i = slice + direction; i >= 0 && i < schedule.slices(); i += direction) {
      if (schedule.agent(i) == schedule.agent(slice)) {
        return i;
      }
    }
    return NONE;
  }

  /// The schedule with `steps` steps in `slice`, and `more` steps more in slice `other`.
  private static Schedule changed(
      Schedule schedule, int slice, long steps, int other, long more) {
    Schedule.Builder changed = Schedule.builder();
    for (int i = 0; i < schedule.slices(); i++) {
      long length = i == slice ? steps : schedule.steps(i);
      changed.add(schedule.agent(i), i == other ? length + more : length);
    }
    return changed.values(schedule).build();
  }
}
