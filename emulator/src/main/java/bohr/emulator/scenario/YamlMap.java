package bohr.emulator.scenario;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// A mapping, whose keys are words that differ, in the order of the file.
record YamlMap(Place place, List<Field> fields) implements YamlNode {

  /// One `key: value`.
  record Field(Value key, YamlNode value) {}

  YamlMap {
    fields = List.copyOf(fields);
  }

  @Override
  public String kind() {
    return "a mapping";
  }

  List<String> keys() {
    List<String> keys = new ArrayList<>();
    for (Field field : fields) {
      keys.add(field.key().text());
    }
    return keys;
  }

  /// Checks that there are no other keys than these.
  void allowOnly(Collection<String> known) {
    for (Field field : fields) {
      if (!known.contains(field.key().text())) {
        throw field.key().place().bad(Names.unknown("key", field.key().text(), known));
      }
    }
  }

  /// What stands behind `key`, if that is there.
  Optional<YamlNode> find(String key) {
    return fields.stream()
        .filter(field -> field.key().text().equals(key)).map(Field::value).findFirst();
  }

  /// What stands behind `key`, which must be there.
  YamlNode get(String key) {
    return find(key).orElseThrow(() -> place.bad("the key \"" + key + "\" is missing"));
  }

  /// The single value behind `key`, which must be there.
  Value value(String key) {
    return get(key).asValue("\"" + key + "\"");
  }

  /// The items behind `key`; none if that is not there.
  List<YamlNode> items(String key) {
    return find(key).map(node -> node.asList("\"" + key + "\"").items()).orElse(List.of());
  }

  /// The fields behind `key`; none if that is not there.
  List<Field> fields(String key) {
    return find(key).map(node -> node.asMap("\"" + key + "\"").fields()).orElse(List.of());
  }
}
