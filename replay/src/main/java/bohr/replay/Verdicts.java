package bohr.replay;

import bohr.emulator.Machine;
import bohr.emulator.Verdict;
import bohr.emulator.oracle.Finding;
import bohr.recorder.Bytes;
import bohr.recorder.TraceRecord;

/// What a trace says of a machine's verdict, and how two of them compare.
public final class Verdicts {

  /// The kind of a verdict that is a finding.
  public static final String FINDING = "finding";

  /// The guest was done with status 0.
  public static final String PASSED = "passed";

  /// The guest was done with another status, and no oracle minded.
  public static final String FAILED = "failed";

  /// Nothing could move any more, and nothing was to be done.
  public static final String ASLEEP = "asleep";

  /// The step bound was reached, and no oracle minded.
  public static final String EXHAUSTED = "exhausted";

  private Verdicts() {}

  /// The verdict of a machine whose execution is over, with its digests, as a trace keeps it.
  public static TraceRecord.Verdict of(Machine machine) {
    long digest = machine.digest();
    long console = Bytes.of(machine.console()).digest();
    long step = machine.steps();
    return switch (machine.verdict()) {
      case Verdict.Found(Finding found) ->
          new TraceRecord.Verdict(
              FINDING, found.oracle(), found.clause(), found.message(), found.place(),
              found.agent(), step, digest, console);
      case Verdict.Done(long status) ->
          status == 0
              ? quiet(PASSED, "the guest is done", step, digest, console)
              : quiet(FAILED, "the guest ended with status " + status, step, digest, console);
      case Verdict.Asleep() -> quiet(ASLEEP, "nothing is left to do", step, digest, console);
      case Verdict.Exhausted(long steps) ->
          quiet(EXHAUSTED, "not done after " + steps + " steps", step, digest, console);
    };
  }

  private static TraceRecord.Verdict quiet(
      String kind, String message, long step, long digest, long console) {
    return new TraceRecord.Verdict(kind, "", "", message, "", -1, step, digest, console);
  }

  /// In a line, for people: `gate: edu issued a DMA write … (edu DMA write)`.
  public static String line(TraceRecord.Verdict verdict) {
    if (!verdict.kind().equals(FINDING)) {
      return verdict.kind() + ": " + verdict.message();
    }
    String place = verdict.place().isEmpty() ? "" : " (" + verdict.place() + ")";
    return verdict.oracle() + ": " + verdict.message() + place;
  }

  /// Whether two verdicts say the same of an execution. The wording of the clause is not compared,
  /// because a better one makes no other execution; digests are compared on their own.
  static boolean same(TraceRecord.Verdict one, TraceRecord.Verdict other) {
    return one.kind().equals(other.kind())
        && one.oracle().equals(other.oracle())
        && one.message().equals(other.message())
        && one.place().equals(other.place())
        && one.agent() == other.agent()
        && one.step() == other.step();
  }
}
