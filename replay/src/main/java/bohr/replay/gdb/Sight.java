package bohr.replay.gdb;

/// How addresses are understood: where one leads in the machine's memory.
@FunctionalInterface
interface Sight {

  /// An offset, or -1 if the address leads nowhere, or to registers of a device.
  int offset(long address);
}
