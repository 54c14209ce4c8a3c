package bohr.fuzz.minimize;

import bohr.recorder.Schedule;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// Tries to make a schedule better slice by slice: leaves one out, merges it with another one of
/// its agent, or hands the turn on earlier.
final class SliceMoves {

  private final Supplier<Schedule> current;
  private final Predicate<Schedule> accept;

  /// @param current the schedule as it is; asked again after each success
  /// @param accept tries another one; true makes it, or what it led to, current
  SliceMoves(Supplier<Schedule> current, Predicate<Schedule> accept) {
    this.current = current;
    this.accept = accept;
  }

  /// Tries every slice, from the last to the first, until none can be improved.
  void improve() {
    boolean improved;
    do {
      improved = false;
      for (int i = current.get().slices() - 1; i >= 0; i--) {
        improved |= i < current.get().slices() && improve(i);
      }
    } while (improved);
  }

  private boolean improve(int slice) {
    return accept.test(without(slice))
        || merge(slice, -1)
        || merge(slice, 1)
        || shorten(slice);
  }

  private Schedule without(int slice) {
    return changed(slice, 0, -1, 0);
  }

  /// Lets the steps of a slice be taken with the nearest one of the same agent, before or behind
  /// it.
  private boolean merge(int slice, int direction) {
    Schedule schedule = current.get();
    int other = neighbour(slice, direction);
    return other >= 0 && accept.test(changed(slice, 0, other, schedule.steps(slice)));
  }

  /// The nearest slice of the same agent; -1 if there is none.
  private int neighbour(int slice, int direction) {
    Schedule schedule = current.get();
    for (int i = slice + direction; i >= 0 && i < schedule.slices(); i += direction) {
      if (schedule.agent(i) == schedule.agent(slice)) {
        return i;
      }
    }
    return -1;
  }

  /// Looks by bisection for the earliest end of a slice. The steps that it loses are left out, or
  /// else taken by the agent's next slice.
  private boolean shorten(int slice) {
    boolean shortened = false;
    long least = 1;
    while (slice < current.get().slices() && least < current.get().steps(slice)) {
      long middle = least + (current.get().steps(slice) - least) / 2;
      if (accept.test(changed(slice, middle, -1, 0)) || defer(slice, middle)) {
        shortened = true;
      } else {
        least = middle + 1;
      }
    }
    return shortened;
  }

  private boolean defer(int slice, long steps) {
    int next = neighbour(slice, 1);
    long deferred = current.get().steps(slice) - steps;
    return next >= 0 && accept.test(changed(slice, steps, next, deferred));
  }

  /// The schedule with `steps` steps in `slice`, and `more` steps more in slice `other`.
  private Schedule changed(int slice, long steps, int other, long more) {
    Schedule schedule = current.get();
    Schedule.Builder changed = Schedule.builder();
    for (int i = 0; i < schedule.slices(); i++) {
      long length = i == slice ? steps : schedule.steps(i);
      changed.add(schedule.agent(i), i == other ? length + more : length);
    }
    return changed.values(schedule).build();
  }
}
