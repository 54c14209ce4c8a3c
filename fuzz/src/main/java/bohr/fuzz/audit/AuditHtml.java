package bohr.fuzz.audit;

import bohr.emulator.state.Text;
import bohr.fuzz.audit.AuditResult.Row;
import bohr.replay.report.Glyphs;
import bohr.replay.report.TextTable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// An audit as one page for a browser: nothing is loaded, no script runs, and it follows the
/// reader's choice of light or dark.
public final class AuditHtml {

  private static final String STYLE = "audit.css";
  private static final int TABLE_WIDTH = 110;

  private final AuditReport report;
  private final StringBuilder out = new StringBuilder();

  private AuditHtml(AuditReport report) {
    this.report = report;
  }

  /// The page.
  public static String render(AuditReport report) {
    AuditHtml html = new AuditHtml(report);
    html.page();
    return html.out.toString();
  }

  private void page() {
    String title = escaped("Audit of " + report.title());
    out.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    out.append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    out.append("<title>").append(title).append("</title>\n");
    out.append("<style>\n").append(style()).append("</style>\n</head>\n<body>\n<main>\n");
    out.append("<h1>").append(title).append("</h1>\n");
    element("p", "method", report.method());
    tally();
    conclusions();
    element("h2", "", "Each policy alone");
    alone();
    together();
    races();
    out.append("</main>\n</body>\n</html>\n");
  }

  private static String style() {
    try (InputStream in = AuditHtml.class.getResourceAsStream(STYLE)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// How many answers there are of each kind.
  private void tally() {
    List<Row> rows = report.result().rows();
    long races = rows.stream().filter(Row::isRace).count();
    long safe = rows.stream().filter(row -> row.answer() instanceof Answer.Safe).count();
    out.append("<p class=\"tally\">");
    badge("safe", Text.format("%,d safe", safe));
    badge("open", Text.format("%,d no finding", rows.size() - safe - races));
    badge("race", Text.format("%,d %s", races, races == 1 ? "race" : "races"));
    out.append("</p>\n");
  }

  private void badge(String kind, String text) {
    out.append("<span class=\"verdict ").append(kind).append("\">").append(escaped(text))
        .append("</span> ");
  }

  private void conclusions() {
    element("h2", "", "Conclusions");
    for (Conclusions.Paragraph paragraph : Conclusions.of(report)) {
      element("h3", "", paragraph.heading());
      out.append("<ul>\n");
      paragraph.sentences().forEach(sentence -> element("li", "", sentence));
      out.append("</ul>\n");
    }
  }

  // Tables.

  private void alone() {
    beginTable("subject", "policy", "verdict", "looked at");
    report.asItIs().forEach(row -> row("", "everything", AuditReport.name(row.cell()), row));
    Subject last = null;
    for (Row row : report.alone()) {
      Subject subject = ((Cell.Alone) row.cell()).subject();
      String level = subject.isDevice() ? "device" : subject.isRegister() ? "register" : "region";
      boolean first = !subject.equals(last);
      row(first ? level + " first" : level, first ? subject.path() : "",
          AuditReport.name(row.cell()), row);
      last = subject;
    }
    for (Subject subject : report.untouched()) {
      out.append("<tr class=\"untouched\"><th scope=\"row\">").append(escaped(subject.path()))
          .append("</th><td colspan=\"3\">not accessed by this guest</td></tr>\n");
    }
    endTable();
  }

  private void together() {
    if (report.together().isEmpty()) {
      return;
    }
    element("h2", "", "Together");
    element("p", "", report.combinations() + ".");
    out.append("<details><summary>All combinations</summary>\n");
    beginTable("number", "policies", "verdict", "looked at");
    report.together().forEach(row -> row("together",
        Integer.toString(((Cell.Together) row.cell()).number()), AuditReport.name(row.cell()),
        row));
    endTable();
    out.append("</details>\n");
  }

  private void beginTable(String... columns) {
    out.append("<div class=\"scroll\"><table>\n<thead><tr>");
    for (String column : columns) {
      out.append("<th scope=\"col\">").append(column).append("</th>");
    }
    out.append("</tr></thead>\n<tbody>\n");
  }

  private void endTable() {
    out.append("</tbody>\n</table></div>\n");
  }

  private void row(String kind, String name, String policy, Row row) {
    out.append("<tr class=\"").append(kind).append("\"><th scope=\"row\">").append(escaped(name));
    out.append("</th><td class=\"policy\">").append(escaped(policy)).append("</td><td>");
    switch (row.answer()) {
      case Answer.Safe(long executions, long states) -> {
        badge("safe", "safe (complete)");
        looked(Text.format("%,d executions, %,d states", executions, states));
      }
      case Answer.NoFinding none -> {
        badge("open", "no finding");
        looked(Text.format("%,d states, %,d schedules; bound: %s", none.states(),
            none.schedules(), none.cut()));
      }
      case Answer.Race race -> {
        out.append("<a href=\"#").append(row.cell().id()).append("\">");
        badge("race", AuditReport.verdict(race));
        out.append("</a>");
        looked(race.explored() ? "explored" : Text.format("schedule %,d", race.index()));
      }
    }
    out.append("</td></tr>\n");
  }

  private void looked(String text) {
    out.append("</td><td class=\"looked\">").append(escaped(text));
  }

  // Races.

  private void races() {
    List<Row> races = report.result().rows().stream().filter(Row::isRace).toList();
    if (!races.isEmpty()) {
      element("h2", "", "Races");
      races.forEach(this::race);
    }
  }

  private void race(Row row) {
    Answer.Race race = (Answer.Race) row.answer();
    String settings = String.join(" ", row.cell().settings());
    out.append("<section class=\"evidence\" id=\"").append(row.cell().id()).append("\">\n");
    element("h3", "", settings.isEmpty() ? "as it is" : settings);
    element("p", "", race.finding().message() + ".");
    Evidence evidence = report.evidence().get(row.cell());
    if (evidence != null) {
      element("p", "", evidence.why());
      out.append("<p><code class=\"command\">").append(escaped(evidence.command()))
          .append("</code></p>\n");
      out.append("<details><summary>The schedule</summary>\n<pre>").append(escaped(
          TextTable.render(evidence.report(), Glyphs.of(StandardCharsets.UTF_8), TABLE_WIDTH,
              false))).append("</pre>\n</details>\n");
    }
    out.append("</section>\n");
  }

  private void element(String name, String kind, String text) {
    if (!text.isEmpty()) {
      out.append('<').append(name);
      out.append(kind.isEmpty() ? "" : " class=\"" + kind + "\"").append('>');
      out.append(escaped(text)).append("</").append(name).append(">\n");
    }
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
