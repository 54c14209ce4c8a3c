package bohr.recorder;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A version of the format never changes. If a test here fails, the layout has changed: undo that,
/// or make it another version and keep reading this one (docs/trace-format.md, "Versions").
class TraceFormatTest {

  private static String golden(String name) throws IOException {
    try (InputStream in = TraceFormatTest.class.getResourceAsStream(name + ".trace.hex")) {
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
    }
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes).replaceAll("(.{64})", "$1\n") + "\n";
  }

  private static Trace read(String name) throws IOException {
    return TraceReader.read(HexFormat.of().parseHex(golden(name).replace("\n", "")), "golden");
  }

  @ParameterizedTest
  @ValueSource(strings = {"golden-1", "golden-2"})
  void theGoldenTracesOfEveryVersionStillReadAsWhatTheyWere(String name) throws IOException {
    assertEquals(Samples.small(), read(name));
  }

  @Test
  void theGoldenTraceOfAKernelStillReadsAsWhatItWas() throws IOException {
    assertEquals(Samples.kernel(), read("golden-2-kernel"));
  }

  @Test
  void theGoldenTracesOfThisVersionAreStillWrittenByteForByte() throws IOException {
    assertEquals(golden("golden-2"), hex(TraceWriter.encode(Samples.small())));
    assertEquals(golden("golden-2-kernel"), hex(TraceWriter.encode(Samples.kernel())));
  }

  @Test
  void framesAreWhatTheDocumentationSays() {
    byte[] bytes = TraceWriter.encode(Samples.small());
    assertEquals(Bytes.of(bytes), Bytes.of(Frames.file(Frames.of(bytes))));
  }
}
