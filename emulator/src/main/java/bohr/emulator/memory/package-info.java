/// Guest RAM and the address map.
/// May use: state. Never: devices or harts, which call it.
package bohr.emulator.memory;
