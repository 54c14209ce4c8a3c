package bohr.scheduler;

import bohr.emulator.agent.Access;
import bohr.emulator.agent.Chooser;
import bohr.emulator.agent.StopReason;
import bohr.emulator.agent.TransitionSystem;
import java.util.Arrays;
import java.util.List;

/// A system small enough to be counted by hand: each agent is a list of operations on shared cells,
/// with one register of its own. It writes down who moved, so that schedules can be compared.
public final class Toy implements TransitionSystem {

  /// One step, or for the waiting ones, one step per turn.
  public sealed interface Op {}

  /// Touches nothing.
  public record Local() implements Op {}

  /// register = cell
  public record Read(int cell) implements Op {}

  /// cell = value
  public record Write(int cell, int value) implements Op {}

  /// cell = register + plus
  public record Store(int cell, int plus) implements Op {}

  /// cell = 10 cell + digit, in one step: writes down the order of such steps.
  public record Append(int cell, int digit) implements Op {}

  /// Enabled while the cell is 0; makes it 1.
  public record Lock(int cell) implements Op {}

  /// Not enabled while the cell is 0.
  public record Wait(int cell) implements Op {}

  /// cell = 0
  public record Unlock(int cell) implements Op {}

  /// Reads the cell again and again until it is `value`; with `pausing`, yields each time.
  public record Await(int cell, int value, boolean pausing) implements Op {}

  /// Touches nothing, `turns` times, without yielding.
  public record Idle(int turns) implements Op {}

  /// Yields.
  public record Pause() implements Op {}

  /// cell = a value chosen from `alternatives`
  public record Choose(int cell, int alternatives) implements Op {}

  /// Not enabled until time has come to `time`; time passes only when nobody can move.
  public record Sleep(int time) implements Op {}

  private final List<List<Op>> programs;
  private final StringBuilder history = new StringBuilder();
  private final int[] counters;
  private final int[] registers;
  private final int[] idled;
  private final int[] cells;
  private int time;
  private StopReason stopped;

  /// A system with `cells` cells and an agent for each program.
  public Toy(int cells, List<List<Op>> programs) {
    this.programs = programs;
    this.cells = new int[cells];
    counters = new int[programs.size()];
    registers = new int[programs.size()];
    idled = new int[programs.size()];
  }

  /// A system with `cells` cells and an agent for each program.
  @SafeVarargs
  @SuppressWarnings("varargs")
  public static Toy of(int cells, List<Op>... programs) {
    return new Toy(cells, List.of(programs));
  }

  /// Back to the beginning.
  public Toy reset() {
    Arrays.fill(cells, 0);
    Arrays.fill(counters, 0);
    Arrays.fill(registers, 0);
    Arrays.fill(idled, 0);
    time = 0;
    stopped = null;
    history.setLength(0);
    return this;
  }

  /// The value of a cell.
  public int cell(int cell) {
    return cells[cell];
  }

  /// The register of an agent.
  public int register(int agent) {
    return registers[agent];
  }

  /// Whether every agent has come to its end; if not at the end of an execution, they wait for
  /// each other.
  public boolean finished() {
    for (int agent = 0; agent < programs.size(); agent++) {
      if (current(agent) != null) {
        return false;
      }
    }
    return true;
  }

  /// Who moved, a letter a step, with the values that were chosen as digits.
  public String history() {
    return history.toString();
  }

  @Override
  public int agents() {
    return programs.size();
  }

  @Override
  public String agentName(int agent) {
    return String.valueOf((char) ('a' + agent));
  }

  @Override
  public long enabled() {
    long enabled = 0;
    for (int agent = 0; agent < programs.size(); agent++) {
      if (isEnabled(agent)) {
        enabled |= 1L << agent;
      }
    }
    return enabled;
  }

