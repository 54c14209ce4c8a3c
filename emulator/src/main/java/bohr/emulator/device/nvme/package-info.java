/// An NVM Express 1.4 controller (clauses in this package are those of the NVM Express Base
/// Specification 1.4): registers, queue table, and threads that fetch and execute commands in
/// phases. May use: device, pci, bus, memory, agent, state. Never: hart, scenario, other devices. A
/// new command: its opcode in Opcode, its start in AdminCommands or IoCommands, a test of its
/// status codes, its row in docs/devices.md.
package bohr.emulator.device.nvme;
