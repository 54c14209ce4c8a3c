package bohr.tidy;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/// One Java source of the project, parsed.
///
/// @param file path from the root of the repository, such as
///     `emulator/src/main/java/bohr/emulator/Machine.java`
/// @param lines its text
/// @param unit its syntax tree
/// @param trees what knows about positions and documentation
record Source(String file, List<String> lines, CompilationUnitTree unit, Trees trees) {

  private static final List<String> KINDS = List.of("src/main/java", "src/test/java");

  /// The repository; tests run in the folder of their module.
  static Path root() {
    Path root = Path.of("").toAbsolutePath().getParent();
    if (!Files.isDirectory(root.resolve("traces"))) {
      throw new IllegalStateException("not the repository: " + root);
    }
    return root;
  }

  /// All sources of all modules, in the order of their paths.
  static List<Source> all() throws IOException {
    List<JavaFileObject> texts = new ArrayList<>();
    for (Path path : paths(root())) {
      String file = root().relativize(path).toString().replace('\\', '/');
      texts.add(new Text(file, Files.readString(path)));
    }
    return parse(texts);
  }

  /// A source that is not there, to try a rule on.
  static Source of(String file, String code) throws IOException {
    return parse(List.of(new Text(file, code))).getFirst();
  }

  private static List<Source> parse(List<JavaFileObject> texts) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    List<String> options = List.of("-proc:none");
    JavacTask task = (JavacTask) compiler.getTask(null, null, null, options, null, texts);
    Trees trees = Trees.instance(task);
    List<Source> sources = new ArrayList<>();
    for (CompilationUnitTree unit : task.parse()) {
      String file = unit.getSourceFile().toUri().getPath().substring(1);
      String code = unit.getSourceFile().getCharContent(true).toString();
      sources.add(new Source(file, code.lines().toList(), unit, trees));
    }
    return List.copyOf(sources);
  }

  /// What the compiler reads.
  private static final class Text extends SimpleJavaFileObject {

    private final String code;

    Text(String file, String code) {
      super(URI.create("tidy:///" + file), Kind.SOURCE);
      this.code = code;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return code;
    }
  }

  private static List<Path> paths(Path root) {
    try (Stream<Path> modules = Files.list(root)) {
      return modules
          .flatMap(module -> KINDS.stream().map(module::resolve))
          .filter(Files::isDirectory)
          .flatMap(Source::javaFiles)
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<Path> javaFiles(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The folder of its module.
  String module() {
    return file.substring(0, file.indexOf('/'));
  }

  boolean isMain() {
    return file.contains("/src/main/");
  }

  /// The name of its package; empty for a module descriptor.
  String packageName() {
    return unit.getPackageName() == null ? "" : unit.getPackageName().toString();
  }

  long line(Tree tree) {
    return unit.getLineMap().getLineNumber(positions().getStartPosition(unit, tree));
  }

  /// How many lines there are from the beginning of `from` to the end of `tree`.
  long lines(Tree from, Tree tree) {
    long end = positions().getEndPosition(unit, tree);
    return unit.getLineMap().getLineNumber(end) - line(from) + 1;
  }

  Violation violation(Tree tree, String what, String instead) {
    return new Violation(file, line(tree), what, instead);
  }

  private SourcePositions positions() {
    return trees.getSourcePositions();
  }
}
