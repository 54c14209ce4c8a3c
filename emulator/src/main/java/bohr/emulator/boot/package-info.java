/// The guest program: ELF64 segments into RAM, symbols, and source lines out of DWARF.
/// May use: memory, input. Never: files, scenarios, harts.
package bohr.emulator.boot;
