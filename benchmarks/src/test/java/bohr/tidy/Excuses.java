package bohr.tidy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// A list of exceptions from a rule, in a resource: `name  reason` a line, `#` for comments. An
/// excuse that is no longer needed is itself against the rules, so that a list can only shrink.
final class Excuses {

  private final String file;
  private final Map<String, String> reasons = new TreeMap<>();
  private final Set<String> used = new TreeSet<>();

  /// Reads the list of that name.
  Excuses(String name) throws IOException {
    file = "benchmarks/src/test/resources/bohr/tidy/" + name;
    try (InputStream stream = Excuses.class.getResourceAsStream(name);
        var reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      reader.lines().map(String::strip).filter(Excuses::counts).forEach(this::add);
    }
  }

  private static boolean counts(String line) {
    return !line.isEmpty() && !line.startsWith("#");
  }

  private void add(String line) {
    String[] words = line.split("\\s+", 2);
    if (words.length < 2) {
      throw new IllegalArgumentException(file + ": " + line + ": the reason is missing");
    }
    reasons.put(words[0], words[1]);
  }

  /// Where the list is, for messages.
  String file() {
    return file;
  }

  /// The reason given for `name`, which is needed; null if there is none.
  String use(String name) {
    used.add(name);
    return reasons.get(name);
  }

  /// What is listed and was not needed.
  List<Violation> unused() {
    List<Violation> violations = new ArrayList<>();
    for (String name : reasons.keySet()) {
      if (!used.contains(name)) {
        violations.add(
            new Violation(file, 1, name + " needs no excuse any more", "remove its line"));
      }
    }
    return violations;
  }
}
