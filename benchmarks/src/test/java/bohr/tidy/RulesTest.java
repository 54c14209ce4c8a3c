package bohr.tidy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// That each rule of [TidyTest] bites: nothing is found where nothing is looked for.
class RulesTest {

  private static final String FOLDER = "emulator/src/main/java/bohr/emulator/";

  private static Source source(String path, String... lines) throws IOException {
    return Source.of(FOLDER + path, String.join("\n", lines) + "\n");
  }

  private static Source statement(String code) throws IOException {
    return source("A.java", "", "class A {", "  void go() {", code, "  }", "}");
  }

  /// Violations in sources that have no excuses: those about the lists of excuses are left out.
  private static List<String> whatIn(List<Violation> violations) {
    return violations.stream()
        .filter(violation -> violation.file().startsWith(FOLDER))
        .map(violation -> violation.line() + ": " + violation.what())
        .toList();
  }

  @Test
  void aViolationSaysWhereWhatAndWhatToDo() {
    Violation violation = new Violation("a/B.java", 7, "it is wrong", "make it right");

    assertEquals("a/B.java:7: it is wrong; make it right", violation.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "long now = System.nanoTime();",
    "long now = System.currentTimeMillis();",
    "int hash = System.identityHashCode(this);",
    "double draw = Math.random();",
    "var random = new java.util.Random(1); var other = new Random(1);",
    "Thread.yield();",
    "new Thread(() -> { }).start();",
    "var map = new HashMap<String, String>();",
    "System.exit(1);",
  })
  void whatMakesExecutionsDifferIsBannedBelowFuzz(String code) throws IOException {
    List<String> found = whatIn(Bans.in(List.of(statement(code))));

    assertTrue(!found.isEmpty() && found.getFirst().startsWith("4: "), found::toString);
  }

  @Test
  void aMutableStaticFieldIsFoundAndAConstantIsNot() throws IOException {
    Source source =
        source("A.java", "class A {", "  static final int ONE = 1;", "  static int count;", "}");

    assertEquals(
        List.of("3: the static field count is not final"), whatIn(Bans.in(List.of(source))));
  }

  @Test
  void aDisabledTestIsFound() throws IOException {
    Source source = source("A.java", "class A {", "  @Disabled void test() {}", "}");

    assertEquals(List.of("2: a disabled test"), whatIn(Bans.in(List.of(source))));
  }

  @Test
  void aMethodIsAsLongAsItsLinesWithoutAnnotations() throws IOException {
    String fits = "\n".repeat(Lengths.GOOD_METHOD_LINES - 2);
    Source good = source("A.java", "class A {", "  @Row(\n1\n)", "  int a() {" + fits, "  }", "}");
    Source bad = source("A.java", "class A {", "  int a() {\n" + fits, "  }", "}");

    assertEquals(List.of(), whatIn(Lengths.methods(List.of(good))));
    assertEquals(List.of("2: A.a has 41 lines"), whatIn(Lengths.methods(List.of(bad))));
  }

  @Test
  void aFileOf400LinesIsNotTooLong() throws IOException {
    Source good = source("A.java", "class A {" + "\n".repeat(Lengths.FILE_LINES - 1) + "}");
    Source bad = source("A.java", "class A {" + "\n".repeat(Lengths.FILE_LINES) + "}");

    assertEquals(List.of(), whatIn(Lengths.files(List.of(good))));
    assertEquals(List.of("401: 401 lines"), whatIn(Lengths.files(List.of(bad))));
  }

  @Test
  void columnsAreCountedInCharactersAndNotInBytes() throws IOException {
    Source good = source("A.java", "//" + "é".repeat(98));
    Source bad = source("A.java", "//" + "é".repeat(99));

    assertEquals(List.of(), whatIn(Lengths.lines(List.of(good))));
    assertEquals(List.of("1: 101 columns"), whatIn(Lengths.lines(List.of(bad))));
  }

  @Test
  void packagesThatImportEachOtherAreACycle() throws IOException {
    Source state = source("A.java", "package bohr.state;", "import bohr.hart.B;", "class A {}");
    Source hart = source("B.java", "package bohr.hart;", "import bohr.state.A;", "class B {}");

    assertEquals(
        List.of(
            "2: imports bohr.state, in the circle bohr.hart → bohr.state",
            "2: imports bohr.hart, in the circle bohr.hart → bohr.state"),
        whatIn(Cycles.among(List.of(state, hart))));
    assertEquals(List.of(), whatIn(Cycles.among(List.of(state))));
  }

  @Test
  void aPublicTypeNeedsAWordAndAPrivateOneDoesNot() throws IOException {
    Source source =
        source("A.java", "/// A.", "public class A {", "class B {}", "public record C() {}", "}");

    assertEquals(
        List.of("4: the public type C is not documented"),
        whatIn(Documentation.types(List.of(source))));
  }

  @Test
  void aPackageNeedsADescriptionAndNotOnlyAFileForIt() throws IOException {
    Source type = source("A.java", "package bohr.a;", "class A {}");
    Source empty = source("package-info.java", "package bohr.a;");
    Source full = source("package-info.java", "/// What it is.", "package bohr.a;");

    assertEquals(List.of(), whatIn(Documentation.packages(List.of(type, full))));
    assertEquals(
        List.of("1: package bohr.a does not say what it is for"),
        whatIn(Documentation.packages(List.of(type, empty))));
  }

  @Test
  void aNoteAboutWorkLeftIsFound() throws IOException {
    Source source = source("A.java", "// TO" + "DO: more", "class A {}");

    assertEquals(
        List.of("1: a note about work that was left"),
        whatIn(Documentation.unfinished(List.of(source))));
  }
}
