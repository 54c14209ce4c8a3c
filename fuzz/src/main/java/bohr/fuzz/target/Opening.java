package bohr.fuzz.target;

import bohr.recorder.RecordingSink;
import bohr.recorder.Schedule;
import bohr.recorder.TraceFormat;

/// Records an opening: its slices, and how many choices each agent has made. The default order
/// chooses 0 each time.
final class Opening implements RecordingSink {

  private final Schedule.Builder slices = Schedule.builder();
  private final long[] choices = new long[TraceFormat.AGENTS_MAX];

  /// Has recorded nothing yet.
  Opening() {}

  @Override
  public void slice(int agent, long steps) {
    slices.slice(agent, steps);
  }

  @Override
  public void choice(int agent, int value) {
    choices[agent]++;
  }

  @Override
  public long steps() {
    return slices.steps();
  }

  Schedule schedule() {
    return slices.build();
  }

  /// For each agent, how many choices it has made.
  long[] choices() {
    return choices.clone();
  }
}
