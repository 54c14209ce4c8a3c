package bohr.replay.report;

import bohr.emulator.agent.Access;
import bohr.replay.TimelineStep;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Which accesses of a timeline could matter to another agent of it: those to an object or a piece
/// of memory that several agents touch, one of them at least writing. The rest, such as a hart's
/// stack, is nobody else's business, and is folded away.
final class SharedAccesses {

  private static final int GRANULE_BITS = 3;

  /// By object, and by granule of memory: the agents that touch it, and those that write it.
  private final Map<Integer, Long> objects = new HashMap<>();

  private final Map<Long, Long> touching = new HashMap<>();
  private final Map<Long, Long> writing = new HashMap<>();

  SharedAccesses(List<TimelineStep> steps) {
    for (TimelineStep step : steps) {
      add(step.access(), 1L << step.agent());
    }
  }

  private void add(Access access, long agent) {
    if (access.object != Access.NO_OBJECT) {
      objects.merge(access.object, agent, (one, other) -> one | other);
    }
    if (access.kind != Access.Kind.NONE) {
      for (long at = first(access); at <= last(access); at++) {
        touching.merge(at, agent, (one, other) -> one | other);
        if (access.kind != Access.Kind.READ) {
          writing.merge(at, agent, (one, other) -> one | other);
        }
      }
    }
  }

  private static long first(Access access) {
    return access.address >>> GRANULE_BITS;
  }

  private static long last(Access access) {
    return access.address + access.length - 1 >>> GRANULE_BITS;
  }

  /// Whether another agent touches what this step touches, and one of the two writes it.
  boolean shared(TimelineStep step) {
    Access access = step.access();
    long others = ~(1L << step.agent());
    if (access.object != Access.NO_OBJECT && (objects.get(access.object) & others) != 0) {
      return true;
    }
    if (access.kind == Access.Kind.NONE) {
      return false;
    }
    Map<Long, Long> conflicting = access.kind == Access.Kind.READ ? writing : touching;
    for (long at = first(access); at <= last(access); at++) {
      if ((conflicting.getOrDefault(at, 0L) & others) != 0) {
        return true;
      }
    }
    return false;
  }
}
