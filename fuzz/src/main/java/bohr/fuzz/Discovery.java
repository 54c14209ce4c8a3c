package bohr.fuzz;

import bohr.emulator.oracle.Finding;
import bohr.fuzz.minimize.Minimizer;
import bohr.recorder.Schedule;
import java.util.Optional;

/// One kind of wrong, as a campaign has found it.
///
/// @param finding what the oracle said in the first execution that showed it
/// @param index number of that execution
/// @param occurrences how many executions of the campaign showed it
/// @param schedule of that execution, whole: from reset
/// @param minimised what minimising it came to, unless that was switched off or interrupted
public record Discovery(
    Finding finding,
    long index,
    long occurrences,
    Schedule schedule,
    Optional<Minimizer.Report> minimised) {

  /// The best schedule there is: the minimised one, or else the one that was found.
  public Schedule best() {
    return minimised.map(Minimizer.Report::schedule).orElse(schedule);
  }

  Discovery again(long more) {
    return new Discovery(finding, index, occurrences + more, schedule, minimised);
  }

  Discovery withMinimised(Minimizer.Report report) {
    return new Discovery(finding, index, occurrences, schedule, Optional.of(report));
  }
}
