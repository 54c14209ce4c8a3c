package bohr.fuzz.minimize;

import bohr.emulator.agent.Access;
import bohr.recorder.Schedule;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The steps that the last one of an execution could depend on: itself, what its agent did before,
/// and whatever conflicts with, or enabled the agent of, a later step of the past. Shuttle replays
/// nothing else of a failing execution (`ReplayScheduler::set_target_clock`); it compares vector
/// clocks, where a walk from the end backwards does here.
///
/// Memory counts by aligned words of eight bytes. Not seen: dependence by virtual time, and by
/// choices whose step touches something else than what was pending; so whoever prunes has to try
/// whether the failure is still there.
final class CausalPast {

  private static final int WORD_SHIFT = 3;

  /// What later steps of the past touch: words with whether any of them writes, and objects.
  private final Map<Long, Boolean> words = new HashMap<>();

  private final Set<Integer> objects = new HashSet<>();
  private long agents;

  private CausalPast() {}

  /// The slices of `log` that belong to the past of its last step.
  static Schedule of(List<StepLog.Step> log) {
    CausalPast past = new CausalPast();
    boolean[] needed = new boolean[log.size()];
    for (int i = log.size() - 1; i >= 0; i--) {
      needed[i] = i == log.size() - 1 || past.needs(log.get(i));
      if (needed[i]) {
        past.add(log.get(i));
      }
    }
    Schedule.Builder kept = Schedule.builder();
    for (int i = 0; i < needed.length; i++) {
      kept.add(log.get(i).agent(), needed[i] ? 1 : 0);
    }
    return kept.build();
  }

  private boolean needs(StepLog.Step step) {
    if ((agents & (1L << step.agent() | step.woken())) != 0) {
      return true;
    }
    Access access = step.access();
    if (access.object != Access.NO_OBJECT && objects.contains(access.object)) {
      return true;
    }
    if (access.kind == Access.Kind.NONE) {
      return false;
    }
    for (long word = first(access); word <= last(access); word++) {
      Boolean written = words.get(word);
      if (written != null && (written || access.kind != Access.Kind.READ)) {
        return true;
      }
    }
    return false;
  }

  private void add(StepLog.Step step) {
    agents |= 1L << step.agent();
    Access access = step.access();
    if (access.object != Access.NO_OBJECT) {
      objects.add(access.object);
    }
    if (access.kind != Access.Kind.NONE) {
      for (long word = first(access); word <= last(access); word++) {
        words.merge(word, access.kind != Access.Kind.READ, Boolean::logicalOr);
      }
    }
  }

  private static long first(Access access) {
    return access.address >>> WORD_SHIFT;
  }

  private static long last(Access access) {
    return access.address + access.length - 1 >>> WORD_SHIFT;
  }
}
