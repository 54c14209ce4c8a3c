package bohr.replay;

import bohr.emulator.state.Text;
import bohr.recorder.Schedule;
import java.util.Optional;

/// Two executions that go the same way up to one point and differ in one thing there, of which one
/// ends with the finding and the other one with none. Both were run: unlike the hint of
/// [CriticalPair#find], this is a proof.
///
/// @param change what the one thing is
/// @param failing the schedule with the finding, from reset
/// @param passing the one without, which behind the change goes on as far as it can
/// @param first the step that comes first in the failing execution; with [Change#CHOICE], the store
///     that was passed over, or nothing where the choice was about something else
/// @param second the other one, as it is in the passing execution; with [Change#CHOICE], the step
///     that chose, as it is in the failing one
/// @param instead with [Change#CHOICE], what the step does in the passing execution; else ""
/// @param touched what both touch, in words; "" if they do not touch the same thing
/// @param pair the two steps in the timeline of the trace, if they are in it in that order
/// @param executions how many it took to find this
public record NearestPass(
    Change change,
    Schedule failing,
    Schedule passing,
    Optional<Told> first,
    Told second,
    String instead,
    String touched,
    Optional<CriticalPair> pair,
    int executions) {

  /// In what the two executions differ.
  public enum Change {
    /// The order of two steps that follow each other.
    ORDER,
    /// One choice, which is as strong as can be in the passing one.
    CHOICE
  }

  /// A step, for people.
  ///
  /// @param number of the step in its execution
  public record Told(long number, String agent, String place, String does, String choice) {

    /// A step of `timeline`.
    public static Told of(TimelineStep step, Timeline timeline) {
      return new Told(step.number(), timeline.agents().get(step.agent()), step.place(),
          step.does(), step.choice());
    }

    /// `hart1 at guest.c:41 (sh a4,0(a5))`.
    @Override
    public String toString() {
      String where = place.isEmpty() ? "" : " at " + place.replaceAll(" \\(.*", "");
      return agent + where + Text.format(" (%s)", does.replaceAll("( \\(pending\\)|\\[\\])$", ""));
    }
  }

  /// What has to change, in a sentence.
  public String sentence() {
    return switch (change) {
      case ORDER -> "there is no finding if " + second + " comes before "
          + first.map(Told::toString).orElse("the step in front of it");
      case CHOICE -> first.isEmpty() && instead.equals(second.does())
          ? "there is no finding if " + second + " chooses what is newest"
          : first.isEmpty()
          ? "there is no finding if " + second + " is this instead: " + instead
          : "there is no finding if " + second + " sees " + first.get();
    };
  }
}
