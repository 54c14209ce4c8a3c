package bohr.replay.page;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// Texts that come again and again, numbered in the order in which they first came.
final class Dictionary {

  private final Map<String, Integer> numbers = new LinkedHashMap<>();

  /// The number of a text.
  int number(String text) {
    Integer known = numbers.putIfAbsent(text, numbers.size());
    return known == null ? numbers.size() - 1 : known;
  }

  /// In the order of their numbers.
  Set<String> texts() {
    return numbers.keySet();
  }
}
