package bohr.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import bohr.cli.Bohr.Run;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/// The JUnit report of a campaign.
class JunitReportTest {

  /// Where `.ci/fetch-junit-schemas` puts what npm has of them.
  private static final Path SCHEMAS =
      Path.of(System.getProperty("user.home"), ".cache/bohr/junit");

  @TempDir Path folder;

  private Run fuzz(String variant, String... more) {
    List<String> arguments = new ArrayList<>(List.of("fuzz", "msi-before-dma", "--variant",
        variant, "--schedules", "300", "--junit-xml", "report.xml"));
    arguments.addAll(List.of(more));
    return Bohr.in(folder).run(arguments.toArray(String[]::new));
  }

  private Document report() throws Exception {
    return DocumentBuilderFactory.newInstance().newDocumentBuilder()
        .parse(folder.resolve("report.xml").toFile());
  }

  private static List<String> names(Document report, boolean failed) {
    List<String> names = new ArrayList<>();
    NodeList cases = report.getElementsByTagName("testcase");
    for (int i = 0; i < cases.getLength(); i++) {
      Element each = (Element) cases.item(i);
      if (each.getElementsByTagName("failure").getLength() > 0 == failed) {
        names.add(each.getAttribute("name"));
      }
    }
    return names;
  }

  @Test
  void aFindingIsATestCaseThatFailed() throws Exception {
    assertEquals(ExitStatus.FINDING, fuzz("buggy", "--keep-going").status());
    Document report = report();
    assertEquals(List.of("msi-before-dma at edu MSI"), names(report, true));
    assertTrue(!names(report, false).contains("msi-before-dma"));
    Element suite = (Element) report.getElementsByTagName("testsuite").item(0);
    assertEquals("msi-before-dma.buggy", suite.getAttribute("name"));
    assertEquals("1", suite.getAttribute("failures"));
    assertEquals(Integer.toString(names(report, false).size() + 1), suite.getAttribute("tests"));
    Element failure = (Element) report.getElementsByTagName("failure").item(0);
    assertEquals("msi-before-dma", failure.getAttribute("type"));
    assertTrue(failure.getTextContent().contains("PCI Express Base Specification §2.4.1"));
    assertTrue(failure.getTextContent().contains(" replay "), failure.getTextContent());
  }

  @Test
  void whereNothingIsFoundEveryOracleIsATestCaseThatPassed() throws Exception {
    assertEquals(ExitStatus.FINE, fuzz("fixed", "--format", "json").status());
    Document report = report();
    assertEquals(List.of(), names(report, true));
    assertTrue(names(report, false).containsAll(List.of("msi-before-dma", "guest-assert")));
  }

  @Test
  void aReportThatCannotBeWrittenIsStatus3() {
    Run run = Bohr.in(folder).run("fuzz", "msi-before-dma", "--schedules", "1", "--junit-xml",
        "missing/report.xml");
    assertEquals(ExitStatus.BAD_INPUT, run.status());
    assertEquals(1, run.errLines().size(), run.err());
  }

  @ParameterizedTest
  @CsvSource({"JUnit.xsd, buggy", "JUnit.xsd, fixed", "jenkins-junit.xsd, buggy",
      "jenkins-junit.xsd, fixed"})
  void theReportIsValid(String schema, String variant) throws Exception {
    assumeTrue(Files.isReadable(SCHEMAS.resolve(schema)), "run .ci/fetch-junit-schemas");
    fuzz(variant, "--keep-going");
    SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
        .newSchema(SCHEMAS.resolve(schema).toFile())
        .newValidator()
        .validate(new StreamSource(folder.resolve("report.xml").toFile()));
  }
}
