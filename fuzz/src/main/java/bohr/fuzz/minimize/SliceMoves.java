package bohr.fuzz.minimize;

import bohr.recorder.Schedule;
import java.util.Optional;
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
    Schedule schedule = current.get();
    return accept.test(SliceEdits.without(schedule, slice))
        || accepts(SliceEdits.earlier(schedule, slice))
        || accepts(SliceEdits.later(schedule, slice))
        || shorten(slice);
  }

  /// Looks by bisection for the earliest end of a slice. The steps that it loses are left out, or
  /// else taken by the agent's next slice.
  private boolean shorten(int slice) {
    boolean shortened = false;
    long least = 1;
    while (slice < current.get().slices() && least < current.get().steps(slice)) {
      Schedule schedule = current.get();
      long middle = least + (schedule.steps(slice) - least) / 2;
      if (accept.test(SliceEdits.shortened(schedule, slice, middle))
          || accepts(SliceEdits.deferred(schedule, slice, middle))) {
        shortened = true;
      } else {
        least = middle + 1;
      }
    }
    return shortened;
  }

  private boolean accepts(Optional<Schedule> schedule) {
    return schedule.isPresent() && accept.test(schedule.get());
  }
}
