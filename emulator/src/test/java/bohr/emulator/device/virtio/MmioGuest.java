package bohr.emulator.device.virtio;

/// A driver of the virtio-mmio transport.
record MmioGuest(VirtioBench bench) implements GuestTransport {

  private static final int NO_BAR = -1;

  long get(int offset) {
    return bench.load(NO_BAR, offset, 4);
  }

  void set(int offset, long value) {
    bench.store(NO_BAR, offset, 4, value);
  }

  @Override
  public long status() {
    return get(0x70);
  }

  @Override
  public void setStatus(long status) {
    set(0x70, status);
  }

  @Override
  public long offered() {
    set(0x14, 0);
    long low = get(0x10);
    set(0x14, 1);
    return get(0x10) << 32 | low;
  }

  @Override
  public void accept(long features) {
    set(0x24, 0);
    set(0x20, features & 0xffff_ffffL);
    set(0x24, 1);
    set(0x20, features >>> 32);
  }

  @Override
  public int queueSize(int queue) {
    set(0x30, queue);
    return (int) get(0x34);
  }

  @Override
  public void place(int queue, int size, long descriptors, long driver, long device) {
    set(0x30, queue);
    set(0x38, size);
    halves(0x80, descriptors);
    halves(0x90, driver);
    halves(0xa0, device);
    set(0x44, 1);
  }

  private void halves(int offset, long value) {
    set(offset, value & 0xffff_ffffL);
    set(offset + 4, value >>> 32);
  }

  @Override
  public void kick(int queue) {
    set(0x50, queue);
  }

  @Override
  public long config(int offset, int size) {
    return bench.load(NO_BAR, 0x100 + offset, size);
  }

  @Override
  public long takeInterrupts() {
    long status = get(0x60);
    set(0x64, status);
    return status;
  }
}
