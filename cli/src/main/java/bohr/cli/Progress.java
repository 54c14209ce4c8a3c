package bohr.cli;

import bohr.fuzz.CampaignListener;
import bohr.fuzz.Discovery;
import bohr.fuzz.Statistics;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/// One line on the terminal that says how a campaign goes on; nothing at all in a pipe.
final class Progress implements CampaignListener {

  private static final Duration BETWEEN = Duration.ofMillis(200);

  private final StatusLine line;
  private final long schedules;
  private final Optional<Duration> time;
  private Duration shown = Duration.ZERO;

  /// @param schedules the limit
  /// @param time the limit, if there is one
  Progress(Terminal terminal, long schedules, Optional<Duration> time) {
    line = new StatusLine(terminal);
    this.schedules = schedules;
    this.time = time;
  }

  @Override
  public void progress(Statistics now, Duration elapsed) {
    if (elapsed.minus(shown).compareTo(BETWEEN) >= 0) {
      shown = elapsed;
      line.show(line(now, elapsed));
    }
  }

  @Override
  public void minimising(Discovery discovery) {
    line.show("minimising " + discovery.finding().signature() + " ...");
  }

  private String line(Statistics now, Duration elapsed) {
    long rate = now.schedules() * 1000 / Math.max(1, elapsed.toMillis());
    return String.format(Locale.ROOT, "%,d schedules, %,d/s, %s%,d interleavings, %,d findings, %s",
        now.schedules(), rate, now.exact() ? "" : "about ", now.interleavings(), now.findings(),
        left(now, elapsed, rate));
  }

  /// The limit that is reached first.
  private String left(Statistics now, Duration elapsed, long rate) {
    long byCount = rate == 0 ? Long.MAX_VALUE : (schedules - now.schedules()) / rate;
    long byTime = time.map(limit -> limit.minus(elapsed).toSeconds()).orElse(Long.MAX_VALUE);
    long seconds = Math.max(0, Math.min(byCount, byTime));
    return seconds > 999_999 ? "no end in sight" : seconds + " s left";
  }

  /// Takes the line away.
  void done() {
    line.clear();
  }
}
