package bohr.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bohr.cli.Bohr.Run;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is written as SARIF is as its published schema says.
class SarifTest {

  @TempDir Path folder;

  private static Set<ValidationMessage> faults(String json) throws IOException {
    try (InputStream in = SarifTest.class.getResourceAsStream("sarif-2.1.0-rtm.5.json")) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      JsonSchema schema = JsonSchemaFactory.getInstance(VersionFlag.V4).getSchema(text);
      return schema.validate(json, InputFormat.JSON);
    }
  }

  /// Runs a command where Bohr is installed, so that it knows where sources are.
  private String sarif(int status, String... arguments) throws IOException {
    Path file = folder.resolve("findings.sarif").toAbsolutePath();
    String[] all = new String[arguments.length + 4];
    System.arraycopy(arguments, 0, all, 0, arguments.length);
    all[arguments.length] = "--sarif";
    all[arguments.length + 1] = file.toString();
    all[arguments.length + 2] = "--out";
    all[arguments.length + 3] = folder.toAbsolutePath().toString();
    Run run = Bohr.in(Bohr.HOME).run(all);
    assertEquals(status, run.status(), run.err());
    return Files.readString(file);
  }

  private static JsonNode run(String sarif) throws IOException {
    return new ObjectMapper().readTree(sarif).get("runs").get(0);
  }

  @Test
  void theRacesOfAnAuditAreResultsWithPlacesAndFlows() throws IOException {
    String sarif = sarif(ExitStatus.FINDING, "audit", "audits/edu", "--over", "locking",
        "--states", "100", "--schedules", "300");
    assertEquals(Set.of(), faults(sarif));
    JsonNode results = run(sarif).get("results");
    assertEquals(5, results.size());
    TreeSet<String> about = new TreeSet<>();
    for (JsonNode result : results) {
      assertEquals("asleep", result.get("ruleId").asText());
      JsonNode location = result.get("locations").get(0);
      about.add(location.get("logicalLocations").get(0).get("fullyQualifiedName").asText());
      String uri = location.get("physicalLocation").get("artifactLocation").get("uri").asText();
      assertTrue(Set.of("audits/edu/guest.c", "guests/bohr.c").contains(uri), uri);
      assertTrue(Files.exists(Bohr.HOME.resolve(uri)));
      assertTrue(result.get("codeFlows").get(0).get("threadFlows").size() > 2);
    }
    assertEquals(Set.of("edu", "edu.interrupts", "edu.interrupt-acknowledge"), about);
  }

  @Test
  void theFindingsOfACampaignAreResultsToo() throws IOException {
    String sarif = sarif(ExitStatus.FINDING, "fuzz", "dma-vs-command-register");
    assertEquals(Set.of(), faults(sarif));
    JsonNode result = run(sarif).get("results").get(0);
    assertEquals("gate", result.get("ruleId").asText());
    assertEquals(3, result.get("properties").get("switches").asInt());
    assertTrue(Files.exists(Path.of(result.get("properties").get("trace").asText())));
    assertEquals("bohr/fuzz/dma-vs-command-register/",
        run(sarif).get("automationDetails").get("id").asText());
  }

  @Test
  void whereNothingIsFoundThereAreNoResults() throws IOException {
    String sarif = sarif(ExitStatus.FINE, "fuzz", "dma-vs-command-register", "--variant", "fixed",
        "--schedules", "100");
    assertEquals(Set.of(), faults(sarif));
    assertEquals(0, run(sarif).get("results").size());
  }

  @Test
  void theSchemaRefusesWhatIsNoSarif() throws IOException {
    String sarif = sarif(ExitStatus.FINDING, "fuzz", "dma-vs-command-register");
    assertFalse(faults(sarif.replace("\"ruleId\"", "\"rule\"")).isEmpty());
    assertFalse(faults(sarif.replace("\"level\": \"error\"", "\"level\": \"bad\"")).isEmpty());
  }
}
