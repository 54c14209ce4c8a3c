package bohr.replay.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bohr.emulator.scenario.Scenario;
import bohr.recorder.TraceReader;
import bohr.recorder.TraceRecord.Header;
import bohr.replay.Recordings;
import bohr.replay.Replayer;
import bohr.replay.Timeline;
import bohr.replay.TimelineStep;
import bohr.replay.report.Report;
import bohr.scheduler.strategy.RandomScheduler;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.InflaterInputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/// The page, as far as it can be read without a browser. benchmarks/check-report has one.
class PageTest {

  private static final String HOSTILE = "</script><script>alert(1)</script>";

  private static Replayer replayer(String name) {
    Path file = Path.of("..", "traces", name, "found.trace");
    return Replayer.of(TraceReader.read(file), file.toString());
  }

  private static List<Integer> decoded(byte[] bytes) {
    List<Integer> values = new ArrayList<>();
    int last = 0;
    for (int at = 0; at < bytes.length; at++) {
      int rest = bytes[at] & 0x7f;
      for (int shift = 7; bytes[at] < 0; shift += 7) {
        rest |= (bytes[++at] & 0x7f) << shift;
      }
      last += rest >>> 1 ^ -(rest & 1);
      values.add(last);
    }
    return values;
  }

  private static List<Integer> column(PageSteps steps, String name) {
    return steps.columns().stream().filter(column -> column.name().equals(name))
        .map(column -> decoded(column.bytes())).findFirst().orElseThrow();
  }

  @Property
  void aColumnIsReadAsItWasWritten(@ForAll List<Integer> values) {
    Column column = new Column("any");
    values.forEach(column::add);
    assertEquals(values, decoded(column.bytes()));
  }

  @Test
  void theColumnsSayWhatTheTimelineSays() {
    Replayer replayer = replayer("doorbell-without-fence");
    List<TimelineStep> timeline = Timeline.of(replayer, Timeline.STEPS_MAX).steps();
    PageSteps steps = PageSteps.of(replayer, Page.STEPS_MAX);
    List<String> does = List.copyOf(steps.does().texts());
    List<String> places = List.copyOf(steps.places().texts());
    assertEquals(timeline.size(), steps.count());
    for (int i = 0; i < steps.count(); i++) {
      TimelineStep step = timeline.get(i);
      assertEquals(step.agent(), column(steps, "agent").get(i));
      assertEquals(step.does(), does.get(column(steps, "does").get(i)));
      assertEquals(step.place(), places.get(column(steps, "place").get(i)));
      assertEquals(!step.choice().isEmpty(), column(steps, "choice").get(i) != 0);
      assertEquals(step.access().kind.ordinal(), column(steps, "flags").get(i) & 3);
      assertEquals(step.goesOn(), (column(steps, "flags").get(i) >> 2 & 1) != 0);
    }
  }

  @Test
  void ofManyStepsTheLastOnesAreShown() {
    Replayer replayer = replayer("lost-wakeup");
    PageSteps all = PageSteps.of(replayer, Page.STEPS_MAX);
    PageSteps some = PageSteps.of(replayer, 10);
    assertEquals(10, some.count());
    List<Integer> agents = column(all, "agent");
    assertEquals(agents.subList(agents.size() - 10, agents.size()), column(some, "agent"));
  }

  /// `doorbell hart0 edu.dma` for an arrow, without repetitions.
  private static Set<String> arrows(String name) {
    return arrows(replayer(name));
  }

  private static Set<String> arrows(Replayer replayer) {
    PageSteps steps = PageSteps.of(replayer, Page.STEPS_MAX);
    List<String> agents = Timeline.of(replayer, Timeline.STEPS_MAX).agents();
    Set<String> arrows = new TreeSet<>();
    for (int i = 0; i < steps.arrows(); i++) {
      int from = column(steps, "arrowFrom").get(i);
      int to = column(steps, "arrowTo").get(i);
      assertTrue(from < to);
      arrows.add(Arrow.values()[column(steps, "arrowKind").get(i)] + " "
          + agents.get(column(steps, "agent").get(from)) + " "
          + agents.get(column(steps, "agent").get(to)));
    }
    return arrows;
  }

