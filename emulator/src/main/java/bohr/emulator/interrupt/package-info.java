/// Interrupt controllers and timers: ACLINT, PLIC, IMSIC.
/// May use: state, agent, memory, bus, hart. Never: devices, which drive them through the bus.
package bohr.emulator.interrupt;
