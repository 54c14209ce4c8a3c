package bohr.emulator.scenario;

import java.util.List;

/// What a scenario was read from: with the guest's image, enough to read it again.
///
/// @param name of the scenario: its folder's
/// @param source the text of `scenario.yaml`
/// @param variant name of the variant chosen
/// @param overrides settings changed on the command line, `edu.dma=mapped`, in order
public record Origin(String name, String source, String variant, List<String> overrides) {

  public Origin {
    overrides = List.copyOf(overrides);
  }
}
