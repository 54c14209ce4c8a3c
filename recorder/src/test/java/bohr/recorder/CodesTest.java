package bohr.recorder;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bohr.emulator.input.BadInput;
import bohr.recorder.TraceRecord.Code;
import bohr.recorder.TraceRecord.Header;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The code of devices that are no part of Bohr, in the header of a trace.
class CodesTest {

  private static final Trace WITHOUT = Samples.small();

  private static Code code(String model, int fill) {
    byte[] sha256 = new byte[32];
    Arrays.fill(sha256, (byte) fill);
    return new Code(model, Bytes.of(sha256));
  }

  private static Trace with(List<Code> codes) {
    Header header = WITHOUT.header().with(codes);
    return new Trace(header, WITHOUT.image(), WITHOUT.schedule(), WITHOUT.inputs(),
        WITHOUT.checkpoints(), WITHOUT.window(), WITHOUT.verdict(), WITHOUT.truncatedAt());
  }

  @Test
  void areReadAsTheyWereWritten() {
    List<Code> codes = List.of(code("abacus", 1), code("tally", 255));
    Trace read = TraceReader.read(TraceWriter.encode(with(codes)), "a trace");
    assertEquals(codes, read.header().codes());
    assertEquals(WITHOUT.header(), read.header().with(List.of()));
    assertEquals(WITHOUT.schedule(), read.schedule());
  }

  @Test
  void takeNoRoomWhereThereAreNone() {
    assertArrayEquals(TraceWriter.encode(WITHOUT), TraceWriter.encode(with(List.of())));
  }

  @Test
  void areOneForEachModelAndNotMoreThanThereCanBe() {
    assertThrows(IllegalArgumentException.class,
        () -> with(List.of(code("tally", 1), code("tally", 2))));
    assertThrows(IllegalArgumentException.class,
        () -> with(List.of(code("tally", 1), code("abacus", 2))));
    assertThrows(IllegalArgumentException.class, () -> new Code("tally", Bytes.of((byte) 1)));
  }

  @Test
  void whatIsDamagedIsRefusedInALine() {
    byte[] whole = TraceWriter.encode(with(List.of(code("tally", 7))));
    for (int at = 0; at < 400 && at < whole.length; at++) {
      byte[] damaged = whole.clone();
      damaged[at] ^= 0x20;
      String message = assertThrows(BadInput.class, () -> TraceReader.read(damaged, "a trace"))
          .getMessage();
      assertTrue(message.startsWith("a trace: "), message);
    }
  }
}
