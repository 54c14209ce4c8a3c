package bohr.emulator.oracle;

import bohr.emulator.agent.Access;
import bohr.emulator.state.Loader;
import bohr.emulator.state.Stateful;
import bohr.emulator.state.Walker;
import java.util.Map;
import java.util.TreeMap;

/// O2 of the race zoo: DMA reaches bytes that the guest has taken back.
///
/// Who owns what is what the guest says (`bohr_own` and `bohr_disown` of guests/bohr.h), byte by
/// byte. Of bytes that it has said nothing of nothing is known, and of those that it has given away
/// everything is allowed. It is the arrival in memory that counts, not the moment of issue.
///
/// **Not covered**: DMA outside RAM, and virtual buffers that are not contiguous in memory beyond
/// their first page.
final class DmaLifetimeOracle implements Oracle, Stateful {

  /// More ranges than so many are not remembered.
  private static final int MOST = 1024;

  /// Ranges that belong to the harts: the first address, and that behind the last. They neither
  /// overlap nor touch.
  private final TreeMap<Long, Long> owned = new TreeMap<>();

  @Override
  public String name() {
    return "dma-lifetime";
  }

  @Override
  public String number() {
    return "O2";
  }

  @Override
  public String clause() {
    return "Linux, Documentation/core-api/dma-api.rst, dma_unmap_single and"
        + " dma_sync_single_for_cpu: a buffer that was given to a device and has been taken back is"
        + " the CPU's, and no DMA may touch it";
  }

  @Override
  public void owned(Monitor monitor, long address, long bytes, boolean byHarts) {
    if (address < 0 || bytes <= 0 || address > Long.MAX_VALUE - bytes) {
      return;
    }
    long first = address;
    long end = address + bytes;
    Map.Entry<Long, Long> before = owned.floorEntry(end);
    while (before != null && before.getValue() >= address) {
      owned.remove(before.getKey());
      if (byHarts) {
        first = Math.min(first, before.getKey());
        end = Math.max(end, before.getValue());
      } else {
        keep(before.getKey(), Math.min(address, before.getValue()));
        keep(Math.max(address + bytes, before.getKey()), before.getValue());
      }
      before = before.getKey() <= address ? null : owned.lowerEntry(before.getKey());
    }
    if (byHarts && owned.size() < MOST) {
      owned.put(first, end);
    }
  }

  private void keep(long first, long end) {
    if (first < end) {
      owned.put(first, end);
    }
  }

  @Override
  public void reached(
      Monitor monitor, String function, int link, Access.Kind kind, long address, byte[] data) {
    Map.Entry<Long, Long> range = owned.lowerEntry(address + data.length);
    if (range != null && range.getValue() > address) {
      String request = kind == Access.Kind.READ ? "DMA read" : "DMA write";
      long first = Math.max(address, range.getKey());
      long count = Math.min(address + data.length, range.getValue()) - first;
      String what = function + "'s " + request + " reached " + count + " bytes at 0x"
          + Long.toHexString(first) + " that the guest had taken back";
      monitor.report(this, what, function + " " + request);
    }
  }

  @Override
  public void walk(Walker walker) {
    Words.Frozen then = walker.optional(walker instanceof Loader ? null : save());
    if (walker instanceof Loader) {
      load(then);
    }
  }

  private Words.Frozen save() {
    if (owned.isEmpty()) {
      return null;
    }
    Words words = new Words();
    words.add(2, owned.size());
    owned.forEach((first, end) -> words.add(first, end));
    return words.frozen();
  }

  private void load(Words.Frozen frozen) {
    owned.clear();
    if (frozen != null) {
      Words words = new Words(frozen);
      words.next();
      for (long left = words.next(); left > 0; left--) {
        owned.put(words.next(), words.next());
      }
    }
  }
}
