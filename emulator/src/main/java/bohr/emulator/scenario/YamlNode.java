package bohr.emulator.scenario;

/// A part of a YAML document and where it stands.
sealed interface YamlNode permits Value, YamlList, YamlMap {

  Place place();

  /// In words, such as `a list`.
  String kind();

  /// This node, which must be a single value.
  ///
  /// @param what what it is, for the message: `"harts"`
  default Value asValue(String what) {
    if (this instanceof Value value) {
      return value;
    }
    throw place().bad(what + " must be a single value, not " + kind());
  }

  /// This node, which must be a list.
  default YamlList asList(String what) {
    if (this instanceof YamlList list) {
      return list;
    }
    throw place().bad(what + " must be a list, not " + kind());
  }

  /// This node, which must be a mapping.
  default YamlMap asMap(String what) {
    if (this instanceof YamlMap map) {
      return map;
    }
    throw place().bad(what + " must be a mapping, not " + kind());
  }
}
