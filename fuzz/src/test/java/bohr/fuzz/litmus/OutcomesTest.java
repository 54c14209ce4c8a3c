package bohr.fuzz.litmus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bohr.emulator.input.BadInput;
import bohr.emulator.ordering.MemoryModel;
import bohr.emulator.ordering.MemoryRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class OutcomesTest {

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String SB = """
      RISCV SB
      { 0:x6=x; 0:x10=y; 1:x6=y; 1:x10=x; 0:x5=1; 1:x5=1; }
       P0           | P1           ;
       sw x5,0(x6)  | sw x5,0(x6)  ;
       lw x7,0(x10) | lw x7,0(x10) ;
      """;

  @TempDir Path folder;

  private static Exploration explore(MemoryModel model, String text) {
    LitmusTest test = LitmusReader.parse("t.litmus", text);
    return new LitmusSearch(MemoryRules.of(model), LIMIT).explore(test);
  }

  @Test
  void aBlockOfALogSaysWhatTheToolsOfTheFieldSay() {
    assertEquals("""
        Test SB Allowed
        States 4
        0:x7=0; 1:x7=0;
        0:x7=0; 1:x7=1;
        0:x7=1; 1:x7=0;
        0:x7=1; 1:x7=1;
        Ok
        Witnesses
        Positive: 1 Negative: 3
        Condition exists (0:x7=0 /\\ 1:x7=0)
        Observation SB Sometimes 1 3
        """, explore(MemoryModel.TSO, SB + "exists (0:x7=0 /\\ 1:t2=0)").outcomes().block());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "exists (0:x7=0 /\\ 1:x7=0)  | Allowed   | No | 0 3 | Never 0 3",
        "exists 0:x7=0 \\/ 1:x7=1    | Allowed   | Ok | 2 1 | Sometimes 2 1",
        "~exists 0:x7=0 /\\ 1:x7=0   | Forbidden | Ok | 3 0 | Never 0 3",
        "~exists 0:x7=1 /\\ 1:x7=1   | Forbidden | No | 2 1 | Sometimes 1 2",
        "forall 0:x7=1 \\/ 1:x7=1    | Required  | Ok | 3 0 | Always 3 0",
        "forall not (0:x7=0 /\\ 1:x7=1) | Required | No | 2 1 | Sometimes 2 1",
        "filter 0:x7=1 exists 1:x7=0 /\\ 0:x7=1 | Allowed | Ok | 1 1 | Sometimes 1 1"
      })
  void theQuantifierIsEvaluatedAndTheObservationCounted(
      String end, String kind, String verdict, String counts, String observation) {
    String block = explore(MemoryModel.SC, SB + end.strip()).outcomes().block();
    String[] both = counts.split(" ");
    assertTrue(block.startsWith("Test SB " + kind + "\n"), block);
    assertTrue(block.contains("\n" + verdict + "\nWitnesses\n"), block);
    assertTrue(block.contains("Positive: " + both[0] + " Negative: " + both[1] + "\n"), block);
    assertTrue(block.endsWith("\nObservation SB " + observation + "\n"), block);
  }

  @ParameterizedTest
  @EnumSource
  void aThreadThatTrapsIsRefused(MemoryModel model) {
    String text = SB.replace("lw x7,0(x10) ;", "lw x7,1(x5)  ;") + "exists x=1";
    BadInput refused = assertThrows(BadInput.class, () -> explore(model, text));
    assertTrue(refused.getMessage().startsWith("t.litmus: thread 1: 'lw t2,1(t0)' "),
        refused.getMessage());
  }

  @ParameterizedTest
  @EnumSource
  void aSearchGivesUpWhenItsTimeIsOver(MemoryModel model) {
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < 120; i++) {
      rows.append(i % 2 == 0 ? "sw x5,0(x6) | lw x7,0(x6) | lw x7,0(x6) ;\n"
          : "lw x8,0(x9) | add x8,x8,x7 | sw x7,0(x9) ;\n");
    }
    String text = "RISCV LONG\n{0:x5=1; 0:x6=x; 1:x6=x; 2:x6=x; 0:x9=y; 2:x9=y;}\nP0|P1|P2;\n"
        + rows + "exists (x=1 /\\ 1:x8=0 /\\ 2:x7=0)";
    LitmusTest test = LitmusReader.parse("t.litmus", text);
    LitmusSearch search = new LitmusSearch(MemoryRules.of(model), Duration.ofMillis(50));
    assertFalse(search.explore(test).complete());
  }

  // Logs.

  private ExpectedOutcomes read(String log) throws IOException {
    Path file = Files.writeString(folder.resolve("herd.log"), log);
    return ExpectedOutcomes.read(file, "herd.log");
  }

  @Test
  void aLogIsReadHoweverItsKeysAreWritten() throws IOException {
    ExpectedOutcomes expected = read("""
        some line
        Test SB Allowed
        States 2
        1:t2=1; 0:t2=0;
        12 *>0:x7=1; [y]=x; x=2; 1:x7=-1;
        Ok
        Test MP Required
        States 0
        """);
    assertEquals(
        Optional.of(Set.of("0:x7=0; 1:x7=1;", "0:x7=1; 1:x7=-1; [x]=2; [y]=x;")),
        expected.of("SB"));
    assertEquals(Optional.of(Set.of()), expected.of("MP"));
    assertEquals(Optional.empty(), expected.of("LB"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                                   | there is no 'Test NAME' with its 'States N'",
        "Test SB~                             | line 2: 'States N' is expected behind 'Test SB'",
        "Test SB~States 2~0:x7=1;             | line 4: the file ends among the states of SB",
        "Test SB~States 1~0:x7=1              | line 3: '0:x7=1' is no KEY=VALUE;",
        "Test SB~States 1~0:q7=1;             | line 3: unknown register 'q7'",
        "Test SB~States 0~Test SB~States 0    | line 4: test SB a second time"
      })
  void whatIsNoLogIsRefusedInALine(String log, String reason) {
    BadInput refused =
        assertThrows(BadInput.class, () -> read(log.strip().replace('~', '\n')));
    assertEquals("herd.log: " + reason, refused.getMessage());
  }

  @Test
  void aComparisonTellsForbiddenFromMissing() {
    Exploration exploration = explore(MemoryModel.SC, SB + "exists 0:x7=0 /\\ 1:x7=0");
    Comparison comparison = exploration.compare(
        Set.of("0:x7=0; 1:x7=0;", "0:x7=0; 1:x7=1;", "0:x7=1; 1:x7=0;"));
    assertEquals(Set.of("0:x7=1; 1:x7=1;"), comparison.forbidden());
    assertEquals(Set.of("0:x7=0; 1:x7=0;"), comparison.missing());
    assertFalse(comparison.isSound() || comparison.isComplete() || comparison.isEqual());
  }

  @Test
  void whatComesOutIsInTheOrderOfTheTests() {
    List<LitmusTest> tests = List.of(
        LitmusReader.parse("a", SB + "exists x=1"), LitmusReader.parse("b", SB + "exists y=1"));
    LitmusSearch search = new LitmusSearch(MemoryRules.of(MemoryModel.RVWMO), LIMIT);
    StringBuilder files = new StringBuilder();
    LitmusRun.run(tests, search::explore, 3,
        each -> files.append(each.outcomes().test().file()));
    assertEquals("ab", files.toString());
  }
}
