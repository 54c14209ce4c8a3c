/// What is put into RAM before the machine starts: a guest program (ELF64 segments; symbols, and
/// source lines out of DWARF), or a kernel with its initial RAM disk and a device tree of the
/// board. May use: memory, input, interrupt (for its kinds only). Never: files, scenarios, harts.
package bohr.emulator.boot;
