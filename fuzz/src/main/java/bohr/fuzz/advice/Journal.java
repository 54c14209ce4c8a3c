package bohr.fuzz.advice;

import bohr.emulator.Machine;
import bohr.emulator.agent.Access;
import bohr.emulator.agent.StopReason;
import bohr.emulator.agent.TransitionSystem;
import bohr.fuzz.target.FollowingScheduler;
import bohr.fuzz.target.Target;
import bohr.recorder.Schedule;
import bohr.scheduler.Scheduler;
import bohr.scheduler.Slice;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Follows a schedule step by step, and writes down what fences are about: who touches memory or a
/// device where, and who chose something weaker.
final class Journal implements Scheduler {

  /// A step that is of interest.
  ///
  /// @param number of the step in the window, from 1
  /// @param own how many steps its agent had taken before it in the window
  /// @param pc of a hart; 0 of others
  /// @param place of a hart, in the guest's source
  /// @param sets what a fence in front of it would have to name behind itself: bits i = 8, o = 4,
  ///     r = 2, w = 1; 0 if no fence can help it
  record Entry(long number, int agent, long own, long pc, String place, int sets) {}

  /// @param own how many steps the agent had taken before this one in the window
  private record Step(int agent, long own) {}

  private static final int INPUT = 8;
  private static final int OUTPUT = 4;
  private static final int READ = 2;
  private static final int WRITE = 1;

  private final Scheduler inner;
  private final List<Entry> entries = new ArrayList<>();
  private final Set<Step> weakSteps = new HashSet<>();
  private final Map<Step, Integer> orders = new HashMap<>();
  private final List<String> names = new ArrayList<>();
  private final long[] taken = new long[Long.SIZE];
  private final Access access = new Access();
  private Machine machine;
  private Entry next;
  private boolean ordersTlps;
  private long number;

  private Journal(Target target, Schedule window) {
    inner = new FollowingScheduler(target, window);
  }

  /// The journal of an execution of `target`, which is about machines.
  static Journal of(Target target, Schedule window) {
    Journal journal = new Journal(target, window);
    target.player(target.stage()).play(journal);
    return journal;
  }

  List<Entry> entries() {
    return entries;
  }

  /// Whether anybody chose something weak.
  boolean isWeak() {
    return !weakSteps.isEmpty();
  }

  /// Whether an agent chose something weak when it had taken so many steps in the window.
  boolean isWeak(int agent, long own) {
    return weakSteps.contains(new Step(agent, own));
  }

  /// Which TLP a link then chose.
  int order(int agent, long own) {
    return orders.getOrDefault(new Step(agent, own), 0);
  }

  /// The name of an agent.
  String name(int agent) {
    return names.get(agent);
  }

  @Override
  public void next(TransitionSystem system, Slice slice) {
    inner.next(system, slice);
    slice.limit = 1;
    machine = (Machine) system;
    for (int agent = names.size(); agent < system.agents(); agent++) {
      names.add(system.agentName(agent));
    }
    int agent = slice.agent;
    boolean hart = agent < machine.harts();
    int sets = hart ? sets(agent) : 0;
    long pc = hart ? machine.pc(agent) : 0;
    next = new Entry(++number, agent, taken[agent], pc, machine.place(agent), sets);
    ordersTlps = !hart && machine.isDivertible(agent);
  }

  private int sets(int hart) {
    machine.pending(hart, access);
    return switch (access.kind) {
      case READ -> READ;
      case WRITE -> WRITE;
      case UPDATE -> READ | WRITE;
      case NONE -> access.object == Access.NO_OBJECT ? 0
          : machine.describe(hart).startsWith("l") ? INPUT : OUTPUT;
    };
  }

  /// Which TLP comes first is the first choice of a link's step, and no matter of fences.
  @Override
  public int choose(int agent, int alternatives) {
    int value = inner.choose(agent, alternatives);
    if (ordersTlps) {
      ordersTlps = false;
      orders.put(new Step(agent, taken[agent]), value);
    } else if (value != 0) {
      weakSteps.add(new Step(agent, taken[agent]));
    }
    return value;
  }

  @Override
  public void performed(TransitionSystem system, int agent, int steps, StopReason why) {
    inner.performed(system, agent, steps, why);
    if (isWeak(agent, taken[agent]) || next.sets != 0) {
      entries.add(next);
    }
    taken[agent] += steps;
  }
}
