package bohr.emulator.bus;

/// A device of the platform, with registers at fixed addresses, whose every access is one step.
public interface PlatformDevice {

  /// Whether an access of `size` bytes at `offset` is one that the device takes; others fault.
  boolean accepts(long offset, int size);

  /// Reads a register; zero-extended.
  ///
  /// @param offset from the device's base address
  /// @param size 1, 2, 4 or 8 bytes
  long load(long offset, int size);

  /// Writes a register with the low `size` bytes of `value`.
  void store(long offset, int size, long value);

  /// Whether accesses at `offset` may read the clock.
  default boolean readsClock(long offset) {
    return false;
  }
}
