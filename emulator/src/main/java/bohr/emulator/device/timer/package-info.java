/// A timer like the HPET, whose counter may leave the device's lock.
/// May use: state, agent, oracle, ordering, pci, bus, device.
package bohr.emulator.device.timer;
