package bohr.tidy;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.Modifier;

/// What may not be used where: whatever would make two executions of one schedule differ, and what
/// hides that something is unfinished.
final class Bans extends TreeScanner<Void, Void> {

  private static final Set<String> BELOW_FUZZ =
      Set.of("emulator", "scheduler", "recorder", "replay");

  private static final Set<String> WITHOUT_HASH_ORDER = Set.of("emulator", "scheduler");

  private static final Set<String> CLOCKS = Set.of("nanoTime", "currentTimeMillis");

  private static final Set<String> GENERATORS =
      Set.of("Random", "SecureRandom", "SplittableRandom");

  private final Excuses hashExcuses;
  private final List<Violation> violations = new ArrayList<>();
  private Source source;

  private Bans() throws IOException {
    hashExcuses = new Excuses("hash-collections.txt");
  }

  /// What is banned and used, in code.
  static List<Violation> in(List<Source> sources) throws IOException {
    Bans bans = new Bans();
    for (Source source : sources) {
      bans.source = source;
      bans.scan(source.unit(), null);
    }
    bans.violations.addAll(bans.hashExcuses.unused());
    return bans.violations;
  }

  private void ban(Tree tree, String what, String instead) {
    violations.add(source.violation(tree, what, instead));
  }

  private boolean deterministic() {
    return source.isMain() && BELOW_FUZZ.contains(source.module());
  }

  @Override
  public Void visitMemberSelect(MemberSelectTree tree, Void nothing) {
    String of = tree.getExpression().toString();
    String name = tree.getIdentifier().toString();
    if (of.equals("System") && CLOCKS.contains(name) && deterministic()) {
      ban(tree, "System." + name, "take the time from the machine's Clock, or from the caller");
    }
    if (of.equals("System") && name.equals("identityHashCode") && source.isMain()) {
      ban(tree, "an identity hash, which differs from run to run", "give the thing a number");
    }
    if (of.equals("Math") && name.equals("random") && source.isMain()) {
      ban(tree, "Math.random", "draw from a SplitMix with a seed");
    }
    if (of.equals("System") && name.equals("exit") && !isCommandLine()) {
      ban(tree, "System.exit", "return a status, or throw; only bohr.cli.Main exits");
    }
    return super.visitMemberSelect(tree, nothing);
  }

  private boolean isCommandLine() {
    return source.file().equals("cli/src/main/java/bohr/cli/Main.java");
  }

  @Override
  public Void visitIdentifier(IdentifierTree tree, Void nothing) {
    switch (tree.getName().toString()) {
      case "Thread" -> {
        if (deterministic()) {
          ban(tree, "a host thread", "leave threads to module fuzz");
        }
      }
      case "HashMap", "HashSet" -> {
        if (hashOrderShows() && hashExcuses.use(source.file()) == null) {
          ban(
              tree,
              tree + ", whose order is nobody's choice",
              "use a TreeMap, a LinkedHashMap or an array, or say in " + hashExcuses.file()
                  + " why nobody iterates over it");
        }
      }
      default -> {}
    }
    return super.visitIdentifier(tree, nothing);
  }

  private boolean hashOrderShows() {
    return source.isMain() && WITHOUT_HASH_ORDER.contains(source.module());
  }

  @Override
  public Void visitNewClass(NewClassTree tree, Void nothing) {
    if (GENERATORS.contains(tree.getIdentifier().toString()) && source.isMain()) {
      ban(tree, "a random generator of the JDK", "draw from a SplitMix with a seed");
    }
    return super.visitNewClass(tree, nothing);
  }

  @Override
  public Void visitAnnotation(AnnotationTree tree, Void nothing) {
    if (tree.getAnnotationType().toString().equals("Disabled")) {
      ban(tree, "a disabled test", "make it pass, or remove it");
    }
    return super.visitAnnotation(tree, nothing);
  }

  @Override
  public Void visitClass(ClassTree tree, Void nothing) {
    boolean isShared = source.isMain() && tree.getKind() != Tree.Kind.INTERFACE;
    for (Tree member : tree.getMembers()) {
      if (isShared && member instanceof VariableTree field && isMutableStatic(field)) {
        ban(
            member,
            "the static field " + field.getName() + " is not final",
            "give it to an object: two machines in one JVM must not meet");
      }
    }
    return super.visitClass(tree, nothing);
  }

  private static boolean isMutableStatic(VariableTree field) {
    Set<Modifier> modifiers = field.getModifiers().getFlags();
    return modifiers.contains(Modifier.STATIC) && !modifiers.contains(Modifier.FINAL);
  }
}
