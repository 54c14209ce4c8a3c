package bohr.emulator.device.iommu;

import bohr.emulator.state.Digest;
import bohr.emulator.state.Fingerprinted;

/// A device context in its base format (§3.1.3): translation control, second stage, translation
/// attributes, first stage.
record DeviceContext(long control, long attributes, long firstStage) implements Fingerprinted {

  static final int BYTES = 32;

  private static final int VALID = 1;
  private static final int NO_FAULT_REPORTS = 1 << 4;
  private static final int BARE = 0;
  private static final int SV39 = 8;

  /// Why a context cannot be used; 0 if it can.
  static int cause(long control, long secondStage, long attributes, long firstStage) {
    int mode = (int) (firstStage >>> 60);
    boolean supported =
        (control & ~(VALID | NO_FAULT_REPORTS)) == 0
            && secondStage == 0
            && (attributes & ~0xffff_f000L) == 0
            && (mode == BARE || mode == SV39)
            && (firstStage >>> 44 & 0xffff) == 0;
    return (control & VALID) == 0 ? Fault.CONTEXT_INVALID : supported ? 0 : Fault.MISCONFIGURED;
  }

  boolean isBare() {
    return firstStage >>> 60 == BARE;
  }

  /// Process soft-context identifier.
  int pscid() {
    return (int) (attributes >>> 12) & 0xf_ffff;
  }

  /// Address of the root page table.
  long root() {
    return (firstStage & 0xfff_ffff_ffffL) << 12;
  }

  boolean reportsFaults() {
    return (control & NO_FAULT_REPORTS) == 0;
  }

  @Override
  public long fingerprint() {
    return Digest.of(control, attributes, firstStage);
  }
}
