package bohr.emulator.ordering;

import java.util.List;

/// What a machine's memory lets its agents see.
///
/// @param model the model of the harts
/// @param zalasr what the annotations of load-acquire and store-release mean
/// @param lookahead how many instructions before it a store can be promised, at most
/// @param budget how many instructions, on all paths together, are looked at to find the promises
///     that a hart may make at one moment
/// @param fetch whether instruction fetches see stores
/// @param added fences that the guest does not have
public record MemoryRules(
    MemoryModel model,
    Zalasr zalasr,
    int lookahead,
    long budget,
    Fetch fetch,
    List<AddedFence> added) {

  private static final int STANDARD_LOOKAHEAD = 32;
  private static final long STANDARD_BUDGET = 500;

  /// Sequential consistency.
  public static final MemoryRules SC = of(MemoryModel.SC);

  public MemoryRules {
    added = List.copyOf(added);
  }

  /// The annotations of the instructions of Zalasr. Those of LR, SC and AMOs are RCsc in any case.
  public enum Zalasr {
    /// As its text says: a load-acquire stays behind an earlier store-release.
    RCSC,
    /// A load-acquire may overtake an earlier store-release.
    RCPC
  }

  /// What instruction fetches see.
  public enum Fetch {
    /// Memory as it is.
    COHERENT,
    /// Perhaps memory as it was when the hart first fetched there after its last FENCE.I.
    INCOHERENT;

    /// As written in a scenario.
    @Override
    public String toString() {
      return this == COHERENT ? "coherent" : "incoherent";
    }
  }

  /// A model as its specification has it.
  public static MemoryRules of(MemoryModel model) {
    return new MemoryRules(model, Zalasr.RCSC, STANDARD_LOOKAHEAD, STANDARD_BUDGET,
        Fetch.COHERENT, List.of());
  }

  /// As this, with another meaning of the annotations.
  public MemoryRules with(Zalasr other) {
    return new MemoryRules(model, other, lookahead, budget, fetch, added);
  }

  /// As this, with other fetches.
  public MemoryRules with(Fetch other) {
    return new MemoryRules(model, zalasr, lookahead, budget, other, added);
  }

  /// As this, looking further ahead.
  public MemoryRules withLookahead(int instructions, long most) {
    return new MemoryRules(model, zalasr, instructions, most, fetch, added);
  }

  /// As this, with another model.
  public MemoryRules with(MemoryModel other) {
    return new MemoryRules(other, zalasr, lookahead, budget, fetch, added);
  }

  /// As this, with these fences added, and no others.
  public MemoryRules with(List<AddedFence> fences) {
    return new MemoryRules(model, zalasr, lookahead, budget, fetch, fences);
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
