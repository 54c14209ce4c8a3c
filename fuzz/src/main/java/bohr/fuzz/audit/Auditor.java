package bohr.fuzz.audit;

import bohr.emulator.scenario.Scenario;
import bohr.fuzz.audit.AuditResult.Row;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/// Audits a scenario: answers every cell of its matrix, several at a time, and then combinations of
/// what has no finding alone. What has one is left out of the combinations: it would hide what the
/// others do (as in Dumlu, Yilmaz, Cohen, Porter, "Feedback Driven Adaptive Combinatorial Testing",
/// ISSTA 2011). A combination with a finding is made smaller as long as it has one.
///
/// The same scenario and options give the same result, whatever `jobs` is, unless time is limited.
public final class Auditor {

  private static final Duration PATIENCE = Duration.ofMillis(100);

  private final Inspection inspection;
  private final AuditListener listener;
  private final List<Row> rows = new ArrayList<>();
  private boolean interrupted;

  private Auditor(Inspection inspection, AuditListener listener) {
    this.inspection = inspection;
    this.listener = listener;
  }

  /// Audits `scenario`. If the calling thread is interrupted, the result lacks what was not
  /// answered by then; the interruption is taken away.
  ///
  /// @param over the policies to audit; empty for the standard ones that its devices have
  /// @throws bohr.emulator.input.BadInput if there are no devices, or none with such a policy
  public static AuditResult audit(
      Scenario scenario, List<String> over, AuditOptions options, AuditListener listener) {
    Matrix matrix = new Matrix(scenario, over);
    return new Auditor(new Inspection(scenario, options), listener).run(matrix);
  }

  private AuditResult run(Matrix matrix) {
    Exercise exercise = new Exercise();
    rows.addAll(answer(matrix.asItIs(), exercise));
    boolean hopeless = rows.stream().anyMatch(Row::isRace);
    rows.addAll(answer(matrix.alone(exercise), exercise));
    List<List<Cell.Alone>> factors = hopeless ? List.of() : Matrix.factors(fine());
    answer(Matrix.together(factors), exercise).forEach(this::addTogether);
    return new AuditResult(inspection.scenario(), matrix.policies(), inspection.options(), rows,
        matrix.untouched(exercise), Matrix.combinations(factors), interrupted);
  }

  private List<Cell.Alone> fine() {
    List<Cell.Alone> fine = new ArrayList<>();
    for (Row row : rows) {
      if (row.cell() instanceof Cell.Alone alone && !row.isRace()) {
        fine.add(alone);
      }
    }
    return fine;
  }

  /// What was made smaller may be the same as one that was there before.
  private void addTogether(Row row) {
    boolean known = row.isRace()
        && rows.stream().anyMatch(other -> other.cell().settings().equals(row.cell().settings()));
    if (!known) {
      rows.add(row);
    }
  }

  private Row row(Cell cell, Exercise exercise) {
    boolean watched = cell instanceof Cell.AsItIs && cell.settings().isEmpty();
    Answer answer =
        watched ? inspection.answer(cell, exercise) : inspection.answer(cell);
    if (answer instanceof Answer.Race race && cell instanceof Cell.Together together) {
      return smaller(together, race);
    }
    return new Row(cell, answer);
  }

  private Row smaller(Cell.Together cell, Answer.Race race) {
    Cell.Together least = cell;
    Answer.Race best = race;
    for (Cell.Alone part : cell.parts()) {
      Cell.Together without = least.without(part);
      if (!without.parts().isEmpty() && inspection.answer(without) instanceof Answer.Race still) {
        least = without;
        best = still;
      }
    }
    return new Row(least, best);
  }

  /// The answers that there are when all are done, or somebody interrupts; in the order of the
  /// cells.
  ///
  /// @param exercise filled when the scenario as it is is answered
  private List<Row> answer(List<? extends Cell> cells, Exercise exercise) {
    if (interrupted) {
      return List.of();
    }
    Work work = new Work(cells, exercise);
    List<Thread> threads = new ArrayList<>();
    for (int job = 0; job < Math.min(inspection.options().jobs(), cells.size()); job++) {
      threads.add(Thread.ofPlatform().daemon().name("bohr-audit-" + job).start(work));
    }
    for (Thread thread : threads) {
      await(thread, work, threads);
    }
    return work.rows();
  }

  private void await(Thread thread, Work work, List<Thread> threads) {
    boolean done = false;
    while (!done) {
      try {
        done = thread.join(PATIENCE);
      } catch (InterruptedException e) {
        interrupted = true;
        work.stop();
        threads.forEach(Thread::interrupt);
      }
      listener.progress(work.progress(rows));
    }
  }

  /// Cells that several threads answer. Guarded by its own lock.
  private final class Work implements Runnable {

    private final List<? extends Cell> cells;
    private final Exercise exercise;
    private final TreeMap<Integer, Row> answered = new TreeMap<>();
    private RuntimeException failure;
    private boolean stopped;
    private int next;

    Work(List<? extends Cell> cells, Exercise exercise) {
      this.cells = cells;
      this.exercise = exercise;
    }

    @Override
    public void run() {
      for (int number = take(); number < cells.size(); number = take()) {
        try {
          put(number, row(cells.get(number), exercise));
        } catch (RuntimeException e) {
          fail(e);
        }
      }
    }

    private synchronized int take() {
      return stopped ? cells.size() : next++;
    }

    /// An answer of somebody who was interrupted is none.
    private synchronized void put(int number, Row row) {
      if (!stopped) {
        answered.put(number, row);
      }
    }

    private synchronized void fail(RuntimeException e) {
      failure = failure == null ? e : failure;
      stop();
    }

    synchronized void stop() {
      stopped = true;
    }

    synchronized AuditListener.Progress progress(List<Row> before) {
      int races = (int) before.stream().filter(Row::isRace).count()
          + (int) answered.values().stream().filter(Row::isRace).count();
      return new AuditListener.Progress(
          before.size() + answered.size(), before.size() + cells.size(), races);
    }

    synchronized List<Row> rows() {
      if (failure != null) {
        throw failure;
      }
      return List.copyOf(answered.values());
    }
  }
}
