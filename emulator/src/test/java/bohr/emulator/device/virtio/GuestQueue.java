package bohr.emulator.device.virtio;

import java.util.List;

/// The driver's side of a queue.
interface GuestQueue {

  /// A buffer that the device has used.
  record Used(int id, int written) {}

  /// What the driver makes available.
  record Part(long address, int length, boolean writable) {

    static Part readable(long address, int length) {
      return new Part(address, length, false);
    }

    static Part writable(long address, int length) {
      return new Part(address, length, true);
    }
  }

  /// Makes a buffer available, in descriptors of the ring or, if `indirect`, in a table.
  ///
  /// @return its id
  int add(boolean indirect, List<Part> parts);

  /// Whether the device wants to be told.
  boolean wantsKick();

  /// The next used buffer, or null.
  Used poll();

  /// Asks for an interrupt at the next used buffer, or, if not `wanted`, for none.
  void interrupts(boolean wanted);
}
