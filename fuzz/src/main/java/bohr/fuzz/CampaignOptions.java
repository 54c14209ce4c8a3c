package bohr.fuzz;

import bohr.scheduler.Corpus;
import bohr.scheduler.Estimates;
import bohr.scheduler.Strategy;
import bohr.scheduler.strategy.PortfolioScheduler;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/// How a campaign searches.
///
/// @param strategy makes a strategy; called once for each host thread, each time with the same
///     measurements of the target
/// @param seed with the same one, the same executions
/// @param schedules most executions, at least 1
/// @param time longest search, if limited; how many executions that makes depends on the host
/// @param jobs host threads, at least 1; a strategy that enumerates gets one
/// @param keepGoing whether to go on after the first finding
/// @param minimise whether to minimise the schedules found
/// @param coverage which executions are counted as interleavings
/// @param corpus what a strategy that learns begins with
public record CampaignOptions(
    Function<Estimates, Strategy> strategy,
    long seed,
    long schedules,
    Optional<Duration> time,
    int jobs,
    boolean keepGoing,
    boolean minimise,
    Coverage coverage,
    Corpus corpus) {

  public CampaignOptions {
    if (schedules < 1 || jobs < 1) {
      throw new IllegalArgumentException(schedules + " schedules, " + jobs + " jobs");
    }
  }

  /// The standard portfolio with seed 1 until something is found, on one host thread.
  public static CampaignOptions standard() {
    return new CampaignOptions(
        PortfolioScheduler::standard,
        1,
        Long.MAX_VALUE,
        Optional.empty(),
        1,
        false,
        true,
        Coverage.SAMPLED,
        Corpus.EMPTY);
  }

  public CampaignOptions withStrategy(Function<Estimates, Strategy> other) {
    return new CampaignOptions(
        other, seed, schedules, time, jobs, keepGoing, minimise, coverage, corpus);
  }

  public CampaignOptions withSeed(long other) {
    return new CampaignOptions(
        strategy, other, schedules, time, jobs, keepGoing, minimise, coverage, corpus);
  }

  public CampaignOptions withSchedules(long other) {
    return new CampaignOptions(
        strategy, seed, other, time, jobs, keepGoing, minimise, coverage, corpus);
  }

  public CampaignOptions withTime(Duration other) {
    return new CampaignOptions(
        strategy, seed, schedules, Optional.of(other), jobs, keepGoing, minimise, coverage, corpus);
  }

  public CampaignOptions withJobs(int other) {
    return new CampaignOptions(
        strategy, seed, schedules, time, other, keepGoing, minimise, coverage, corpus);
  }

  public CampaignOptions withKeepGoing(boolean other) {
    return new CampaignOptions(
        strategy, seed, schedules, time, jobs, other, minimise, coverage, corpus);
  }

  public CampaignOptions withMinimise(boolean other) {
    return new CampaignOptions(
        strategy, seed, schedules, time, jobs, keepGoing, other, coverage, corpus);
  }

  public CampaignOptions withCoverage(Coverage other) {
    return new CampaignOptions(
        strategy, seed, schedules, time, jobs, keepGoing, minimise, other, corpus);
  }

  public CampaignOptions withCorpus(Corpus other) {
    return new CampaignOptions(
        strategy, seed, schedules, time, jobs, keepGoing, minimise, coverage, other);
  }
}