  @Test
  void aStoreThatIsReadIsAnArrowAndSoAreDoorbellAndTheStoreThatIsNotSeen() {
    assertEquals(
        Set.of("DOORBELL hart0 edu.dma", "WAKES edu.dma edu.link", "ARRIVED edu.link edu.dma",
            "UNSEEN hart0 edu.link", "READS_FROM edu.link hart0"),
        arrows("doorbell-without-fence"));
  }

  @Test
  void aLockThatIsHandedOverIsAnArrowAndSoAreInterruptsByWireAndByMessage() {
    assertEquals(
        Set.of("DOORBELL hart0 disk.io", "INTERRUPT disk.io hart1", "LOCK hart0 hart1",
            "READS_FROM disk.link hart1", "READS_FROM hart0 hart1", "WAKES disk.io disk.link"),
        arrows("lost-wakeup"));
    assertTrue(arrows("reset-is-posted").contains("MSI disk.link hart1"));
  }

  /// A hart polls a device that is at work: sometimes it finds the big lock taken. Without a lock
  /// nobody waits for one.
  @Test
  void theLockOfADeviceIsHandedOverToWhoWaitedForIt() {
    for (String locking : List.of("bql", "none")) {
      Scenario scenario = Recordings.scenario(
          "../guests/edu-selftest", "fixed", List.of("edu.locking=" + locking));
      Set<String> arrows = arrows(Replayer.of(
          Recordings.record(scenario, new RandomScheduler(), 0, 1_000), "test"));
      assertEquals(locking.equals("bql"), arrows.contains("LOCK edu.factorial hart0"),
          locking + arrows);
    }
  }

  @Test
  void nothingFromTheTraceStandsInThePageAsItIs() throws IOException {
    Replayer replayer = replayer("msi-before-dma");
    Report report = Report.of(replayer, "./bohr replay " + HOSTILE);
    Header header = report.header();
    Report hostile = new Report(
        new Header(HOSTILE, HOSTILE, HOSTILE, List.of("a=" + HOSTILE), 0, "sc", HOSTILE, 1, 1,
            HOSTILE),
        report.verdict(), report.timeline(), report.schedule(), report.pair(), report.ordering(),
        report.nearest(), report.remedies(), report.replay());
    String page = Page.of(replayer, hostile, Map.of("guest.c", HOSTILE), Optional.empty(),
        Page.STEPS_MAX).text();
    assertFalse(page.contains("alert(1)"));
    assertFalse(page.contains(header.scenario()));
    assertTrue(data(page).contains(HOSTILE.replace("\"", "\\\"")));
  }

  private static String data(String page) throws IOException {
    Matcher data = Pattern.compile("id=\"data\">([A-Za-z0-9+/=]+)</script>").matcher(page);
    assertTrue(data.find());
    byte[] deflated = Base64.getDecoder().decode(data.group(1));
    try (InflaterInputStream in = new InflaterInputStream(new ByteArrayInputStream(deflated))) {
      return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  @Test
  void aPageNeedsNothingElseAndIsTheSameEveryTime() {
    Replayer replayer = replayer("msi-before-dma");
    Report report = Report.of(replayer, "");
    String page = page(replayer, report);
    assertFalse(Pattern.compile("(src|href)\\s*=|https?://|@import|url\\(").matcher(page).find());
    assertFalse(page.contains("%"  + "DATA%") || page.contains("%" + "SCRIPT"), "placeholders");
    assertEquals(page, page(replayer("msi-before-dma"), report));
  }

  private static String page(Replayer replayer, Report report) {
    return Page.of(replayer, report, Map.of(), Optional.empty(), Page.STEPS_MAX).text();
  }
}
