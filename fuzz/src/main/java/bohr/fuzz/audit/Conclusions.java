package bohr.fuzz.audit;

import bohr.fuzz.audit.AuditResult.Row;
import bohr.fuzz.audit.Cell.Alone;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What an audit says, in words: what may leave the lock, which order registers need, which other
/// policies hold, and why not.
public final class Conclusions {

  /// The orders of registers, from weak to strong.
  private static final List<String> ORDERS = List.of("relaxed", "acquire-release", "seq-cst");

  /// In place of an order, where it takes a lock.
  private static final String LOCK = "lock";

  private final AuditReport report;
  private final List<Paragraph> paragraphs = new ArrayList<>();

  /// Some sentences about one thing.
  public record Paragraph(String heading, List<String> sentences) {

    public Paragraph {
      sentences = List.copyOf(sentences);
    }
  }

  private Conclusions(AuditReport report) {
    this.report = report;
  }

  /// The conclusions of an audit.
  public static List<Paragraph> of(AuditReport report) {
    Conclusions conclusions = new Conclusions(report);
    conclusions.write();
    return List.copyOf(conclusions.paragraphs);
  }

  private void write() {
    List<String> asItIs = report.asItIs().stream().filter(Row::isRace)
        .map(row -> AuditReport.name(row.cell()) + ": " + reason(row)).toList();
    add("The scenario itself has a finding, which the other rows may only repeat", asItIs);
    Map<String, List<Row>> devices = new LinkedHashMap<>();
    for (Row row : report.alone()) {
      devices.computeIfAbsent(subject(row).device(), _ -> new ArrayList<>()).add(row);
    }
    devices.forEach((device, rows) -> {
      add("What of " + device + " may leave the lock", locking(rows));
      add("Which order the registers of " + device + " need without it", orders(rows));
      add("Other policies of " + device, others(rows));
    });
    add("Together", together());
    String untouched =
        report.untouched().stream().map(Subject::path).collect(Collectors.joining(", "));
    add("Not asked", untouched.isEmpty() ? List.of() : List.of(
        untouched + ": the guest does not access it, so nothing is said about it."));
    if (report.result().interrupted()) {
      add("Not to the end", List.of("The audit was interrupted; cells are missing."));
    }
  }

  private void add(String heading, List<String> sentences) {
    if (!sentences.isEmpty()) {
      paragraphs.add(new Paragraph(heading, sentences));
    }
  }

  private static Subject subject(Row row) {
    return ((Alone) row.cell()).subject();
  }

  private static Stream<Row> of(List<Row> rows, String policy) {
    return rows.stream().filter(row -> ((Alone) row.cell()).policy().equals(policy));
  }

  // What may leave the lock.

  private List<String> locking(List<Row> rows) {
    List<String> sentences = new ArrayList<>();
    List<Row> unlocked = of(rows, Matrix.LOCKING)
        .filter(row -> ((Alone) row.cell()).value().equals("none")).toList();
    names(unlocked, Answer.Safe.class).ifPresent(names ->
        sentences.add(names + ": without a lock no schedule leads to a finding under "
            + report.result().scenario().memoryModel() + " (complete)."));
    names(unlocked, Answer.NoFinding.class).ifPresent(names ->
        sentences.add(names + ": nothing was found without a lock, which is no proof."));
    List<Row> own = of(rows, Matrix.LOCKING)
        .filter(row -> ((Alone) row.cell()).value().equals("device")).toList();
    unlocked.stream().filter(Row::isRace)
        .forEach(row -> sentences.add(mustStay(row, unlocked, own)));
    own.stream().filter(Row::isRace).filter(row -> !races(unlocked, subject(row)))
        .forEach(row -> sentences.add(
            subject(row) + " cannot have a lock of its own: " + reason(row)));
    return sentences;
  }

  private static boolean races(List<Row> rows, Subject subject) {
    return rows.stream().anyMatch(row -> subject(row).equals(subject) && row.isRace());
  }

  /// A region with a register that must stay has no other reason to give.
  private String mustStay(Row row, List<Row> unlocked, List<Row> own) {
    Subject subject = subject(row);
    String culprits = subject.isDevice() || subject.isRegister() ? "" : unlocked.stream()
        .filter(Row::isRace).map(Conclusions::subject)
        .filter(other -> other.isRegister() && other.device().equals(subject.device())
            && other.region().equals(subject.region()))
        .map(Subject::path).collect(Collectors.joining(", "));
    return culprits.isEmpty()
        ? subject + " must stay under a lock" + (races(own, subject)
            ? ", and one of its own is not enough: " : ": ") + reason(row)
        : subject + " must stay under a lock because of " + culprits + ".";
  }

