package bohr.fuzz;

import bohr.scheduler.Corpus;
import bohr.scheduler.Estimates;
import java.time.Duration;
import java.util.List;

/// What became of a campaign.
///
/// @param discoveries sorted by the number of the first execution that showed them; each has a
///     signature of its own
/// @param end why the search ended
/// @param statistics what was counted
/// @param estimates what was measured before the search, for the strategies
/// @param strategy name of the strategy
/// @param jobs host threads that were used
/// @param searched how long the search took, without minimising
/// @param corpus what was learned; empty unless the strategy learns
public record CampaignResult(
    List<Discovery> discoveries,
    End end,
    Statistics statistics,
    Estimates estimates,
    String strategy,
    int jobs,
    Duration searched,
    Corpus corpus) {

  /// Why a search ended.
  public enum End {
    /// As many executions as were asked for.
    SCHEDULES,
    /// A finding, and it was not to keep going.
    FOUND,
    /// Its time was up.
    TIME,
    /// The strategy has enumerated all schedules within its bound.
    EXHAUSTED,
    /// The thread that ran the campaign was interrupted.
    INTERRUPTED
  }

  public CampaignResult {
    discoveries = List.copyOf(discoveries);
  }

  /// Executions a second.
  public double schedulesPerSecond() {
    return perSecond(statistics.schedules());
  }

  /// Steps a second.
  public double stepsPerSecond() {
    return perSecond(statistics.steps());
  }

  private double perSecond(long count) {
    return count * 1e9 / Math.max(1, searched.toNanos());
  }
}
