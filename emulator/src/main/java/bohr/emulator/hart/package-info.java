/// RISC-V harts: registers, CSRs, traps, the instruction set as a table with one class per
/// extension. May use: state, memory, agent. Never: devices, which it reaches through HartBus.
package bohr.emulator.hart;
