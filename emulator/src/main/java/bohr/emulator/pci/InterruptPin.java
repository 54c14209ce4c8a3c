package bohr.emulator.pci;

/// Where the INTx wires of the functions end.
@FunctionalInterface
public interface InterruptPin {

  /// The function in `slot` asserts or deasserts its INTx.
  void drive(int slot, boolean asserted);
}
