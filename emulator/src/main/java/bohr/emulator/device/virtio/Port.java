package bohr.emulator.device.virtio;

import bohr.emulator.pci.Grant;
import bohr.emulator.pci.Link;

/// The way of a virtio device to memory and to its driver; the transports differ in it.
interface Port {

  Link link();

  /// Begins a transfer; see [bohr.emulator.pci.Function#begin].
  Grant begin();

  /// Asks for at most one beat of memory.
  ///
  /// @return false if the device may not: no data will come
  boolean read(Grant grant, long address, int length, int tag);

  /// Writes at most one beat.
  void write(Grant grant, long address, byte[] data);

  /// Whether the device may reach memory at all; for who has an access to make that asks this too.
  boolean open();

  /// Whether interrupts are messages with vectors rather than the level of a wire.
  boolean messageSignalled();

  /// Sends the message of `vector`; only if interrupts are messages.
  void signal(int vector);

  /// Drives the wire.
  void raise(boolean level);

  /// From now on requests of transfers that began earlier are violations.
  void acknowledgeReset();
}
