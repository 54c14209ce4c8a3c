package bohr.emulator.device.virtio;

import bohr.emulator.pci.Function;

/// A driver of the PCI transport, which finds its way by the capabilities.
record PciGuest(VirtioBench bench, int common, int isr, int config, int doorbells, int multiplier)
    implements GuestTransport {

  private static final int BAR = 4;
  private static final int MSIX_BAR = 1;
  private static final int VENDOR_SPECIFIC = 9;

  static PciGuest of(VirtioBench bench) {
    Function function = bench.function();
    int[] offset = new int[6];
    int multiplier = 0;
    for (int at = (int) function.readConfig(0x34, 1); at != 0; ) {
      if (function.readConfig(at, 1) == VENDOR_SPECIFIC) {
        int type = (int) function.readConfig(at + 3, 1);
        if (function.readConfig(at + 4, 1) != BAR) {
          throw new AssertionError("capability in another BAR");
        }
        offset[type] = (int) function.readConfig(at + 8, 4);
        if (type == 2) {
          multiplier = (int) function.readConfig(at + 16, 4);
        }
      }
      at = (int) function.readConfig(at + 1, 1);
    }
    return new PciGuest(bench, offset[1], offset[3], offset[4], offset[2], multiplier);
  }

  long get(int offset, int size) {
    return bench.load(BAR, common + offset, size);
  }

  void set(int offset, int size, long value) {
    bench.store(BAR, common + offset, size, value);
  }

  @Override
  public long status() {
    return get(0x14, 1);
  }

  @Override
  public void setStatus(long status) {
    set(0x14, 1, status);
  }

  @Override
  public long offered() {
    set(0x00, 4, 0);
    long low = get(0x04, 4);
    set(0x00, 4, 1);
    return get(0x04, 4) << 32 | low;
  }

  @Override
  public void accept(long features) {
    set(0x08, 4, 0);
    set(0x0c, 4, features & 0xffff_ffffL);
    set(0x08, 4, 1);
    set(0x0c, 4, features >>> 32);
  }

  @Override
  public int queueSize(int queue) {
    set(0x16, 2, queue);
    return (int) get(0x18, 2);
  }

  @Override
  public void place(int queue, int size, long descriptors, long driver, long device) {
    set(0x16, 2, queue);
    set(0x18, 2, size);
    set(0x20, 8, descriptors);
    set(0x28, 4, driver & 0xffff_ffffL);
    set(0x2c, 4, driver >>> 32);
    set(0x30, 8, device);
    set(0x1c, 2, 1);
  }

  @Override
  public void kick(int queue) {
    set(0x16, 2, queue);
    int doorbell = doorbells + multiplier * (int) get(0x1e, 2);
    bench.store(BAR, doorbell, 2, queue);
  }

  @Override
  public long config(int offset, int size) {
    return bench.load(BAR, config + offset, size);
  }

  @Override
  public long takeInterrupts() {
    return bench.load(BAR, isr, 1);
  }

  /// Has vector n write n + 100 to word n at `address`, and assigns vector 0 to configuration
  /// changes and vector q + 1 to queue q.
  void useMessages(long address, int queues) {
    for (int vector = 0; vector <= queues; vector++) {
      bench.store(MSIX_BAR, 16 * vector, 4, address + 4 * vector);
      bench.store(MSIX_BAR, 16 * vector + 8, 4, vector + 100);
      bench.store(MSIX_BAR, 16 * vector + 12, 4, 0);
    }
    Function function = bench.function();
    function.writeConfig(0x82, 2, 1 << 15);
    set(0x10, 2, 0);
    for (int queue = 0; queue < queues; queue++) {
      set(0x16, 2, queue);
      set(0x1a, 2, queue + 1);
    }
  }
}
