package bohr.emulator.scenario;

import java.util.List;

/// A sequence.
record YamlList(Place place, List<YamlNode> items) implements YamlNode {

  YamlList {
    items = List.copyOf(items);
  }

  @Override
  public String kind() {
    return "a list";
  }
}
