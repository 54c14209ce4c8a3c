package bohr.replay;

import bohr.emulator.state.Text;
import java.util.List;

/// What a finding under a weak memory model says about the order of memory. All of it was tried.
///
/// @param survival whether the finding is one under each model, from the strongest to that of the
///     trace
/// @param fences that together have the outcome; the first one alone rules out the recorded
///     execution
/// @param outcome what came of them
/// @param states how many states were entered with all of the fences in place
/// @param other the finding that there still is; "" unless the outcome is FOUND_OTHERWISE
public record OrderingAdvice(
    List<Survival> survival, List<Fence> fences, Outcome outcome, long states, String other) {

  /// Whether there is the finding under a memory model.
  ///
  /// @param model as written in a scenario
  public record Survival(String model, Answer answer) {}

  /// How sure that is.
  public enum Answer {
    /// It comes back when everybody takes the same turns.
    YES("yes"),
    /// Not when everybody takes the same turns, but otherwise.
    OTHERWISE("with another schedule"),
    /// It does not; every state was visited.
    NO("no"),
    /// It does not come back when everybody takes the same turns, nor in the states that were
    /// visited; there are more.
    NOT_SEEN("not with this schedule");

    private final String text;

    Answer(String text) {
      this.text = text;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /// A fence that is missing.
  ///
  /// @param instruction such as `fence w,r`
  /// @param agent who needs it
  /// @param after the source line of the access behind which it belongs; "" if it may be anywhere
  ///     in front of the other one
  /// @param before the source line of the access in front of which it belongs
  public record Fence(String instruction, String agent, String after, String before) {

    /// For people.
    @Override
    public String toString() {
      String where = after.isEmpty() ? "before " + before : "between " + after + " and " + before;
      return instruction + " " + where + " on " + agent;
    }
  }

  /// What came of the fences.
  public enum Outcome {
    /// The finding needs no weak memory.
    NOT_NEEDED,
    /// No fence in front of an access of a hart rules the execution out.
    NONE,
    /// The schedule has too many weak choices to find that out.
    GAVE_UP,
    /// With them there is no finding; every state was visited.
    COMPLETE,
    /// With them there is no finding in the states that were visited; there are more.
    NOT_FOUND,
    /// The execution is ruled out, but there is a finding still.
    FOUND_OTHERWISE
  }

  public OrderingAdvice {
    survival = List.copyOf(survival);
    fences = List.copyOf(fences);
  }

  /// `sc no, tso yes, rvwmo yes`.
  public String survives() {
    return survives(survival);
  }

  /// As the other one, of any answers.
  public static String survives(List<Survival> survival) {
    return String.join(
        ", ", survival.stream().map(each -> each.model() + " " + each.answer()).toList());
  }

  /// What came of the fences, for people; "" if there is nothing to say.
  public String verdict() {
    String with = fences.size() == 1 ? "with it: " : "with them: ";
    String counted = Text.format("%,d states", states);
    return switch (outcome) {
      case NOT_NEEDED -> "";
      case NONE -> "none found: no fence in front of an access of a hart rules this execution out";
      case GAVE_UP -> "none found: the schedule has too many choices; minimize it";
      case COMPLETE -> with + "complete, " + counted + ", no finding";
      case NOT_FOUND -> with + "no finding in " + counted + ", which are not all";
      case FOUND_OTHERWISE -> with + "this execution is impossible; found otherwise too: " + other;
    };
  }
}
