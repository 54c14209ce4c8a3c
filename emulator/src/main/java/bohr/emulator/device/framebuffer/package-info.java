/// A framebuffer: memory in a BAR, a log of what was stored there, and a thread that shows it.
/// May use: device and what it uses.
package bohr.emulator.device.framebuffer;
