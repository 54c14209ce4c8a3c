package bohr.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What `bohr show --format json` writes is as docs/report.schema.json says.
class ReportSchemaTest {

  @TempDir Path folder;

  private static JsonSchema schema() throws IOException {
    String text = Files.readString(Path.of("../docs/report.schema.json"));
    return JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(text);
  }

  private static Set<ValidationMessage> faults(String json) throws IOException {
    return schema().validate(json, InputFormat.JSON);
  }

  private String report(String name) {
    Path trace = Path.of("../traces", name, "found.trace").toAbsolutePath();
    return Bohr.in(folder).run("show", "--format", "json", trace.toString()).out();
  }

  static List<String> traces() throws IOException {
    try (Stream<Path> folders = Files.list(Path.of("../traces"))) {
      return folders.filter(each -> Files.exists(each.resolve("found.trace")))
          .map(each -> each.getFileName().toString()).sorted().toList();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"msi-before-dma", "doorbell-without-fence", "reset-writes-sector-0"})
  void theReportOfAFoundTraceIsAsTheSchemaSays(String name) throws IOException {
    assertEquals(Set.of(), faults(report(name)));
  }

  @Tag("slow")
  @ParameterizedTest
  @MethodSource("traces")
  void theReportOfEveryFoundTraceIsAsTheSchemaSays(String name) throws IOException {
    assertEquals(Set.of(), faults(report(name)));
  }

  @Test
  void theSchemaRefusesWhatIsNoReport() throws IOException {
    String report = report("msi-before-dma");
    assertFalse(faults(report.replace("\"kind\": \"finding\"", "\"kind\": \"tea\"")).isEmpty());
    assertFalse(faults(report.replace("\"replay\"", "\"play\"")).isEmpty());
    assertFalse(faults(report.replace("\"step\": ", "\"step\": -")).isEmpty());
  }
}
