package bohr.emulator.device.virtio;

/// Which part of a 64-bit register an access means; narrower registers are accessed as a whole.
enum Part {
  LOW,
  HIGH,
  WHOLE;

  long of(long register) {
    return switch (this) {
      case LOW -> register & 0xffff_ffffL;
      case HIGH -> register >>> 32;
      case WHOLE -> register;
    };
  }

  /// `register` with this part replaced.
  long into(long register, long value) {
    return switch (this) {
      case LOW -> register & ~0xffff_ffffL | value & 0xffff_ffffL;
      case HIGH -> register & 0xffff_ffffL | value << 32;
      case WHOLE -> value;
    };
  }
}
