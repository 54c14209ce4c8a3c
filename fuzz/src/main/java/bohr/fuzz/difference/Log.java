package bohr.fuzz.difference;

import bohr.emulator.Machine;
import bohr.emulator.agent.Access;
import bohr.emulator.agent.StopReason;
import bohr.fuzz.difference.Change.Step;
import bohr.replay.Position;
import bohr.replay.Replayer;
import bohr.replay.StepTeller;
import bohr.replay.TimelineStep;
import bohr.replay.Walkthrough;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/// The steps of an execution behind some step, with names by which they are found in another one.
final class Log {

  private final List<Step> steps;
  private final Map<StepName, Integer> places = new HashMap<>();

  /// For each agent, the device that it belongs to; its own name if it is a hart.
  private final List<String> devices;

  private Log(List<Step> steps, List<String> agents) {
    this.steps = steps;
    steps.forEach(step -> places.put(step.name(), places.size()));
    devices = agents.stream().map(name -> name.replaceAll("\\.[^.]*$", "")).toList();
  }

  /// The steps of a trace behind step `after`, at most so many.
  static Log of(Replayer replayer, long after, long most) {
    Position position = replayer.at(after);
    Recorder recorder = new Recorder(position.machine());
    Walkthrough.from(replayer, position,
        Math.min(after + most, replayer.trace().schedule().steps()), recorder);
    Machine machine = position.machine();
    return new Log(recorder.steps,
        IntStream.range(0, machine.agents()).mapToObj(machine::agentName).toList());
  }

  private static final class Recorder implements Walkthrough.Onlooker {

    private final StepTeller teller = new StepTeller(this::add);
    private final StepNames names = new StepNames();
    private final List<Step> steps = new ArrayList<>();
    private final Machine machine;
    private final long[] pending;
    private StepName name;

    Recorder(Machine machine) {
      this.machine = machine;
      pending = new long[machine.harts()];
      signals();
    }

    private void add(TimelineStep seen) {
      steps.add(new Step(name, seen, signals()));
    }

    /// The harts at which an interrupt has become pending since this was asked last.
    private long signals() {
      long harts = 0;
      for (int hart = 0; hart < pending.length; hart++) {
        long now = machine.hart(hart).firmware().pendingInterrupts();
        harts |= (now & ~pending[hart]) == 0 ? 0 : 1L << hart;
        pending[hart] = now;
      }
      return harts;
    }

    @Override
    public void before(Machine machine, int agent) {
      name = names.next(machine, agent);
      names.take(name);
      teller.before(machine, agent);
    }

    @Override
    public void chose(Machine machine, int agent, int value) {
      teller.chose(machine, agent, value);
    }

    @Override
    public void after(Machine machine, int agent, StopReason why) {
      teller.after(machine, agent, why);
    }
  }

  private boolean has(Step step) {
    return places.containsKey(step.name());
  }

  /// Whether this execution takes `first` before `second`; a step that it does not take comes
  /// behind all others.
  private boolean inOrder(Step first, Step second) {
    return places.getOrDefault(first.name(), Integer.MAX_VALUE)
        < places.getOrDefault(second.name(), Integer.MAX_VALUE);
  }

  /// The orders of conflicting steps that this execution has and `other` has not. Of the steps of
  /// an agent that a step has to come behind, the last one is enough; and what an agent comes
  /// behind in a step it comes behind in all later ones.
  List<Change> ordersAgainst(Log other) {
    List<Change> orders = new ArrayList<>();
    int[][] ordered = new int[devices.size()][devices.size()];
    for (int at = 0; at < steps.size(); at++) {
      Step second = steps.get(at);
      for (Step first : conflicting(steps.subList(0, at).reversed(), second, _ -> true)) {
        int place = places.get(first.name()) + 1;
        boolean follows = place <= ordered[second.agent()][first.agent()];
        if (!follows && !other.inOrder(first, second)) {
          ordered[second.agent()][first.agent()] = place;
          orders.add(new Change.Order(first, second, other.has(first) && other.has(second)));
        }
      }
    }
    long[] reached = reached(other);
    for (Step first : steps) {
      int end = other.places.getOrDefault(first.name(), other.steps.size());
      for (Step second : conflicting(other.steps.subList(0, end), first,
          each -> other.places.get(each.name()) >= reached[each.agent()])) {
        orders.add(new Change.Order(first, second, other.has(first)));
      }
    }
    return orders;
  }

  /// For each agent, the place in `other` behind its last step that this execution has too: what
  /// comes there, this execution has ended before.
  private long[] reached(Log other) {
    long[] reached = new long[Long.SIZE];
    for (int at = 0; at < other.steps.size(); at++) {
      Step step = other.steps.get(at);
      reached[step.agent()] = has(step) ? at + 1 : reached[step.agent()];
    }
    return reached;
  }

  /// Of each other agent the first step that conflicts with `step` and is wanted.
  private List<Step> conflicting(List<Step> among, Step step, Predicate<Step> wanted) {
    List<Step> found = new ArrayList<>();
    long done = 1L << step.agent();
    for (int i = 0; i < among.size(); i++) {
      Step each = among.get(i);
      if ((done >>> each.agent() & 1) == 0 && conflict(each, step) && wanted.test(each)) {
        done |= 1L << each.agent();
        found.add(each);
      }
    }
    return found;
  }

  /// Whether it can matter which of two steps comes first. An interrupt that becomes pending may
  /// come between any two steps of its hart. What a link does, and what it has to
  /// choose from, is up to what the threads of its device have sent.
  private boolean conflict(Step one, Step other) {
    Access first = one.seen().access();
    Access second = other.seen().access();
    return (one.interrupts() >>> other.agent() & 1) != 0
        || (other.interrupts() >>> one.agent() & 1) != 0
        || devices.get(one.agent()).equals(devices.get(other.agent()))
        || first.meets(second) || first.meetsAtLink(second);
  }
}
