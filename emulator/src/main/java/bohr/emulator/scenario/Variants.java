package bohr.emulator.scenario;

import java.util.ArrayList;
import java.util.List;

/// Reads what stands behind `variants`: all are checked, one is applied. What they say of the
/// machine itself is for [MachineSettings].
record Variants(Parts parts) {

  private static final List<String> REQUIRED =
      List.of(ScenarioReader.STANDARD_VARIANT, "fixed");

  /// Applies the variant `chosen` to the parts, and returns the names of all.
  List<String> apply(YamlNode node, String chosen) {
    YamlMap variants = node.asMap("\"variants\"");
    List<String> names = variants.keys();
    for (String required : REQUIRED) {
      if (!names.contains(required)) {
        throw variants.place().bad("the variant " + Names.quote(required)
            + " is missing; needed: " + Names.list(REQUIRED));
      }
    }
    List<Runnable> changes = new ArrayList<>();
    for (YamlMap.Field variant : variants.fields()) {
      String name = variant.key().name("the name of a variant");
      List<Runnable> ofVariant = changes(variant.value().asMap("the variant " + Names.quote(name)));
      if (name.equals(chosen)) {
        changes.addAll(ofVariant);
      }
    }
    if (!names.contains(chosen)) {
      throw variants.place().bad(Names.unknown("variant", chosen, names));
    }
    changes.forEach(Runnable::run);
    return names;
  }

  private List<Runnable> changes(YamlMap settings) {
    List<Runnable> changes = new ArrayList<>();
    for (YamlMap.Field field : settings.fields()) {
      Value value = field.value().asValue(Names.quote(field.key().text()));
      if (!MachineSettings.OF_VARIANTS.contains(field.key().text())) {
        changes.add(parts.change(field.key(), value, List.of()));
      }
    }
    return changes;
  }
}
