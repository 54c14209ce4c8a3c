package bohr.emulator.device.virtio;

import java.util.List;

/// The driver's side of a split ring.
final class SplitGuest implements GuestQueue {

  final int size;
  final long descriptors;
  final long driver;
  final long device;
  private final VirtioBench bench;
  private final boolean eventIndex;
  private final boolean[] taken;
  private final int[][] chains;
  private int available;
  private int told;
  private int used;

  SplitGuest(VirtioBench bench, int size, boolean eventIndex) {
    this.bench = bench;
    this.size = size;
    this.eventIndex = eventIndex;
    taken = new boolean[size];
    chains = new int[size][];
    descriptors = bench.allot(16 * size);
    driver = bench.allot(6 + 2 * size);
    device = bench.allot(6 + 8 * size);
  }

  /// Writes a descriptor.
  static void describe(VirtioBench bench, long at, Part part, int flags, int next) {
    bench.write(at, 8, part.address());
    bench.write(at + 8, 4, part.length());
    bench.write(at + 12, 2, flags | (part.writable() ? 2 : 0));
    bench.write(at + 14, 2, next);
  }

  @Override
  public int add(boolean indirect, List<Part> parts) {
    int[] slots = new int[indirect ? 1 : parts.size()];
    for (int i = 0; i < slots.length; i++) {
      slots[i] = free();
    }
    if (indirect) {
      long table = bench.allot(16 * parts.size());
      for (int i = 0; i < parts.size(); i++) {
        boolean last = i == parts.size() - 1;
        describe(bench, table + 16 * i, parts.get(i), last ? 0 : 1, i + 1);
      }
      Part reference = Part.readable(table, 16 * parts.size());
      describe(bench, descriptors + 16 * slots[0], reference, 4, 0);
    } else {
      for (int i = 0; i < slots.length; i++) {
        boolean last = i == slots.length - 1;
        int next = last ? 0 : slots[i + 1];
        describe(bench, descriptors + 16 * slots[i], parts.get(i), last ? 0 : 1, next);
      }
    }
    chains[slots[0]] = slots;
    offer(slots[0]);
    return slots[0];
  }

  /// Puts a head into the available ring.
  void offer(int head) {
    bench.write(driver + 4 + 2 * (available % size), 2, head);
    available = available + 1 & 0xffff;
    bench.write(driver + 2, 2, available);
  }

  private int free() {
    for (int i = 0; i < size; i++) {
      if (!taken[i]) {
        taken[i] = true;
        return i;
      }
    }
    throw new AssertionError("the ring is full");
  }

  @Override
  public boolean wantsKick() {
    int before = told;
    told = available;
    if (!eventIndex) {
      return (bench.read16(device) & 1) == 0;
    }
    int event = (int) bench.read16(device + 4 + 8 * size);
    return (available - event - 1 & 0xffff) < (available - before & 0xffff);
  }

  @Override
  public Used poll() {
    if (bench.read16(device + 2) == used) {
      return null;
    }
    long element = device + 4 + 8 * (used % size);
    used = used + 1 & 0xffff;
    int id = (int) bench.read32(element);
    for (int slot : chains[id]) {
      taken[slot] = false;
    }
    return new Used(id, (int) bench.read32(element + 4));
  }

  @Override
  public void interrupts(boolean wanted) {
    if (eventIndex) {
      bench.write(driver + 4 + 2 * size, 2, wanted ? used : used - 1);
    } else {
      bench.write(driver, 2, wanted ? 0 : 1);
    }
  }
}
