package bohr.emulator.device.e1000e;

/// The registers of one queue. All of them together are one word to agents: whoever uses a ring
/// notes one access.
///
/// @param base offset of the queue's first register, the lower half of the ring's address
record DescriptorRing(RegisterFile registers, int base) {

  private static final int DESCRIPTOR_BYTES = 16;
  private static final int LENGTH = Reg.RDLEN - Reg.RDBAL;
  private static final int HEAD = Reg.RDH - Reg.RDBAL;
  private static final int TAIL = Reg.RDT - Reg.RDBAL;
  private static final int LENGTH_BITS = 0xf_ff80;

  static DescriptorRing receive(RegisterFile registers, int queue) {
    return new DescriptorRing(registers, Reg.RDBAL + Reg.QUEUE_STRIDE * queue);
  }

  static DescriptorRing transmit(RegisterFile registers, int queue) {
    return new DescriptorRing(registers, Reg.TDBAL + Reg.QUEUE_STRIDE * queue);
  }

  int size() {
    return (registers.get(base + LENGTH) & LENGTH_BITS) / DESCRIPTOR_BYTES;
  }

  private int head() {
    return registers.get(base + HEAD) & 0xffff;
  }

  private int tail() {
    return registers.get(base + TAIL) & 0xffff;
  }

  /// Whether the card has descriptors; none if head or tail is outside the ring.
  boolean filled() {
    return head() != tail() && head() < size() && tail() < size();
  }

  /// How many descriptors the card has.
  int count() {
    return filled() ? Math.floorMod(tail() - head(), size()) : 0;
  }

  /// Where the descriptor at the head is.
  long address() {
    return (registers.address(base) & -DESCRIPTOR_BYTES) + (long) DESCRIPTOR_BYTES * head();
  }

  void advance() {
    registers.set(base + HEAD, head() + 1 >= size() ? 0 : head() + 1);
  }
}
