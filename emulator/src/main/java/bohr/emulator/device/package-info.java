/// Devices: their registers, their threads as phases, and the settings a scenario may give them.
/// May use: state, memory, agent, oracle, interrupt, pci. Never: hart, scenario files.
/// A new device: implement DeviceModel, add it to module-info's `provides`, document its registers
/// in docs/devices.md.
package bohr.emulator.device;
