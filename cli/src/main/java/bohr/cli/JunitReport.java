package bohr.cli;

import bohr.emulator.input.BadInput;
import bohr.emulator.oracle.Finding;
import bohr.fuzz.CampaignOptions;
import bohr.fuzz.CampaignResult;
import bohr.fuzz.Discovery;
import bohr.replay.report.Glyphs;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/// A campaign as a JUnit report, for whoever collects such: a test case that failed for each kind
/// of finding, and one that passed for each oracle that found nothing. Valid against Ant's schema
/// and against that of Jenkins.
final class JunitReport {

  private static final Glyphs GLYPHS = Glyphs.of(StandardCharsets.UTF_8);

  private final Quarry quarry;
  private final CampaignOptions options;
  private final CampaignResult result;
  private final List<String> replays;
  private final Instant began;
  private XMLStreamWriter xml;

  /// @param replays for each discovery, the command that replays it
  /// @param began when the campaign did
  JunitReport(Quarry quarry, CampaignOptions options, CampaignResult result, List<String> replays,
      Instant began) {
    this.quarry = quarry;
    this.options = options;
    this.result = result;
    this.replays = List.copyOf(replays);
    this.began = began;
  }

  /// Writes it to a file.
  ///
  /// @throws BadInput if it cannot be written
  void write(Terminal terminal, Path file) {
    OutputFile.write(terminal, file, this::writeTo);
  }

  private void writeTo(OutputStream out) throws IOException {
    try {
      xml = XMLOutputFactory.newFactory().createXMLStreamWriter(out, "UTF-8");
      xml.writeStartDocument("UTF-8", "1.0");
      begin("testsuites");
      suite();
      xml.writeEndDocument();
      xml.close();
    } catch (XMLStreamException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private void suite() throws XMLStreamException {
    List<String> silent = new ArrayList<>(quarry.oracles());
    result.discoveries().forEach(each -> silent.remove(each.finding().oracle()));
    begin("testsuite");
    attribute("name", name());
    attribute("package", "bohr");
    attribute("id", "0");
    attribute("timestamp", DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss", Locale.ROOT)
        .format(began.atOffset(ZoneOffset.UTC)));
    attribute("hostname", "localhost");
    attribute("tests", Integer.toString(silent.size() + result.discoveries().size()));
    attribute("failures", Integer.toString(result.discoveries().size()));
    attribute("errors", "0");
    attribute("time", seconds(result.searched()));
    properties();
    for (String oracle : silent) {
      testCase(oracle);
      xml.writeEndElement();
    }
    for (int i = 0; i < result.discoveries().size(); i++) {
      failed(result.discoveries().get(i), replays.get(i));
    }
    text("system-out", String.join("\n", replays));
    text("system-err", "");
    xml.writeEndElement();
  }

  private String name() {
    String overrides =
        String.join("", quarry.overrides().stream().map(each -> "," + each).toList());
    return quarry.name() + "." + quarry.variant() + overrides;
  }

  private void properties() throws XMLStreamException {
    begin("properties");
    property("strategy", result.strategy());
    property("seed", Long.toString(options.seed()));
    property("schedules", Long.toString(result.statistics().schedules()));
    property("occurrences", Long.toString(result.statistics().findings()));
    property("interleavings", Long.toString(result.statistics().interleavings()));
    property("end", result.end().name().toLowerCase(Locale.ROOT));
    xml.writeEndElement();
  }

  private void property(String name, String value) throws XMLStreamException {
    begin("property");
    attribute("name", name);
    attribute("value", value);
    xml.writeEndElement();
  }

  /// No case takes time of its own: all oracles watch all executions.
  private void testCase(String name) throws XMLStreamException {
    begin("testcase");
    attribute("classname", name());
    attribute("name", name);
    attribute("time", "0");
  }

  private void failed(Discovery discovery, String replay) throws XMLStreamException {
    Finding finding = discovery.finding();
    testCase(finding.signature());
    begin("failure");
    attribute("type", finding.oracle());
    attribute("message", finding.message());
    xml.writeCharacters(clean(finding.message()) + "\n" + clean(finding.clause()) + "\n"
        + clean(finding.place()) + "\nfirst in schedule " + discovery.index() + ", in "
        + discovery.occurrences() + " of " + result.statistics().schedules() + "\n"
        + clean(replay) + "\n");
    xml.writeEndElement();
    xml.writeEndElement();
  }

  private void text(String element, String text) throws XMLStreamException {
    begin(element);
    xml.writeCharacters(text);
    xml.writeEndElement();
  }

  private void begin(String element) throws XMLStreamException {
    xml.writeCharacters("\n");
    xml.writeStartElement(element);
  }

  private void attribute(String name, String value) throws XMLStreamException {
    xml.writeAttribute(name, clean(value));
  }

  /// XML has no control characters, and these two are no characters at all.
  private static String clean(String text) {
    return GLYPHS.clean(text).replaceAll("[\\ufffe\\uffff]", "?");
  }

  private static String seconds(Duration time) {
    return BigDecimal.valueOf(time.toMillis(), 3).toPlainString();
  }
}