  /// The subjects whose rows have such an answer, in one list; a region stands for its registers
  /// where all of them have it.
  private static Optional<String> names(List<Row> rows, Class<? extends Answer> kind) {
    List<Subject> such = rows.stream().filter(row -> kind.isInstance(row.answer()))
        .map(Conclusions::subject).toList();
    List<String> names = such.stream()
        .filter(subject -> !subject.isRegister() || !such.contains(
            new Subject(subject.device(), subject.region(), "")))
        .map(Subject::path).toList();
    return names.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", names));
  }

  // Which order registers need.

  private List<String> orders(List<Row> rows) {
    Map<Subject, Map<String, Row>> bySubject = new LinkedHashMap<>();
    of(rows, Matrix.REGISTER_ORDER).forEach(row -> bySubject
        .computeIfAbsent(subject(row), _ -> new LinkedHashMap<>())
        .put(((Alone) row.cell()).value(), row));
    List<Row> unlocked = of(rows, Matrix.LOCKING)
        .filter(row -> ((Alone) row.cell()).value().equals("none")).toList();
    Map<Need, List<Subject>> needs = new LinkedHashMap<>();
    List<String> reasons = new ArrayList<>();
    bySubject.forEach((subject, answers) -> {
      String order = races(unlocked, subject) ? LOCK : need(answers);
      boolean proven = answers.containsKey(order)
          && answers.get(order).answer() instanceof Answer.Safe;
      needs.computeIfAbsent(new Need(order, proven), _ -> new ArrayList<>()).add(subject);
      Row weaker = order.equals(LOCK) ? null : answers.get(weaker(order));
      if (weaker != null && weaker.isRace()) {
        reasons.add(subject + " with " + weaker(order) + ": " + reason(weaker));
      }
    });
    List<String> sentences = new ArrayList<>();
    needs.forEach((need, subjects) -> sentences.add(sentence(need, subjects)));
    sentences.addAll(reasons);
    return sentences;
  }

  /// The weakest order without a finding; "" if there is none.
  private static String need(Map<String, Row> answers) {
    return ORDERS.stream().filter(order -> answers.containsKey(order)
        && ORDERS.subList(ORDERS.indexOf(order), ORDERS.size()).stream()
            .noneMatch(at -> answers.containsKey(at) && answers.get(at).isRace()))
        .findFirst().orElse("");
  }

  private static String weaker(String need) {
    int index = need.isEmpty() ? ORDERS.size() : ORDERS.indexOf(need);
    return index == 0 ? "" : ORDERS.get(index - 1);
  }

  /// The weakest order of some subjects without a finding.
  ///
  /// @param proven whether every execution with it was visited
  private record Need(String order, boolean proven) {}

  private static String sentence(Need need, List<Subject> subjects) {
    String names = subjects.stream()
        .filter(subject -> !subject.isRegister()
            || !subjects.contains(new Subject(subject.device(), subject.region(), "")))
        .map(Subject::path).reduce((one, other) -> one + ", " + other).orElseThrow();
    String proof =
        need.proven() ? " (complete)." : "; nothing was found with it, which is no proof.";
    return switch (need.order()) {
      case LOCK -> names + ": no order is enough, because the lock is needed.";
      case "" -> names + ": no order of the accesses is enough.";
      case "relaxed" -> names + ": none, relaxed accesses are enough" + proof;
      default -> names + ": " + need.order() + proof;
    };
  }

  // The rest.

  private List<String> others(List<Row> rows) {
    return rows.stream()
        .filter(row -> !((Alone) row.cell()).policy().equals(Matrix.LOCKING)
            && !((Alone) row.cell()).policy().equals(Matrix.REGISTER_ORDER))
        .map(row -> row.cell().settings().getFirst() + ": " + switch (row.answer()) {
          case Answer.Safe _ when likeBefore(row) -> "no schedule leads to a finding (complete),"
              + " but there are as many states as without it: this guest may not depend on it.";
          case Answer.Safe _ -> "no schedule leads to a finding (complete).";
          case Answer.NoFinding _ -> "nothing was found, which is no proof.";
          case Answer.Race _ -> reason(row);
        }).toList();
  }

  private boolean likeBefore(Row row) {
    return report.asItIs().stream().anyMatch(before -> before.answer().equals(row.answer()));
  }

  private List<String> together() {
    List<String> sentences = new ArrayList<>();
    if (!report.together().isEmpty()) {
      sentences.add(report.combinations() + ".");
    }
    report.together().stream().filter(Row::isRace).forEach(row ->
        sentences.add(AuditReport.name(row.cell()) + ": nothing alone, but together: "
            + reason(row)));
    return sentences;
  }

  /// Why there is a race.
  private String reason(Row row) {
    Answer.Race race = (Answer.Race) row.answer();
    Evidence evidence = report.evidence().get(row.cell());
    String why = evidence == null || evidence.why().isEmpty() ? "" : "; " + evidence.why();
    return race.finding().message() + " (" + AuditReport.verdict(race) + ")" + why + ".";
  }
}
