package bohr.emulator.device.virtio;

import bohr.emulator.bus.PlatformDevice;
import bohr.emulator.bus.SystemBus;
import bohr.emulator.memory.MemoryLayout;

/// A virtio-mmio slot without a device: its device number is 0, which drivers pass over (virtio 1.2
/// §4.2.2.2).
public final class EmptySlot implements PlatformDevice {

  private EmptySlot() {}

  /// Puts an empty slot wherever `bus` has no device in one.
  public static void fill(SystemBus bus) {
    for (int slot = 0; slot < MemoryLayout.VIRTIO_MMIO_SLOTS; slot++) {
      long base = MemoryLayout.VIRTIO_MMIO + slot * MemoryLayout.VIRTIO_MMIO_PAGE;
      if (!bus.isTaken(base)) {
        bus.add(base, MemoryLayout.VIRTIO_MMIO_PAGE, new EmptySlot());
      }
    }
  }

  @Override
  public boolean accepts(long offset, int size) {
    return (offset & size - 1) == 0;
  }

  @Override
  public long load(long offset, int size) {
    boolean register = size == 4;
    return switch ((int) offset) {
      case 0x00 -> register ? MmioTransport.MAGIC : 0;
      case 0x04 -> register ? MmioTransport.VERSION : 0;
      case 0x0c -> register ? MmioTransport.VENDOR : 0;
      default -> 0;
    };
  }

  @Override
  public void store(long offset, int size, long value) {}
}
