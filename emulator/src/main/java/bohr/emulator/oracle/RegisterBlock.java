package bohr.emulator.oracle;

import bohr.emulator.oracle.Words.Frozen;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

/// One block of registers that is held to its sequential specification: the accesses under way, and
/// every state in which the block can be, given what the accesses that have ended gave. An access
/// takes effect as late as possible (Lowe, "Testing for linearizability", 2017: just-in-time
/// linearization): when it ends, or when one that ends can only be explained behind it.
final class RegisterBlock {

  /// With more, which would take many harts at once, the block is no longer judged.
  private static final int MOST_EXPLANATIONS = 4096;

  private final String device;
  private final RegisterSpecification specification;
  private final Map<Integer, RegisterAccess> pending = new TreeMap<>();
  private Set<Explanation> explanations = new LinkedHashSet<>();

  /// One way in which the block may have come where it is.
  ///
  /// @param state of the specification
  /// @param time the last step at which an access that took effect had looked at the clock
  /// @param results of accesses that have taken effect and not ended, by agent
  private record Explanation(List<Long> state, long time, Map<Integer, Long> results) {}

  RegisterBlock(String device, RegisterSpecification specification) {
    this.device = device;
    this.specification = specification;
    explanations.add(new Explanation(boxed(specification.atPowerOn()), -1, Map.of()));
  }

  private static List<Long> boxed(long[] words) {
    return Arrays.stream(words).boxed().toList();
  }

  private static long[] unboxed(List<Long> words) {
    return words.stream().mapToLong(Long::longValue).toArray();
  }

  String device() {
    return device;
  }

  /// The device is reset; what is under way is no longer judged.
  void reset() {
    pending.clear();
    Set<Explanation> next = new LinkedHashSet<>();
    for (Explanation explanation : explanations) {
      long[] state = unboxed(explanation.state);
      specification.reset(state);
      next.add(new Explanation(boxed(state), explanation.time, Map.of()));
    }
    explanations = next;
  }

  /// From now on it is not judged.
  void giveUp() {
    pending.clear();
    explanations = new LinkedHashSet<>();
  }

  void begin(int agent, RegisterAccess access) {
    pending.put(agent, access);
  }

  void look(int agent, long time) {
    pending.computeIfPresent(agent, (_, access) -> access.at(time));
  }

  /// What `agent` has under way; null if nothing that is judged.
  RegisterAccess pending(int agent) {
    return pending.get(agent);
  }

  /// The access of `agent` has ended.
  ///
  /// @param result what it gave, if it is a load
  /// @return whether there is an explanation
  boolean end(int agent, long result) {
    Set<Explanation> next = new LinkedHashSet<>();
    for (Explanation explanation : explanations) {
      extend(explanation, agent, result, next);
    }
    pending.remove(agent);
    if (next.size() > MOST_EXPLANATIONS) {
      giveUp();
      return true;
    }
    boolean wasJudged = !explanations.isEmpty();
    explanations = next;
    return !wasJudged || !next.isEmpty();
  }

  /// Has accesses take effect until that of `agent` has.
  private void extend(Explanation from, int agent, long result, Set<Explanation> into) {
    Long gave = from.results.get(agent);
    if (gave != null) {
      if (gave == result || pending.get(agent).store()) {
        Map<Integer, Long> left = new TreeMap<>(from.results);
        left.remove(agent);
        into.add(new Explanation(from.state, from.time, left));
      }
      return;
    }
    pending.forEach((other, access) -> {
      boolean inTime = access.time() < 0 || access.time() >= from.time;
      if (inTime && !from.results.containsKey(other) && into.size() <= MOST_EXPLANATIONS) {
        long[] state = unboxed(from.state);
        OptionalLong gives = specification.apply(state, access);
        if (gives.isPresent()) {
          extend(took(from, state, access, other, gives.getAsLong()), agent, result, into);
        }
      }
    });
  }

  private static Explanation took(
      Explanation from, long[] state, RegisterAccess access, int agent, long gives) {
    Map<Integer, Long> results = new TreeMap<>(from.results);
    results.put(agent, gives);
    return new Explanation(boxed(state), Math.max(from.time, access.time()), results);
  }

  Frozen save() {
    Words words = new Words();
    words.add(pending.size());
    pending.forEach((agent, access) ->
        words.add(agent, access.store() ? 1 : 0, access.offset(), access.size(), access.value(),
            access.time()));
    words.add(explanations.size());
    for (Explanation explanation : explanations) {
      words.add(explanation.time, explanation.results.size());
      explanation.results.forEach((agent, gives) -> words.add(agent, gives));
      explanation.state.forEach(word -> words.add(word));
    }
    return words.frozen();
  }

  void load(Words words) {
    pending.clear();
    for (long left = words.next(); left > 0; left--) {
      int agent = (int) words.next();
      boolean store = words.next() != 0;
      int offset = (int) words.next();
      int size = (int) words.next();
      pending.put(agent, new RegisterAccess(store, offset, size, words.next(), words.next()));
    }
    explanations = new LinkedHashSet<>();
    int length = specification.atPowerOn().length;
    for (long left = words.next(); left > 0; left--) {
      explanations.add(explanation(words, length));
    }
  }

  private static Explanation explanation(Words words, int length) {
    long time = words.next();
    Map<Integer, Long> results = new TreeMap<>();
    for (long left = words.next(); left > 0; left--) {
      results.put((int) words.next(), words.next());
    }
    List<Long> state = new ArrayList<>();
    for (int i = 0; i < length; i++) {
      state.add(words.next());
    }
    return new Explanation(state, time, results);
  }
}
