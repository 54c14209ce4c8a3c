package bohr.replay.gdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bohr.recorder.Trace;
import bohr.recorder.TraceReader;
import bohr.replay.Replayer;
import bohr.replay.travel.TimeTravel;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

class SessionTest {

  private static final Path FILE =
      Path.of("..", "traces", "dma-vs-command-register", "found.trace");
  private static final byte[] PROGRAM = {1, 2, 3, '#', '$', '}', '*'};

  private final Trace trace = TraceReader.read(FILE);
  private final TimeTravel travel =
      new TimeTravel(Replayer.of(trace, FILE.toString()), 1 << 24);
  private final Debuggee debuggee = new Debuggee(travel);
  private Session.End end;

  /// What a client that sends `bytes` and goes hears.
  private byte[] hear(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Packets packets = new Packets(new ByteArrayInputStream(bytes), out);
    end = new Session(packets, debuggee, new HostFiles(Optional.of(PROGRAM)), () -> false).talk();
    return out.toByteArray();
  }

  private static byte[] packet(String contents) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new Packets(new ByteArrayInputStream(new byte[0]), out)
        .send(contents.getBytes(StandardCharsets.ISO_8859_1));
    return out.toByteArray();
  }

  /// What the requests of one client are answered.
  private List<String> answers(String... requests) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(packet("QStartNoAckMode"));
    for (String request : requests) {
      all.writeBytes(packet(request));
    }
    byte[] heard = hear(all.toByteArray());
    Packets packets = new Packets(new ByteArrayInputStream(heard), new ByteArrayOutputStream());
    packets.stopAcknowledging();
    List<String> answers = new ArrayList<>();
    for (byte[] next = packets.next(); next != null; next = packets.next()) {
      answers.add(new String(next, StandardCharsets.ISO_8859_1));
    }
    assertEquals("OK", answers.removeFirst());
    return answers;
  }

  private String answer(String request) throws IOException {
    return answers(request).getFirst();
  }

  @Example
  void nothingCanBeChanged() throws IOException {
    long before = travel.machine().digest();
    assertEquals(List.of("E1e", "E1e", "E1e", "E1e"),
        answers("G00", "P20=0000000000000000", "M80000000,1:00", "X80000000,1:a"));
    assertEquals(before, travel.machine().digest());
  }

  @Example
  void everyRegisterThatIsDescribedCanBeReadAndReadingThemChangesNothing() throws IOException {
    travel.seek(travel.end() / 2);
    long before = travel.machine().digest();
    String xml = Target.description(travel.inspection().hart(0));
    List<String> requests = new ArrayList<>();
    for (String line : xml.lines().filter(each -> each.startsWith("<reg ")).toList()) {
      String number = line.replaceAll(".*regnum=\"(\\d+)\".*", "$1");
      requests.add("p" + Integer.toHexString(Integer.parseInt(number)));
    }
    assertTrue(requests.size() > 100, xml);
    List<String> answers = answers(requests.toArray(String[]::new));
    assertEquals(requests.size(), answers.size());
    answers.forEach(value -> assertTrue(value.matches("[0-9a-f]{16}"), value));
    assertEquals("T05thread:1;", answer("?").replaceAll("thread:.*", "thread:1;"));
    assertEquals(before, travel.machine().digest());
  }

  @Example
  void memoryIsReadAsFarAsThereIsSome() throws IOException {
    assertEquals(List.of("E0e", "E0e", "E01"), answers("m0,4", "m10000000,1", "m,"));
    String last = answer("m800ffffe,8");
    assertEquals(4, last.length(), "two bytes up to the end of RAM: " + last);
  }

  @Example
  void threadsAreAgentsWithTheirStatus() throws IOException {
    assertEquals("m1,2,3,4,5", answer("qfThreadInfo"));
    assertEquals(List.of("OK", "E16", "E16"), answers("T5", "T6", "Hg99"));
    String list = answer("qXfer:threads:read::0,1000");
    assertTrue(list.contains("name=\"edu.link\">idle (waits)</thread>"), list);
    assertTrue(list.startsWith("l"));
  }

  @Example
  void whatIsLongComesInParts() throws IOException {
    String whole = answer("qXfer:features:read:target.xml:0,3fff").substring(1);
    StringBuilder parts = new StringBuilder();
    String part;
    do {
      part = answer("qXfer:features:read:target.xml:"
          + Integer.toHexString(parts.length()) + ",100");
      parts.append(part.substring(1));
    } while (part.startsWith("m"));
    assertEquals("l", part.substring(0, 1));
    assertTrue(parts.toString().startsWith(whole), parts.toString());
    assertEquals("E16", answer("qXfer:features:read:target.xml:fffff,100"));
    assertEquals("E00", answer("qXfer:features:read:other.xml:0,100"));
  }

  @Example
  void theProgramOfTheTraceIsTheOnlyFile() throws IOException {
    assertEquals("l/guest.elf", answer("qXfer:exec-file:read:1:0,100"));
    assertEquals(List.of("F3", "F7;\1\2\3#$}*", "F3;\3#$", "F0;", "F-1,9"),
        answers("vFile:open:2f67756573742e656c66,0,0", "vFile:pread:3,100,0",
            "vFile:pread:3,3,2", "vFile:pread:3,100,7", "vFile:pread:4,1,0"));
    assertEquals("F-1,2", answer("vFile:open:2f6574632f706173737764,0,0"));
    assertEquals("F-1,1e", answer("vFile:unlink:2f67756573742e656c66"));
  }

  @Example
  void theTraceHasABeginningAndAnEnd() throws IOException {
    assertTrue(answer("vCont;c").startsWith("T05replaylog:end;"));
    assertEquals(travel.end(), travel.step());
    assertTrue(answer("vCont;s:1;c").startsWith("T05replaylog:end;"));
    assertTrue(answer("bc").startsWith("T05replaylog:begin;"));
    assertEquals(0, travel.step());
    assertTrue(answer("bs").startsWith("T05replaylog:begin;"));
  }

  @Example
  void aThreadStepsThereAndBack() throws IOException {
    assertEquals(List.of("T05thread:1;", "T05thread:2;", "T05thread:2;"),
        answers("vCont;s:1;c", "vCont;s:2;c", "bs"));
    assertEquals(travel.nextStepOf(1).getAsLong() - 1, travel.step());
  }

  @Example
  void aClientThatComesBackFindsTheTravellerWhereItWasAndNothingSet() throws IOException {
    String stop = answers("Z0,80000420,4", "vCont;c").getLast();
    assertEquals("T05swbreak:;thread:1;", stop);
    long step = travel.step();
    assertEquals(Session.End.LEFT, end);
    assertEquals("T05thread:1;", answer("?"));
    assertEquals(step, travel.step());
    assertTrue(answer("vCont;c").startsWith("T05replaylog:end;"));
  }

  @Example
  void whoKillsTheProgramEndsTheServer() throws IOException {
    answers("vKill;1");
    assertEquals(Session.End.KILLED, end);
    answers("k");
    assertEquals(Session.End.KILLED, end);
    answers("D");
    assertEquals(Session.End.LEFT, end);
  }

  /// Requests that mean something, and what becomes of them when they are mangled.
  @Provide
  Arbitrary<byte[]> conversations() {
    Arbitrary<String> known = Arbitraries.of("?", "g", "p20", "p1300", "m80000000,40", "Hg3", "T2",
        "vCont?", "vCont;c", "vCont;s:1;c", "bs", "bc", "c", "s", "Z0,80000420,4", "Z2,80000740,8",
        "Z4,80000740,40", "z0,80000420,4", "qSupported:swbreak+", "qfThreadInfo", "qRcmd,7768656e",
        "qXfer:threads:read::0,100", "vFile:pread:3,10,0", "qThreadExtraInfo,3", "X1,1:a", "!",
        "qRcmd,676f746f203530", "vCont;", "b", "Z2,ffffffffffffffff,fffff", "m,", "p", "H");
    Arbitrary<byte[]> good = known.map(SessionTest::sent);
    Arbitrary<byte[]> mangled = Combinators.combine(
        good, Arbitraries.integers().between(0, 400), Arbitraries.bytes()).as((bytes, at, with) -> {
          byte[] copy = bytes.clone();
          copy[at % copy.length] = with;
          return copy;
        });
    Arbitrary<byte[]> invented = Arbitraries.strings().ascii().ofMaxLength(40)
        .map(SessionTest::sent);
    Arbitrary<byte[]> garbage = Arbitraries.bytes().array(byte[].class).ofMaxSize(60);
    return Arbitraries.frequencyOf(
            Tuple.of(4, good), Tuple.of(3, mangled),
            Tuple.of(2, invented), Tuple.of(2, garbage))
        .list().ofMaxSize(12).map(SessionTest::joined);
  }

  private static byte[] sent(String contents) {
    try {
      return packet(contents);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] joined(List<byte[]> parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    parts.forEach(all::writeBytes);
    return all.toByteArray();
  }

  @Property(tries = 300)
  void whateverAClientSendsTheServerGoesOnAndTheExecutionStaysWhatItWas(
      @ForAll("conversations") byte[] bytes) throws IOException {
    hear(bytes);
    assertFalse(answer("?").isEmpty());
    travel.seek(travel.end());
    assertEquals(trace.verdict().orElseThrow().digest(), travel.machine().digest());
  }
}
