package bohr.emulator.ordering;

/// How far the order in which memory is seen may differ from the order of the programs.
public enum MemoryModel {
  /// Sequential consistency: every load sees the newest store.
  SC("sc"),
  /// Total store order, as of x86 and of RISC-V's Ztso.
  TSO("tso"),
  /// RISC-V weak memory ordering, without the reordering of a load or store and a later store.
  RVWMO("rvwmo"),
  /// RISC-V weak memory ordering with everything it allows.
  RVWMO_FULL("rvwmo-full");

  private final String text;

  MemoryModel(String text) {
    this.text = text;
  }

  /// As written in a scenario.
  @Override
  public String toString() {
    return text;
  }
}
