package bohr.emulator.oracle;

/// O11 of the race zoo: an access goes through a cached translation after software was told that it
/// is gone.
///
/// Covered: the IOTLB of an IOMMU. Harts have no translations that could be stale. Not covered,
/// because the specification allows it: an entry whose page table has changed and whose
/// invalidation nobody has waited for; what DMA does through it is O2's, if the guest has taken the
/// page back.
final class StaleTranslationOracle implements Oracle {

  @Override
  public String name() {
    return "stale-translation";
  }

  @Override
  public String number() {
    return "O11";
  }

  @Override
  public String clause() {
    return "RISC-V IOMMU Architecture Specification 1.0, command-queue fence commands: an IOFENCE.C"
        + " that has completed guarantees that all commands before it have";
  }

  @Override
  public void translated(Monitor monitor, String iommu, long address, boolean reportedGone) {
    if (reportedGone) {
      monitor.report(this, iommu + " translated 0x" + Long.toHexString(address)
          + " by an entry that it had reported gone", iommu + " IOTLB");
    }
  }
}
