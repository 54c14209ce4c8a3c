package bohr.tidy;

import com.sun.source.tree.ImportTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Circles among the packages of one module, as imports draw them.
final class Cycles {

  /// For each package, the packages of its module that it imports from, and the first such import.
  private final Map<String, Map<String, Violation>> imports = new TreeMap<>();

  private final List<String> path = new ArrayList<>();
  private final Set<String> done = new TreeSet<>();
  private final List<Violation> violations = new ArrayList<>();

  private Cycles() {}

  /// Circles among the packages that `sources`, all of one module, are in.
  static List<Violation> among(List<Source> sources) {
    Cycles cycles = new Cycles();
    sources.forEach(source -> cycles.imports.put(source.packageName(), new TreeMap<>()));
    sources.forEach(cycles::read);
    cycles.imports.keySet().forEach(cycles::visit);
    return cycles.violations;
  }

  private void read(Source source) {
    String from = source.packageName();
    for (ImportTree tree : source.unit().getImports()) {
      String to = packageOf(tree.getQualifiedIdentifier().toString());
      if (!to.isEmpty() && !to.equals(from)) {
        Violation here = source.violation(tree, "imports " + to, "turn one of these round");
        imports.get(from).putIfAbsent(to, here);
      }
    }
  }

  /// The longest of the module's packages that `name` is in; empty if it is in none.
  private String packageOf(String name) {
    String longest = "";
    for (String candidate : imports.keySet()) {
      if (name.startsWith(candidate + ".") && candidate.length() > longest.length()) {
        longest = candidate;
      }
    }
    return longest;
  }

  /// Depth first; whoever is met again while still on the path closes a circle.
  private void visit(String name) {
    int met = path.indexOf(name);
    if (met >= 0) {
      report(path.subList(met, path.size()));
    } else if (!done.contains(name)) {
      path.add(name);
      imports.get(name).keySet().forEach(this::visit);
      path.removeLast();
      done.add(name);
    }
  }

  private void report(List<String> circle) {
    for (int i = 0; i < circle.size(); i++) {
      String next = circle.get((i + 1) % circle.size());
      Violation at = imports.get(circle.get(i)).get(next);
      String what = at.what() + ", in the circle " + String.join(" → ", circle);
      violations.add(new Violation(at.file(), at.line(), what, at.instead()));
    }
  }
}
