package bohr.replay.export;

import bohr.emulator.input.BadInput;
import bohr.recorder.Trace;
import java.util.OptionalLong;

/// Which steps of a trace are written: those behind step `from`, up to step `to`.
///
/// @param from 0 for reset
/// @param to at least `from`, at most the last step of the trace
public record Extent(long from, long to) {

  /// How many steps are written unless somebody asks for others: what a viewer can hold.
  public static final long STEPS = 1_000_000;

  /// What was asked for.
  ///
  /// @param from if not given, the guest's snapshot point; so much later that there are
  ///     [#STEPS] of them, if there are more
  /// @param to if not given, the last step
  /// @param file the trace's name, for messages
  /// @throws BadInput if the trace has no such steps
  public static Extent of(Trace trace, OptionalLong from, OptionalLong to, String file) {
    long steps = trace.schedule().steps();
    long last = to.orElse(steps);
    long first = from.orElse(
        Math.max(Math.min(last, trace.window().orElse(0)), last - STEPS));
    if (last > steps || first > last) {
      throw new BadInput(file, "",
          "has " + steps + " steps: there are none from " + first + " to " + last);
    }
    return new Extent(first, last);
  }

  /// How many steps there are.
  public long steps() {
    return to - from;
  }
}
