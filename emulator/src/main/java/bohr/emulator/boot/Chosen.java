package bohr.emulator.boot;

/// What the one who starts an operating system tells it: the `chosen` node of its device tree.
///
/// @param arguments the kernel's command line; empty for none
/// @param initrd physical address of the initial RAM disk
/// @param initrdBytes its length; 0 if there is none
/// @param seed of the kernel's random numbers, which are the same for the same seed
public record Chosen(String arguments, long initrd, long initrdBytes, long seed) {}
