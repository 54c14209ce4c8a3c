/// Interrupt controllers and timers: ACLINT, Sstc, PLIC, APLIC, IMSIC.
/// May use: state, agent, memory, bus, hart. Never: devices, which drive them through the bus.
package bohr.emulator.interrupt;
