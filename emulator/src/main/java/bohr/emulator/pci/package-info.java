/// PCI Express: type-0 functions with their config space and capabilities, and the links that carry
/// what they send.
/// May use: state, agent, memory, oracle. Never: what a device does, or where an address leads.
package bohr.emulator.pci;
