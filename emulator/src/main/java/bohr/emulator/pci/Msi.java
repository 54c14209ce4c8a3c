package bohr.emulator.pci;

/// The MSI capability of a function (PCI Express Base Specification §7.7.1), with one vector, a
/// 64-bit address and no mask. All of its state is in config space.
final class Msi {

  private static final int ADDRESS_64 = 1 << 7;
  private static final int ENABLE = 1;

  private final ConfigSpace config;
  private final int at;

  /// @param at where in config space it is
  Msi(ConfigSpace config, int at) {
    this.config = config;
    this.at = at;
    config.set(at + 2, 2, ADDRESS_64);
    config.allow(at + 2, 2, ENABLE);
    config.allow(at + 4, 4, ~3);
    config.allow(at + 8, 4, ~0);
    config.allow(at + 12, 2, 0xffff);
  }

  boolean enabled() {
    return (config.read(at + 2, 2) & ENABLE) != 0;
  }

  long address() {
    long high = Integer.toUnsignedLong(config.read(at + 8, 4)) << 32;
    return high | Integer.toUnsignedLong(config.read(at + 4, 4));
  }

  int data() {
    return config.read(at + 12, 2) & 0xffff;
  }
}
