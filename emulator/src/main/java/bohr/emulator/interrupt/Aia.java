package bohr.emulator.interrupt;

/// What the interrupt wires of devices end at. Every hart has its IMSIC interrupt files either way.
public enum Aia {
  /// A PLIC.
  NONE,
  /// An APLIC with a machine-level and a supervisor-level domain that forwards to the IMSICs, as
  /// QEMU's `virt` board with `aia=aplic-imsic`.
  APLIC_IMSIC
}
