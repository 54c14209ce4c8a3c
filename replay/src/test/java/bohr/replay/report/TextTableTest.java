package bohr.replay.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bohr.emulator.agent.Access;
import bohr.emulator.agent.StopReason;
import bohr.recorder.TraceRecord.Verdict;
import bohr.replay.OrderingAdvice;
import bohr.replay.OrderingAdvice.Answer;
import bohr.replay.OrderingAdvice.Fence;
import bohr.replay.OrderingAdvice.Outcome;
import bohr.replay.OrderingAdvice.Survival;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TextTableTest {

  private static final Glyphs UNICODE = Glyphs.of(StandardCharsets.UTF_8);
  private static final Glyphs ASCII = Glyphs.of(StandardCharsets.US_ASCII);
  private static final int HART0 = 0;
  private static final int HART1 = 1;
  private static final int DMA = 2;
  private static final int LINK = 3;

  private static final Verdict FINDING = new Verdict(
      "finding", "gate", "Some Specification, section 7: while the bit is clear the function must"
          + " not issue requests, and whoever reads this line sees it wrapped at the right margin",
      "edu issued a DMA write while bus master enable is clear", "edu DMA write", DMA, 121, 1, 2);
  private static final Verdict PASSED =
      new Verdict("passed", "", "", "the guest is done", "", -1, 121, 1, 2);

  private static Steps steps() {
    return new Steps("hart0", "hart1", "edu.dma", "edu.link");
  }

  /// Hart 1 waits in a loop; hart 0 rings the bell; the device does its beats; hart 1 takes the
  /// device off the bus and looks; the device goes on.
  private static Steps race() {
    Steps steps = steps();
    for (int i = 0; i < 3; i++) {
      steps.hart(HART1, "guest.c:20 (main)", "lw a5,0(a4)")
          .memory(Access.Kind.READ, 0x80001000L, 4);
      steps.hart(HART1, "guest.c:20 (main+0x2)", "beqz a5,0x80000010");
    }
    steps.stopped(StopReason.YIELDED, true, false);
    steps.hart(HART0, "guest.c:11 (main+0x20)", "addi sp,sp,-16");
    steps.hart(HART0, "guest.c:11 (main+0x22)", "sd ra,8(sp)")
        .memory(Access.Kind.WRITE, 0x80008000L, 8);
    steps.hart(HART0, "guest.c:12 (main+0x24)", "li a5,1");
    steps.hart(HART0, "guest.c:13 (main+0x26)", "sw a5,152(a4)").object(0);
    steps.hart(HART0, "guest.c:13 (main+0x26)", "sw a5,152(a4) (pending)").object(0);
    steps.stopped(StopReason.WOKE, true, false);
    for (int i = 0; i < 6; i++) {
      String beat = "Beat[to 0x8000" + i + "000, offset=" + 16 * i + " of 112]";
      steps.device(DMA, beat).object(0);
    }
    steps.device(LINK, "DMA write of 16 bytes to 0x80001000")
        .memory(Access.Kind.WRITE, 0x80001000L, 16);
    steps.stopped(StopReason.BLOCKED, false, false);
    steps.hart(HART1, "guest.c:31 (main+0x30)", "sh a4,4(a5)").object(0);
    steps.hart(HART1, "guest.c:32 (main+0x34)", "lhu a4,4(a5)").object(0);
    steps.device(DMA, "Beat[to 0x80006000, offset=96 of 112]").object(0);
    return steps;
  }

  private static String table(Report report, int width) {
    return TextTable.render(report, UNICODE, width, false);
  }

  private static List<String> lines(String text) {
    return text.lines().toList();
  }

  @Test
  void aRaceLooksLikeThis() {
    Golden.check("race.txt", table(race().report(FINDING), 110));
  }

  @Test
  void aRaceLooksLikeThisOnANarrowTerminalWithoutUnicode() {
    Golden.check("race.ascii.txt", TextTable.render(race().report(FINDING), ASCII, 72, false));
  }

  @Test
  void aRaceLooksLikeThisStepByStep() {
    Golden.check("race.steps.txt", TextTable.render(race().report(FINDING), UNICODE, 110, true));
  }

  @Test
  void aRaceLooksLikeThisToAProgram() {
    Golden.check("race.json", JsonReport.render(race().report(FINDING)));
  }

  @Test
  void noLineIsLongerThanTheTerminalIsWide() {
    for (int width = 60; width < 200; width += 7) {
      for (String line : lines(table(race().report(FINDING), width))) {
        assertTrue(line.length() <= width, line);
      }
    }
  }

  @Test
  void asciiTablesAreAscii() {
    Steps steps = race();
    steps.hart(HART0, "gäst.c:7 (main)", "sb a0,0(a5)").object(0);
    String text = TextTable.render(steps.report(FINDING), ASCII, 100, false);
    assertTrue(text.chars().allMatch(c -> c == '\n' || c >= ' ' && c <= '~'), text);
  }

  @Test
  void namesInAHostileGuestCannotTakeOverTheTerminal() {
    Steps steps = steps();
    steps.hart(HART0, "\u001b[2J.c:7 (main)", "sb a0,0(a5)").object(0);
    steps.device(DMA, "Beat\r\u0007").object(0);
    String text = table(steps.report(FINDING), 100);
    assertTrue(text.chars().noneMatch(c -> c != '\n' && Character.isISOControl(c)), text);
  }

  @Test
  void onlyAgentsThatMoveHaveAColumn() {
    Steps steps = steps();
    steps.hart(HART1, "guest.c:1 (main)", "nop");
    assertEquals("     step  hart1", lines(table(steps.report(PASSED), 100)).get(2));
  }

  @Test
  void aLoopOfSeveralRowsIsShownOnce() {
    Steps steps = steps();
    steps.device(DMA, "Beat").object(0);
    for (int i = 0; i < 12; i++) {
      steps.hart(HART0, "guest.c:5 (main)", "lw a5,0(a4)").object(0);
      steps.hart(HART0, "guest.c:6 (main+0x4)", "bnez a5,0x80000000");
    }
    String text = table(steps.report(PASSED), 80);
    assertTrue(text.contains("\n      102  guest.c:5  lw a5,0(a4)\n"), text);
    assertTrue(text.contains("\n           ⋮ these 2 rows ×12\n"), text);
    assertFalse(text.contains("104"), text);
  }

  @Test
  void theEndsOfALongSeriesAreShown() {
    List<String> text = lines(table(race().report(FINDING), 110));
    int first = indexOf(text, "offset=0 of 112");
    assertTrue(text.get(first + 1).endsWith("⋮ 4 more like it"), text.get(first + 1));
    assertTrue(text.get(first + 2).endsWith("offset=80 of 112]"), text.get(first + 2));
  }

  private static int indexOf(List<String> lines, String part) {
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).contains(part)) {
        return i;
      }
    }
    throw new AssertionError(part + " is in none of " + lines);
  }

  @Test
  void aJumpOfTimeIsTold() {
    Steps steps = steps();
    steps.hart(HART0, "guest.c:5 (main)", "wfi");
    steps.stopped(StopReason.BLOCKED, false, true);
    steps.hart(HART0, "guest.c:5 (main)", "interrupt machine timer");
    String text = table(steps.report(PASSED), 100);
    assertTrue(
        text.contains("hart0 waits, like everybody; time jumps to the next timer; hart0 goes on"),
        text);
  }

  @Test
  void anExecutionWithoutFindingSaysSo() {
    String text = table(race().report(PASSED), 100);
    assertTrue(text.contains("\nNo finding: the guest is done.\n"), text);
    assertFalse(text.contains("▶") || text.contains("✗"), text);
  }

  @Test
  void aChoiceOfAWeakerOrderingIsNeverFoldedAndIsTheCauseByItself() {
    Steps steps = race();
    steps.choosing(LINK, "MSI 0x5a to 0x80001000").memory(Access.Kind.WRITE, 0x80001000L, 4);
    Verdict finding =
        new Verdict("finding", "msi-before-dma", "c", "m", "p", LINK, 122, 1, 2);
    String text = table(steps.report(finding), 110);
    assertTrue(text.contains("MSI 0x5a to 0x80001000 (choice 1, not 0)"), text);
    assertTrue(text.contains("\n ✗    122"), text);
    assertFalse(text.contains("▶"), text);
  }

  @Test
  void theLastLineIsTheCommandThatReplays() {
    assertEquals(
        "replay: ./bohr replay demo.trace",
        lines(table(race().report(FINDING), 100)).getLast());
  }

  private static OrderingAdvice advice(Outcome outcome, Fence... fences) {
    List<Survival> survival = List.of(
        new Survival("sc", Answer.NO),
        new Survival("tso", Answer.NOT_SEEN),
        new Survival("rvwmo", Answer.YES));
    return new OrderingAdvice(survival, List.of(fences), outcome, 1234, "tea at guest.c:7");
  }

  private static List<String> advised(OrderingAdvice advice) {
    Report report = race().report(FINDING).with(Optional.of(advice));
    return lines(table(report, 110)).stream()
        .dropWhile(line -> !line.startsWith("survives"))
        .takeWhile(line -> !line.startsWith("search"))
        .toList();
  }

  @Test
  void adviceNamesModelsAndFencesAndWhatCameOfThem() {
    Fence one = new Fence("fence w,r", "hart0", "guest.c:51", "guest.c:52");
    Fence two = new Fence("fence w,r", "hart1", "", "guest.c:61");
    String survives = "survives  sc no, tso not with this schedule, rvwmo yes";
    assertEquals(
        List.of(
            survives,
            "fence     fence w,r between guest.c:51 and guest.c:52 on hart0",
            "          fence w,r before guest.c:61 on hart1",
            "          with them: complete, 1,234 states, no finding"),
        advised(advice(Outcome.COMPLETE, one, two)));
    assertEquals(
        List.of(
            survives,
            "fence     fence w,r before guest.c:61 on hart1",
            "          with it: no finding in 1,234 states, which are not all"),
        advised(advice(Outcome.NOT_FOUND, two)));
    assertEquals(
        List.of(
            survives,
            "fence     fence w,r before guest.c:61 on hart1",
            "          with it: this execution is impossible; found otherwise too: tea at"
                + " guest.c:7"),
        advised(advice(Outcome.FOUND_OTHERWISE, two)));
    assertEquals(
        List.of(
            survives,
            "fence     none found: no fence in front of an access of a hart rules this execution"
                + " out"),
        advised(advice(Outcome.NONE)));
    assertEquals(
        List.of(
            survives, "fence     none found: the schedule has too many choices; minimize it"),
        advised(advice(Outcome.GAVE_UP)));
    assertEquals(List.of(survives), advised(advice(Outcome.NOT_NEEDED)));
  }

  @Test
  void adviceLooksLikeThisToAProgram() {
    Fence fence = new Fence("fence w,o", "hart0", "guest.c:39", "guest.c:43");
    Report report =
        race().report(FINDING).with(Optional.of(advice(Outcome.COMPLETE, fence)));
    Golden.check("advice.json", JsonReport.render(report));
  }

  @Test
  void valuesStandBehindTheSlices() {
    Steps steps = race();
    assertTrue(table(steps.report(FINDING), 200).lines()
        .anyMatch(line -> line.startsWith("schedule") && line.endsWith("edu.dma*1")));
    steps.value(HART1, 7, 1);
    steps.value(LINK, 0, 2);
    assertTrue(table(steps.report(FINDING), 200).lines()
        .anyMatch(line -> line.endsWith(" edu.dma*1; hart1#7=1 edu.link#0=2")));
    for (int i = 8; i < 30; i++) {
      steps.value(HART1, i, 1);
    }
    assertTrue(table(steps.report(FINDING), 400).lines()
        .anyMatch(line -> line.contains(" edu.dma*1; … hart1#15=1 hart1#16=1 ")));
  }
}
