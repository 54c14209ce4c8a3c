/// A timer like the HPET, whose counter may be read under a seqlock.
/// May use: state, agent, oracle, ordering, pci, bus, device.
package bohr.emulator.device.timer;
