package bohr.emulator.device.virtio;

/// How the guest's driver reaches the device's registers.
interface GuestTransport {

  long status();

  void setStatus(long status);

  long offered();

  void accept(long features);

  /// The greatest size of a queue; 0 if there is no such queue.
  int queueSize(int queue);

  /// Places a queue and enables it.
  void place(int queue, int size, long descriptors, long driver, long device);

  void kick(int queue);

  long config(int offset, int size);

  /// The interrupt status; acknowledges it.
  long takeInterrupts();
}
