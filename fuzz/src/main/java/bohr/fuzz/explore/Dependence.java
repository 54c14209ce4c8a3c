package bohr.fuzz.explore;

import bohr.emulator.agent.Access;
import bohr.fuzz.target.Explorable;

/// Which pending steps of a state depend on each other: those whose order can matter.
///
/// Two steps are independent if neither touches what the other writes and neither could be diverted
/// by the other; a step that could be diverted is taken to depend on everything.
final class Dependence {

  private final Access[] pending;
  private final boolean[] divertible;

  Dependence(int agents) {
    pending = new Access[agents];
    divertible = new boolean[agents];
    for (int agent = 0; agent < agents; agent++) {
      pending[agent] = new Access();
    }
  }

  /// Looks at the pending steps of all agents in `enabled`.
  void look(Explorable stage, long enabled) {
    for (long rest = enabled; rest != 0; rest &= rest - 1) {
      look(stage, Long.numberOfTrailingZeros(rest));
    }
  }

  /// Looks at the pending step of one agent.
  void look(Explorable stage, int agent) {
    stage.system().pending(agent, pending[agent]);
    divertible[agent] = stage.isDivertible(agent) || pending[agent].timed;
  }

  /// Whether the pending step of `agent` commutes with every step that others could take before it.
  boolean isLocal(int agent) {
    Access access = pending[agent];
    return !divertible[agent] && !access.visible() && access.link == Access.NO_OBJECT;
  }

  /// A copy of what the pending step of `agent` touches.
  Access access(int agent) {
    Access copy = new Access();
    copy.set(pending[agent]);
    return copy;
  }

  boolean isDivertible(int agent) {
    return divertible[agent];
  }

  /// The agents of `some` whose pending steps are independent of that of `agent`.
  long independent(long some, int agent) {
    long independent = 0;
    for (long rest = some; rest != 0; rest &= rest - 1) {
      int other = Long.numberOfTrailingZeros(rest);
      boolean depends =
          divertible[agent]
              || divertible[other]
              || conflict(pending[agent], pending[other]);
      independent |= depends ? 0 : 1L << other;
    }
    return independent;
  }

  /// Functions may share the big lock, and so count as one object.
  static boolean conflict(Access one, Access other) {
    return one.conflictsWith(other)
        || isFunction(one) && isFunction(other)
        || one.meetsAtLink(other);
  }

  private static boolean isFunction(Access access) {
    return access.object >= 0 && access.object < Access.PLATFORM_OBJECT;
  }
}
