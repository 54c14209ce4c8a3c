package bohr.emulator.oracle;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/// The last plain accesses of every agent to memory, byte by byte, for finding those that an access
/// races with.
final class Accesses {

  private static final int GRANULE_SHIFT = 3;
  private static final int GRANULE = 1 << GRANULE_SHIFT;

  private final TreeMap<Long, List<Plain>> granules = new TreeMap<>();

  /// A plain access to some bytes of a granule.
  ///
  /// @param clock of the agent when it made the access
  /// @param bytes a bit for each byte
  record Plain(int agent, long clock, long site, int length, boolean write, int bytes) {}

  void clear() {
    granules.clear();
  }

  /// An access to the same bytes that `agent`, which has seen `view`, races with; null if there is
  /// none.
  Plain racing(int agent, long[] view, long address, int length, boolean write) {
    for (long granule = first(address); granule <= last(address, length); granule++) {
      for (Plain plain : granules.getOrDefault(granule, List.of())) {
        boolean ordered = plain.agent == agent || plain.clock <= view[plain.agent];
        if (!ordered && (write || plain.write)
            && (plain.bytes & bytes(granule, address, length)) != 0) {
          return plain;
        }
      }
    }
    return null;
  }

  /// Remembers an access, in place of those of the same agent and kind that it covers.
  void add(int agent, long clock, long site, long address, int length, boolean write) {
    for (long granule = first(address); granule <= last(address, length); granule++) {
      int bytes = bytes(granule, address, length);
      List<Plain> plains = granules.computeIfAbsent(granule, _ -> new ArrayList<>());
      plains.removeIf(old ->
          old.agent == agent && old.write == write && (old.bytes & ~bytes) == 0);
      plains.add(new Plain(agent, clock, site, length, write, bytes));
    }
  }

  private static long first(long address) {
    return address >>> GRANULE_SHIFT;
  }

  private static long last(long address, int length) {
    return address + length - 1 >>> GRANULE_SHIFT;
  }

  /// The bytes of a granule that an access touches.
  private static int bytes(long granule, long address, int length) {
    long base = granule << GRANULE_SHIFT;
    long from = Math.max(address, base) - base;
    long to = Math.min(address + length, base + GRANULE) - base;
    return (1 << to) - (1 << from);
  }

  void save(Words into) {
    into.add(granules.size());
    granules.forEach((granule, plains) -> {
      into.add(granule, plains.size());
      plains.forEach(plain -> into.add(plain.agent, plain.clock, plain.site, plain.length,
          plain.write ? 1 : 0, plain.bytes));
    });
  }

  void load(Words from) {
    granules.clear();
    for (long left = from.next(); left > 0; left--) {
      long granule = from.next();
      List<Plain> plains = new ArrayList<>();
      for (long count = from.next(); count > 0; count--) {
        plains.add(new Plain((int) from.next(), from.next(), from.next(), (int) from.next(),
            from.next() != 0, (int) from.next()));
      }
      granules.put(granule, plains);
    }
  }
}
