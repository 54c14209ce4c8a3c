package bohr.emulator.hart;

import bohr.emulator.agent.Access;
import bohr.emulator.memory.Memory;
import bohr.emulator.memory.MemoryLayout;

/// A hart's door to guest RAM: every load, store and atomic of a hart that stays inside RAM goes
/// through here and nothing else does, so that weaker memory models have one place to slip under.
/// Sequentially consistent: a load sees the newest store of anybody.
///
/// Positions are offsets from [MemoryLayout#RAM], as [Translation] gives them; longs, because a
/// guest's address may be anything; [#holds] comes before every access. A misaligned access is one
/// step like any other, and so nobody sees half of it; the ISA would allow less.
final class Ram {

  private final Memory memory;
  private final int bytes;
  private final int hart;

  Ram(Memory memory, int hart) {
    this.memory = memory;
    this.hart = hart;
    bytes = memory.ramBytes();
  }

  /// The offset of a physical address.
  static long offset(long address) {
    return address - MemoryLayout.RAM;
  }

  /// The physical address of an offset.
  static long address(long offset) {
    return offset + MemoryLayout.RAM;
  }

  /// Whether the `size` bytes (at most 8) at `offset` are all in RAM.
  boolean holds(long offset, int size) {
    return offset >= 0 && offset <= bytes - size;
  }

  /// The access `w` loads, if it is no store, the bytes at `offset`; whoever watches them is told.
  void loaded(long w, long offset, int size) {
    if (Decoded.access(w) != Access.Kind.WRITE) {
      memory.loaded((int) offset, size);
    }
  }

  long load64(long offset) {
    return memory.load64((int) offset);
  }

  int load32(long offset) {
    return memory.load32((int) offset);
  }

  short load16(long offset) {
    return memory.load16((int) offset);
  }

  byte load8(long offset) {
    return memory.load8((int) offset);
  }

  void store64(long offset, long value) {
    memory.store64((int) offset, value, hart);
  }

  void store32(long offset, long value) {
    memory.store32((int) offset, (int) value, hart);
  }

  void store16(long offset, long value) {
    memory.store16((int) offset, (short) value, hart);
  }

  void store8(long offset, long value) {
    memory.store8((int) offset, (byte) value, hart);
  }

  /// The load of an LR.
  void reserve(long offset) {
    memory.reserve(hart, (int) offset);
  }

  /// Whether the SC at `offset` may store; the reservation is gone in any case.
  boolean takeReservation(long offset) {
    return memory.takeReservation(hart, (int) offset);
  }

  /// Ends the hart's reservation, if it has one.
  void endReservation() {
    memory.takeReservation(hart, 0);
  }
}
