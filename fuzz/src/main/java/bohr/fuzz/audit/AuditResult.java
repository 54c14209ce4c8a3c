package bohr.fuzz.audit;

import bohr.emulator.scenario.Scenario;
import java.util.List;

/// What an audit came to.
///
/// @param scenario what was audited
/// @param policies those that it was about
/// @param options how it was searched
/// @param rows in the order of the table
/// @param untouched what no hart accessed in any of the executions that were searched of the
///     scenario as it is; so there are no rows about it
/// @param combinations how many combinations there are of what has no finding alone
/// @param interrupted whether cells are missing because somebody interrupted the audit
public record AuditResult(
    Scenario scenario,
    List<String> policies,
    AuditOptions options,
    List<Row> rows,
    List<Subject> untouched,
    long combinations,
    boolean interrupted) {

  /// A cell and its answer.
  public record Row(Cell cell, Answer answer) {

    /// Whether there is a finding.
    public boolean isRace() {
      return answer instanceof Answer.Race;
    }
  }

  public AuditResult {
    policies = List.copyOf(policies);
    rows = List.copyOf(rows);
    untouched = List.copyOf(untouched);
  }

  /// Whether any cell has a finding.
  public boolean hasRace() {
    return rows.stream().anyMatch(Row::isRace);
  }
}
