package bohr.emulator.pci;

/// A window from config space into the BARs, for whoever cannot reach them (virtio 1.2 §4.1.4.9): a
/// capability {…, BAR at 4, …, offset at 8, length at 12, data at 16}. An access to the data is one
/// to the registers.
public final class ConfigWindow {

  private static final int BAR = 4;
  private static final int OFFSET = 8;
  private static final int LENGTH = 12;
  private static final int DATA = 16;
  private static final int DATA_BYTES = 4;

  private final ConfigSpace config;
  private final int at;
  private final long[] barSize;

  ConfigWindow(ConfigSpace config, int at, long[] barSize) {
    this.config = config;
    this.at = at;
    this.barSize = barSize;
    config.allow(at + BAR, 1, 0xff);
    config.allow(at + OFFSET, 4, ~0);
    config.allow(at + LENGTH, 4, ~0);
  }

  /// Whether an access to config space is one to the data.
  public boolean covers(int offset, int size) {
    return offset >= at + DATA && offset + size <= at + DATA + DATA_BYTES;
  }

  /// The BAR that the window leads to; -1 if it leads nowhere.
  public int bar() {
    int bar = config.read(at + BAR, 1) & 0xff;
    boolean inside =
        bar < barSize.length
            && (length() == 1 || length() == 2 || length() == 4)
            && (offset() & length() - 1) == 0
            && offset() <= barSize[bar] - length();
    return inside ? bar : -1;
  }

  /// The offset in the BAR.
  public long offset() {
    return Integer.toUnsignedLong(config.read(at + OFFSET, 4));
  }

  /// How wide the access to the registers is, in bytes.
  public int length() {
    return config.read(at + LENGTH, 4);
  }
}
