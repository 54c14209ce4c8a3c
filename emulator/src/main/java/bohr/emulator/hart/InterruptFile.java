package bohr.emulator.hart;

/// The side of an IMSIC interrupt file that a hart sees through `miselect`, `mireg` and `mtopei`
/// (RISC-V AIA 1.0, chapters 2 and 3).
public interface InterruptFile {

  /// Whether `select` (0x70, 0x72, 0x80–0xff) names a register of the file for RV64: even ones
  /// only.
  boolean implementsRegister(int select);

  /// Reads the register that `miselect` names.
  long read(int select);

  /// Writes the register that `miselect` names.
  void write(int select, long value);

  /// The value of `mtopei`: identity in bits 26:16 and priority in bits 10:0, 0 when nothing is
  /// pending and enabled above the threshold.
  long topInterrupt();

  /// A write to `mtopei`: clears the pending bit of the interrupt that it reports.
  void claim();
}
