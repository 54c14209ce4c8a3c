package bohr.emulator.boot;

/// A named address of the guest.
///
/// @param name as in the source
/// @param address virtual address
/// @param size in bytes; 0 where the symbol table does not say
public record Symbol(String name, long address, long size) {}
