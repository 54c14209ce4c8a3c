package bohr.emulator.ordering;

/// What a machine's memory lets its agents see.
///
/// @param model the model of the harts
/// @param zalasr what the annotations of load-acquire and store-release mean
public record MemoryRules(MemoryModel model, Zalasr zalasr) {

  /// Sequential consistency.
  public static final MemoryRules SC = of(MemoryModel.SC);

  /// The annotations of the instructions of Zalasr. Those of LR, SC and AMOs are RCsc in any case.
  public enum Zalasr {
    /// As its text says: a load-acquire stays behind an earlier store-release.
    RCSC,
    /// A load-acquire may overtake an earlier store-release.
    RCPC
  }

  /// A model as its specification has it.
  public static MemoryRules of(MemoryModel model) {
    return new MemoryRules(model, Zalasr.RCSC);
  }

  /// Whether loads can see anything but the newest store.
  public boolean isWeak() {
    return model != MemoryModel.SC;
  }

  /// Whether stores can be seen before the program comes to them.
  public boolean hasPromises() {
    return model == MemoryModel.RVWMO_FULL;
  }
}
