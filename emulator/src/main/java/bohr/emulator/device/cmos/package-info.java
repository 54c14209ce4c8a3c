/// Memory behind an index and a data register.
/// May use: device and what it uses.
package bohr.emulator.device.cmos;
