package bohr.tidy;

import com.sun.source.tree.ClassTree;
import com.sun.source.util.TreePathScanner;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import javax.lang.model.element.Modifier;

/// What must be written down, and what must not.
final class Documentation {

  /// Put together here, so that the pattern does not find itself.
  private static final Pattern UNFINISHED = Pattern.compile("\\b(TO" + "DO|FIX" + "ME)\\b");

  private Documentation() {}

  /// Packages of main sources without a package-info.java.
  static List<Violation> packages(List<Source> sources) {
    Map<String, Source> first = new TreeMap<>();
    Set<String> described = new TreeSet<>();
    for (Source source : sources) {
      if (source.isMain() && !source.packageName().isEmpty()) {
        first.putIfAbsent(source.packageName(), source);
        if (source.file().endsWith("/package-info.java")
            && source.lines().getFirst().startsWith("///")) {
          described.add(source.packageName());
        }
      }
    }
    first.keySet().removeAll(described);
    return first.entrySet().stream()
        .map(
            entry ->
                new Violation(
                    entry.getValue().file(),
                    1,
                    "package " + entry.getKey() + " does not say what it is for",
                    "add a package-info.java: what it is; may use; never"))
        .toList();
  }

  /// Public types of main sources without a documentation comment.
  static List<Violation> types(List<Source> sources) {
    List<Violation> violations = new ArrayList<>();
    for (Source source : sources) {
      if (source.isMain()) {
        new TreePathScanner<Void, Void>() {
          @Override
          public Void visitClass(ClassTree tree, Void nothing) {
            boolean isPublic = tree.getModifiers().getFlags().contains(Modifier.PUBLIC);
            if (isPublic && source.trees().getDocComment(getCurrentPath()) == null) {
              violations.add(
                  source.violation(
                      tree,
                      "the public type " + tree.getSimpleName() + " is not documented",
                      "say in a /// comment what it is and what its callers must know"));
            }
            return super.visitClass(tree, nothing);
          }
        }.scan(source.unit(), null);
      }
    }
    return violations;
  }

  /// Notes about work that was left.
  static List<Violation> unfinished(List<Source> sources) {
    List<Violation> violations = new ArrayList<>();
    for (Source source : sources) {
      for (int i = 0; i < source.lines().size(); i++) {
        if (UNFINISHED.matcher(source.lines().get(i)).find()) {
          violations.add(
              new Violation(
                  source.file(), i + 1, "a note about work that was left", "do it, or file it"));
        }
      }
    }
    return violations;
  }
}
