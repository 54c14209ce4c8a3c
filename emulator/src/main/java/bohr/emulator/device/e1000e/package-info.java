/// An Intel 82574L network card (names of registers and bits are those of Intel's 82574 GbE
/// Controller Family Datasheet): registers, interrupts, NVM, PHY, and two threads that transmit and
/// receive in phases. May use: device, network, pci, bus, agent, state. Never: hart, scenario,
/// other devices.
package bohr.emulator.device.e1000e;
