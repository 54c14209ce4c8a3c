package bohr.replay.report;

import bohr.emulator.state.Text;
import bohr.replay.Inevitability;
import bohr.replay.Inevitability.Certain;
import bohr.replay.Inevitability.Point;

/// How likely a finding is behind each step, as bars in text and as JSON.
public final class InevitabilityChart {

  /// Step, share, interval, and the gaps between them.
  private static final int COLUMNS = 39;

  private static final int WIDEST = 60;
  private static final int EIGHTHS = 8;
  private static final String BLOCKS = " ▏▎▍▌▋▊▉█";

  private final Inevitability chances;
  private final Glyphs glyphs;
  private final int bar;
  private final boolean fine;
  private final StringBuilder out = new StringBuilder();

  private InevitabilityChart(Inevitability chances, Glyphs glyphs, int width) {
    this.chances = chances;
    this.glyphs = glyphs;
    bar = Math.clamp(width - COLUMNS, 10, WIDEST);
    fine = glyphs.clean(BLOCKS).equals(BLOCKS);
  }

  /// The whole chart; every line ends with a line feed.
  ///
  /// @param width of a line, in characters
  public static String render(Inevitability chances, Glyphs glyphs, int width) {
    InevitabilityChart chart = new InevitabilityChart(chances, glyphs, width);
    int each = chances.points().getFirst().executions();
    chart.line(chances.signature());
    chart.line("How often it comes about behind a step: " + each + " executions that go on from"
        + " there, " + chances.strategy() + ", seed " + chances.seed());
    chart.line("");
    chart.line("      step   share       95 % interval");
    chances.points().forEach(chart::point);
    chart.line(Text.format("%10d  found", chances.end()));
    chart.line("");
    chart.certain();
    return chart.out.toString();
  }

  private void line(String text) {
    out.append(glyphs.clean(text.stripTrailing())).append('\n');
  }

  private void point(Point point) {
    String interval = percent(point.lower()) + " to " + percent(point.upper());
    String mark =
        chances.certain().map(Certain::step).orElse(-1L) == point.step() ? glyphs.finding() : " ";
    line(Text.format("%10d %7s  %16s %s %s",
        point.step(), percent(point.probability()), interval, mark, bar(point.probability())));
  }

  private static String percent(double share) {
    return Text.format("%.1f %%", 100 * share);
  }

  /// A finding that came about at all is to be seen.
  private String bar(double share) {
    int eighths = (int) Math.round(share * bar * EIGHTHS);
    eighths = share > 0 ? Math.max(1, eighths) : 0;
    if (!fine) {
      return "#".repeat((eighths + EIGHTHS - 1) / EIGHTHS);
    }
    String full = String.valueOf(BLOCKS.charAt(EIGHTHS)).repeat(eighths / EIGHTHS);
    return eighths % EIGHTHS == 0 ? full : full + BLOCKS.charAt(eighths % EIGHTHS);
  }

  private void certain() {
    if (chances.certain().isEmpty()) {
      line("It was never certain before it happened, in step " + chances.end() + ".");
      return;
    }
    Certain certain = chances.certain().get();
    line((certain.exact() ? "Certain from step " : "Certain at the latest from step ")
        + certain.step() + " on: " + certain.does());
    line("Behind it all " + certain.point().executions() + " executions had the finding: with a"
        + " confidence of 95 %, it is at least " + percent(certain.point().certainty())
        + " likely there.");
  }

  /// Writes the fields into an object that was begun.
  public static void write(Inevitability chances, Json json) {
    json.put("signature", chances.signature()).put("strategy", chances.strategy());
    json.put("seed", chances.seed()).put("end", chances.end());
    json.list("points");
    for (Point point : chances.points()) {
      json.open();
      write(point, json);
      json.close();
    }
    json.endList();
    chances.certain().ifPresent(certain -> {
      json.open("certain").put("exact", certain.exact()).put("does", certain.does());
      write(certain.point(), json);
      json.put("atLeast", share(certain.point().certainty())).close();
    });
  }

  /// Shares are texts with six digits, the same on every host.
  private static void write(Point point, Json json) {
    json.put("step", point.step()).put("executions", point.executions());
    json.put("findings", point.findings()).put("share", share(point.probability()));
    json.put("lower", share(point.lower())).put("upper", share(point.upper()));
  }

  private static String share(double share) {
    return Text.format("%.6f", share);
  }
}