  @Override
  public int perform(int agent, int limit, Chooser chooser) {
    if (limit < 1 || !isEnabled(agent)) {
      throw new IllegalArgumentException("agent " + agent + ", limit " + limit);
    }
    int steps = 0;
    do {
      long before = enabled();
      stopped = StopReason.LIMIT;
      step(agent, chooser);
      steps++;
      if (ended()) {
        stopped = StopReason.ENDED;
      } else if (!isEnabled(agent)) {
        stopped = StopReason.BLOCKED;
      } else if (stopped != StopReason.YIELDED && (enabled() & ~before) != 0) {
        stopped = StopReason.WOKE;
      }
    } while (steps < limit && stopped == StopReason.LIMIT);
    return steps;
  }

  @Override
  public StopReason stopped() {
    return stopped;
  }

  @Override
  public void pending(int agent, Access into) {
    switch (current(agent)) {
      case Local _, Idle _, Pause _, Sleep _ -> into.none();
      case Wait(int cell) -> into.memory(Access.Kind.READ, 8L * cell, 8);
      case Read(int cell) -> into.memory(Access.Kind.READ, 8L * cell, 8);
      case Await(int cell, int _, boolean _) -> into.memory(Access.Kind.READ, 8L * cell, 8);
      case Write(int cell, int _) -> into.memory(Access.Kind.WRITE, 8L * cell, 8);
      case Store(int cell, int _) -> into.memory(Access.Kind.WRITE, 8L * cell, 8);
      case Unlock(int cell) -> into.memory(Access.Kind.WRITE, 8L * cell, 8);
      case Choose(int cell, int _) -> into.memory(Access.Kind.WRITE, 8L * cell, 8);
      case Append(int cell, int _) -> into.memory(Access.Kind.UPDATE, 8L * cell, 8);
      case Lock(int cell) -> into.memory(Access.Kind.UPDATE, 8L * cell, 8);
    }
  }

  @Override
  public long site(int agent) {
    return 100L * (agent + 1) + counters[agent];
  }

  @Override
  public boolean ended() {
    return enabled() == 0 && !sleeping();
  }

  @Override
  public boolean advance() {
    int earliest = Integer.MAX_VALUE;
    for (int agent = 0; agent < programs.size(); agent++) {
      if (current(agent) instanceof Sleep(int until) && until > time) {
        earliest = Math.min(earliest, until);
      }
    }
    if (earliest == Integer.MAX_VALUE) {
      return false;
    }
    time = earliest;
    return true;
  }

  private boolean sleeping() {
    for (int agent = 0; agent < programs.size(); agent++) {
      if (current(agent) instanceof Sleep(int until) && until > time) {
        return true;
      }
    }
    return false;
  }

  private Op current(int agent) {
    List<Op> program = programs.get(agent);
    return counters[agent] < program.size() ? program.get(counters[agent]) : null;
  }

  private boolean isEnabled(int agent) {
    return switch (current(agent)) {
      case null -> false;
      case Lock(int cell) -> cells[cell] == 0;
      case Wait(int cell) -> cells[cell] != 0;
      case Sleep(int until) -> time >= until;
      case Op _ -> true;
    };
  }

  private void step(int agent, Chooser chooser) {
    history.append((char) ('a' + agent));
    boolean done = true;
    switch (current(agent)) {
      case Local _, Sleep _, Wait _ -> {}
      case Pause _ -> stopped = StopReason.YIELDED;
      case Read(int cell) -> registers[agent] = cells[cell];
      case Write(int cell, int value) -> cells[cell] = value;
      case Store(int cell, int plus) -> cells[cell] = registers[agent] + plus;
      case Append(int cell, int digit) -> cells[cell] = 10 * cells[cell] + digit;
      case Lock(int cell) -> cells[cell] = 1;
      case Unlock(int cell) -> cells[cell] = 0;
      case Idle(int turns) -> {
        idled[agent]++;
        done = idled[agent] == turns;
      }
      case Await(int cell, int value, boolean pausing) -> {
        done = cells[cell] == value;
        stopped = !done && pausing ? StopReason.YIELDED : stopped;
      }
      case Choose(int cell, int alternatives) -> {
        cells[cell] = chooser.choose(agent, alternatives);
        history.append(cells[cell]);
      }
    }
    if (done) {
      counters[agent]++;
      idled[agent] = 0;
    }
  }
}
