/// Where an access outside RAM goes: platform devices, config space, the registers of functions;
/// and where a function's requests go.
/// May use: state, agent, memory, hart, pci. Never: particular devices, which implement
/// PlatformDevice or RegisterBank.
package bohr.emulator.bus;
