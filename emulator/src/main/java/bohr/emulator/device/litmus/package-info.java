/// The device of litmus tests: a DMA engine and source of messages that runs a short program, with
/// registers and memory of its own. Not for scenarios, which have no way to write the program.
/// May use: device and what it uses.
package bohr.emulator.device.litmus;
