package bohr.fuzz.audit;

import bohr.fuzz.audit.AuditResult.Row;
import bohr.replay.report.Glyphs;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// An audit as a table for a terminal, with the conclusions below.
public final class AuditText {

  /// Narrower tables are not made.
  public static final int WIDTH_MIN = 60;

  private static final int NAMES = 33;
  private static final int INDENT = 2;

  private final AuditReport report;
  private final Glyphs glyphs;
  private final int width;
  private final StringBuilder out = new StringBuilder();

  private AuditText(AuditReport report, Glyphs glyphs, int width) {
    this.report = report;
    this.glyphs = glyphs;
    this.width = Math.max(WIDTH_MIN, width);
  }

  /// The whole table; every line ends with a line feed.
  ///
  /// @param width of a line, in characters
  public static String render(AuditReport report, Glyphs glyphs, int width) {
    AuditText text = new AuditText(report, glyphs, width);
    text.table();
    text.conclusions();
    return text.out.toString();
  }

  private void table() {
    wrapped("audit of " + report.title(), 0);
    wrapped(report.method(), 0);
    line("");
    report.asItIs().forEach(row -> row(AuditReport.name(row.cell()), row));
    Subject last = null;
    List<Row> rows = report.alone();
    int end;
    for (int begin = 0; begin < rows.size(); begin = end) {
      end = sameFrom(rows, begin);
      Cell.Alone cell = (Cell.Alone) rows.get(begin).cell();
      if (!cell.subject().equals(last)) {
        last = cell.subject();
        line((last.isDevice() ? "\n" : last.isRegister() ? "  " : "") + heading(last));
      }
      row("  " + cell.policy() + "=" + values(rows, begin, end), rows.get(begin));
    }
    if (!report.untouched().isEmpty()) {
      line("");
      wrapped("not accessed by this guest: " + report.untouched().stream().map(Subject::path)
          .collect(Collectors.joining(", ")), 0);
    }
    if (!report.together().isEmpty()) {
      line("");
      wrapped("together: " + report.combinations(), 0);
      report.together().stream().filter(Row::isRace).forEach(this::combination);
    }
  }

  private static String heading(Subject subject) {
    return subject.isDevice() ? subject.device() + " (the whole device)" : subject.path();
  }

  /// Values of one policy of one subject with one and the same verdict stand in one line, unless it
  /// is a race.
  private static int sameFrom(List<Row> rows, int begin) {
    Cell.Alone first = (Cell.Alone) rows.get(begin).cell();
    String verdict = AuditReport.verdict(rows.get(begin).answer());
    int end = begin + 1;
    while (end < rows.size() && !rows.get(begin).isRace()
        && rows.get(end).cell() instanceof Cell.Alone next
        && next.subject().equals(first.subject()) && next.policy().equals(first.policy())
        && AuditReport.verdict(rows.get(end).answer()).equals(verdict)) {
      end++;
    }
    return end;
  }

  /// The values of the rows, or `any` for all three orders.
  private static String values(List<Row> rows, int begin, int end) {
    List<String> values = rows.subList(begin, end).stream()
        .map(row -> ((Cell.Alone) row.cell()).value()).toList();
    return values.size() > 2 ? "any" : String.join("|", values);
  }

  private void row(String name, Row row) {
    String verdict = AuditReport.verdict(row.answer());
    boolean fits = name.length() < NAMES;
    if (!fits) {
      line(name);
    }
    String start = (fits ? name : "") + " ".repeat(NAMES - (fits ? name.length() : 0));
    List<String> parts = broken(verdict, width - NAMES);
    line(start + parts.getFirst());
    parts.subList(1, parts.size()).forEach(part -> line(" ".repeat(NAMES + INDENT) + part));
    evidence(row.cell()).ifPresent(evidence -> pointer(evidence, NAMES + INDENT));
  }

  private void combination(Row row) {
    wrapped(AuditReport.name(row.cell()), INDENT);
    line(" ".repeat(NAMES) + AuditReport.verdict(row.answer()));
    evidence(row.cell()).ifPresent(evidence -> pointer(evidence, NAMES + INDENT));
  }

  /// A file name and a command are never broken: somebody will copy them.
  private void pointer(Evidence evidence, int indent) {
    String text = evidence.trace().isEmpty() ? evidence.command() : "trace " + evidence.trace();
    line(" ".repeat(Math.max(INDENT, Math.min(indent, width - text.length()))) + text);
  }

  private Optional<Evidence> evidence(Cell cell) {
    return Optional.ofNullable(report.evidence().get(cell));
  }

  private void conclusions() {
    line("");
    for (Conclusions.Paragraph paragraph : Conclusions.of(report)) {
      line(paragraph.heading());
      paragraph.sentences().forEach(sentence -> wrapped("- " + sentence, INDENT));
    }
  }

  private void wrapped(String text, int indent) {
    String start = " ".repeat(indent);
    for (String part : broken(text, width - indent - INDENT)) {
      line(start + part);
      start = " ".repeat(indent + INDENT);
    }
  }

  private static List<String> broken(String text, int room) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.split(" ")) {
      if (!line.isEmpty() && line.length() + 1 + word.length() > room) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }

  private void line(String text) {
    for (String each : text.split("\n", -1)) {
      out.append(glyphs.clean(each)).append('\n');
    }
  }
}
