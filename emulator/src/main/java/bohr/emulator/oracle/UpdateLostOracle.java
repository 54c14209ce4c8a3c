package bohr.emulator.oracle;

/// O14 of the race zoo: a store is overwritten by a read-modify-write, or by what else goes by an
/// earlier look, that did not see it.
///
/// Covered: page-table entries whose A or D bit a hart sets, and the dirty log of a display, which
/// is cleared for what was drawn. Not covered: other memory of the guest, whose own
/// read-modify-writes may be meant.
final class UpdateLostOracle implements Oracle {

  @Override
  public String name() {
    return "update-lost";
  }

  @Override
  public String number() {
    return "O14";
  }

  @Override
  public String clause() {
    return "RISC-V Privileged Architecture, Virtual Address Translation Process, step 9: the PTE is"
        + " compared and swapped; ISO C11 §7.17.3p12: a read-modify-write always reads the last"
        + " value";
  }

  @Override
  public void overwritten(Monitor monitor, String who, String place, boolean seen) {
    if (!seen) {
      monitor.report(this, who + " has overwritten " + place + " without the last store to it",
          place);
    }
  }
}
