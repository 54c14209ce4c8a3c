package bohr.emulator.device.virtio;

import java.util.List;

/// The driver's side of a packed ring.
final class PackedGuest implements GuestQueue {

  final int size;
  final long descriptors;
  final long driver;
  final long device;
  private final VirtioBench bench;
  private final boolean eventIndex;
  private final int[] slots;
  private int position;
  private boolean wrap = true;
  private int usedPosition;
  private boolean usedWrap = true;
  private int free;
  private int nextId;
  private int added;

  PackedGuest(VirtioBench bench, int size, boolean eventIndex) {
    this.bench = bench;
    this.size = size;
    this.eventIndex = eventIndex;
    slots = new int[size];
    free = size;
    descriptors = bench.allot(16 * size);
    driver = bench.allot(4);
    device = bench.allot(4);
  }

  @Override
  public int add(boolean indirect, List<Part> parts) {
    int id = nextId;
    nextId = (nextId + 1) % size;
    int count = indirect ? 1 : parts.size();
    if (count > free) {
      throw new AssertionError("the ring is full");
    }
    free -= count;
    slots[id] = count;
    added = count;
    if (indirect) {
      long table = bench.allot(16 * parts.size());
      for (int i = 0; i < parts.size(); i++) {
        SplitGuest.describe(bench, table + 16 * i, parts.get(i), 0, 0);
        bench.write(table + 16 * i + 12, 2, 0);
        bench.write(table + 16 * i + 14, 2, parts.get(i).writable() ? 2 : 0);
      }
      publish(Part.readable(table, 16 * parts.size()), id, 4);
    } else {
      for (int i = 0; i < count; i++) {
        publish(parts.get(i), id, i < count - 1 ? 1 : 0);
      }
    }
    return id;
  }

  private void publish(Part part, int id, int flags) {
    long at = descriptors + 16 * position;
    bench.write(at, 8, part.address());
    bench.write(at + 8, 4, part.length());
    bench.write(at + 12, 2, id);
    int all = flags | (part.writable() ? 2 : 0) | (wrap ? 1 << 7 : 1 << 15);
    bench.write(at + 14, 2, all);
    position++;
    if (position == size) {
      position = 0;
      wrap = !wrap;
    }
  }

  /// Whether one of the descriptors added last is the one that the device waits for.
  @Override
  public boolean wantsKick() {
    long event = bench.read32(device);
    int flags = (int) (event >>> 16);
    if (flags != 2) {
      return flags == 0;
    }
    int first = Math.floorMod(position - added, size);
    boolean firstWrap = position - added >= 0 == wrap;
    int offset = (int) event & 0x7fff;
    boolean sameLap = (event & 0x8000) != 0 == firstWrap;
    int place = sameLap ? offset : offset + size;
    return place >= first && place < first + added;
  }

  @Override
  public Used poll() {
    long at = descriptors + 16 * usedPosition;
    int flags = (int) bench.read16(at + 14);
    boolean available = (flags & 1 << 7) != 0;
    boolean used = (flags & 1 << 15) != 0;
    if (available != used || used != usedWrap) {
      return null;
    }
    int id = (int) bench.read16(at + 12);
    free += slots[id];
    usedPosition += slots[id];
    if (usedPosition >= size) {
      usedPosition -= size;
      usedWrap = !usedWrap;
    }
    return new Used(id, (flags & 2) != 0 ? (int) bench.read32(at + 8) : 0);
  }

  @Override
  public void interrupts(boolean wanted) {
    long place = usedPosition | (usedWrap ? 0x8000 : 0);
    bench.write(driver, 4, !wanted ? 1L << 16 : eventIndex ? 2L << 16 | place : 0);
  }
}
