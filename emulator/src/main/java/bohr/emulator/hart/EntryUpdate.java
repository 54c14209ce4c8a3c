package bohr.emulator.hart;

import bohr.emulator.agent.Access;
import bohr.emulator.state.Stateful;
import bohr.emulator.state.Walker;

/// Sets the A or D bit of page-table entries, in the way that a [PteUpdate] says. The instruction
/// that needs it is tried again with the next step.
final class EntryUpdate implements Stateful {

  private static final int ACCESSED_AND_DIRTY = 1 << 6 | 1 << 7;

  private final Hart hart;

  /// Under PLAIN: the offset of a page-table entry that has been read and will be written, and the
  /// value that will be written to it, which is never 0; 0 if there is none.
  private long offset;

  private long entry;

  EntryUpdate(Hart hart) {
    this.hart = hart;
  }

  void reset() {
    offset = 0;
    entry = 0;
  }

  /// Whether an entry has been read and is still to be written.
  boolean isPending() {
    return entry != 0;
  }

  /// Sets the bit in the entry that a walk has ended at, or begins to.
  void begin() {
    if (hart.pteUpdate == PteUpdate.PLAIN) {
      offset = hart.translation.entry();
      entry = hart.translation.updatedEntry();
    } else {
      write(hart.translation.entry(), hart.translation.updatedEntry());
    }
  }

  void finish() {
    hart.guest.updatesEntry(hart, Ram.address(offset), !loses(hart.ram.load64(offset)));
    write(offset, entry);
    reset();
  }

  /// Whether writing the entry takes something away that somebody has stored there in the meantime.
  /// A and D bits that were cleared are not noticed: they look as the walk found them.
  private boolean loses(long current) {
    return ((current ^ entry) & ~ACCESSED_AND_DIRTY) != 0
        || (current & ~entry & ACCESSED_AND_DIRTY) != 0;
  }

  private void write(long at, long value) {
    if (hart.weak == null) {
      hart.ram.store64(at, value);
    } else {
      hart.weak.writeEntry(at, value);
    }
  }

  void pending(Access into) {
    into.memory(Access.Kind.WRITE, Ram.address(offset), 8);
    into.appends = hart.weak != null;
  }

  @Override
  public void walk(Walker walker) {
    offset = walker.value(offset);
    entry = walker.value(entry);
  }
}
