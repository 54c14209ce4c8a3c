package bohr.recorder;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/// Version 1 of the format never changes. If a test here fails, the layout has changed: undo that,
/// or make it version 2 and keep reading version 1 (docs/trace-format.md, "Versions").
class TraceFormatTest {

  private static String golden() throws IOException {
    try (InputStream in = TraceFormatTest.class.getResourceAsStream("golden-1.trace.hex")) {
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
    }
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes).replaceAll("(.{64})", "$1\n") + "\n";
  }

  @Test
  void theGoldenTraceStillReadsAsWhatItWas() throws IOException {
    byte[] bytes = HexFormat.of().parseHex(golden().replace("\n", ""));
    assertEquals(Samples.small(), TraceReader.read(bytes, "golden"));
  }

  @Test
  void theGoldenTraceIsStillWrittenByteForByte() throws IOException {
    assertEquals(golden(), hex(TraceWriter.encode(Samples.small())));
  }

  @Test
  void framesAreWhatTheDocumentationSays() {
    byte[] bytes = TraceWriter.encode(Samples.small());
    assertEquals(Bytes.of(bytes), Bytes.of(Frames.file(Frames.of(bytes))));
  }
}
