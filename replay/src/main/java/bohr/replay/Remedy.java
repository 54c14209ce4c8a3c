package bohr.replay;

import bohr.emulator.state.Text;

/// Another setting, or another variant of the scenario, under which the finding was looked for and
/// not met.
///
/// @param setting as behind `--set`, such as `edu.dma=per-beat`; or `variant fixed`
/// @param complete whether every state was visited
/// @param states how many were
public record Remedy(String setting, boolean complete, long states) {

  /// For people.
  @Override
  public String toString() {
    String counted = Text.format("%,d states", states);
    return setting + ": " + (complete ? "complete, " + counted + ", no finding"
        : "no finding in " + counted + ", which are not all");
  }
}
