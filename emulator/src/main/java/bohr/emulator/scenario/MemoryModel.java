package bohr.emulator.scenario;

import java.util.Arrays;
import java.util.List;

/// How far the order in which memory is seen may differ from the order of the programs.
public enum MemoryModel {
  /// Sequential consistency: every load sees the newest store.
  SC("sc", true),
  /// Total store order, as of x86 and of RISC-V's Ztso.
  TSO("tso", false),
  /// RISC-V weak memory ordering, without the reordering of a load and a later store.
  RVWMO("rvwmo", false),
  /// RISC-V weak memory ordering with everything it allows.
  RVWMO_FULL("rvwmo-full", false);

  private final String text;
  private final boolean available;

  MemoryModel(String text, boolean available) {
    this.text = text;
    this.available = available;
  }

  /// The model that a scenario names, which must be one that this machine has.
  static MemoryModel of(Value value) {
    for (MemoryModel model : values()) {
      if (model.text.equals(value.text())) {
        if (!model.available) {
          throw value.place().bad("memory model " + Names.quote(model.text)
              + " is not available yet; available: "
              + Names.list(texts().stream().filter(text -> isAvailable(text)).toList()));
        }
        return model;
      }
    }
    throw value.place().bad(Names.unknown("memory model", value.text(), texts()));
  }

  private static boolean isAvailable(String text) {
    return Arrays.stream(values()).anyMatch(model -> model.available && model.text.equals(text));
  }

  private static List<String> texts() {
    return Arrays.stream(values()).map(MemoryModel::toString).toList();
  }

  /// As written in a scenario.
  @Override
  public String toString() {
    return text;
  }
}
