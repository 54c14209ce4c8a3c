package bohr.emulator.device.virtio;

import bohr.emulator.agent.Phase;

/// Where an access of a transport goes: to which register, and to which part of it.
///
/// @param width in bytes, with which the register should be accessed
record Location(Field field, Part part, int width) {

  /// A place without a register.
  static final Location NOWHERE = new Location(Field.NOTHING, Part.WHOLE, 4);

  /// The handler of a load; of one that is too narrow, zero comes.
  Phase load(int size) {
    Field read = size < width ? Field.NOTHING : field;
    return begin(new HandlerPhase.Access(false, read, part, 0, 0));
  }

  /// The handler of a store of `value`; one of the wrong width changes nothing.
  Phase store(int size, long value) {
    Field written = size == width ? field : Field.NOTHING;
    long narrow = size == 8 ? value : value & (1L << 8 * size) - 1;
    return begin(new HandlerPhase.Access(true, written, part, 0, narrow));
  }

  private static Phase begin(HandlerPhase.Access access) {
    Field selector = access.field().selector();
    return selector == null ? access : new HandlerPhase.Select(selector, access);
  }
}
