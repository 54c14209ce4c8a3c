package bohr.emulator.device;

import bohr.emulator.bus.PlatformDevice;
import java.util.function.LongConsumer;

/// The `virt` board's test finisher: one register that ends the run.
public final class Finisher implements PlatformDevice {

  private static final int PASS = 0x5555;
  private static final int FAIL = 0x3333;
  private static final int RESET = 0x7777;

  private final LongConsumer done;

  /// @param done told the guest's exit status, 0 for success
  public Finisher(LongConsumer done) {
    this.done = done;
  }

  @Override
  public boolean accepts(long offset, int size) {
    return size == 4 || size == 2;
  }

  @Override
  public long load(long offset, int size) {
    return 0;
  }

  @Override
  public void store(long offset, int size, long value) {
    if (offset != 0) {
      return;
    }
    switch ((int) value & 0xffff) {
      case PASS, RESET -> done.accept(0);
      case FAIL -> done.accept(value >>> 16 & 0xffff);
      default -> {}
    }
  }
}
