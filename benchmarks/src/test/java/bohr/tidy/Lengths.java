package bohr.tidy;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// How long lines, methods and files may be.
final class Lengths {

  static final int COLUMNS = 100;
  static final int FILE_LINES = 400;

  /// Longer methods must be split.
  static final int METHOD_LINES = 70;

  /// Longer methods should be split: they are listed, and the list may only shrink.
  static final int GOOD_METHOD_LINES = 40;

  private Lengths() {}

  static List<Violation> lines(List<Source> sources) {
    List<Violation> violations = new ArrayList<>();
    for (Source source : sources) {
      for (int i = 0; i < source.lines().size(); i++) {
        String line = source.lines().get(i);
        int columns = line.codePointCount(0, line.length());
        if (columns > COLUMNS) {
          violations.add(
              new Violation(
                  source.file(), i + 1, columns + " columns", "break it before " + COLUMNS));
        }
      }
    }
    return violations;
  }

  static List<Violation> files(List<Source> sources) {
    List<Violation> violations = new ArrayList<>();
    for (Source source : sources) {
      int lines = source.lines().size();
      if (lines > FILE_LINES) {
        violations.add(
            new Violation(
                source.file(),
                lines,
                lines + " lines",
                "split it by what changes together, at most " + FILE_LINES));
      }
    }
    return violations;
  }

  /// Methods too long, except the tables that are listed.
  static List<Violation> methods(List<Source> sources) throws IOException {
    Excuses tables = new Excuses("tables.txt");
    Excuses longMethods = new Excuses("long-methods.txt");
    List<Violation> violations = new ArrayList<>();
    for (Method method : methodsOf(sources)) {
      if (method.lines <= GOOD_METHOD_LINES || tables.use(method.name) != null) {
        continue;
      }
      if (method.lines > METHOD_LINES) {
        violations.add(method.violation("split it, at most " + METHOD_LINES));
        continue;
      }
      String listed = longMethods.use(method.name);
      if (listed == null) {
        violations.add(method.violation("split it, at most " + GOOD_METHOD_LINES));
      } else if (method.lines > Integer.parseInt(listed)) {
        violations.add(
            method.violation("it had " + listed + " when it was listed: let it shrink, not grow"));
      }
    }
    violations.addAll(tables.unused());
    violations.addAll(longMethods.unused());
    return violations;
  }

  /// A method with its length; its name is `file#Class.method` with the file's path.
  private record Method(Source source, MethodTree tree, String name, long lines) {

    Violation violation(String instead) {
      String simple = name.substring(name.indexOf('#') + 1);
      return source.violation(tree, simple + " has " + lines + " lines", instead);
    }
  }

  /// Annotations, which may be tables of test cases, do not count.
  private static Tree beginning(MethodTree method) {
    boolean isConstructor = method.getReturnType() == null;
    return isConstructor ? method.getBody() : method.getReturnType();
  }

  private static List<Method> methodsOf(List<Source> sources) {
    List<Method> methods = new ArrayList<>();
    for (Source source : sources) {
      new TreeScanner<Void, String>() {
        @Override
        public Void visitClass(ClassTree tree, String around) {
          String name = tree.getSimpleName().toString();
          return super.visitClass(tree, around.isEmpty() ? name : around + "." + name);
        }

        @Override
        public Void visitMethod(MethodTree tree, String around) {
          String name = source.file() + "#" + around + "." + tree.getName();
          methods.add(new Method(source, tree, name, source.lines(beginning(tree), tree)));
          return super.visitMethod(tree, around);
        }
      }.scan(source.unit(), "");
    }
    return methods;
  }
}
