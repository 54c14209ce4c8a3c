package bohr.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import bohr.cli.Bohr.Run;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What `bohr show` writes for other tools is read by these tools.
class ExportTest {

  private static final Path SCHEMA = Path.of("src/test/resources/bohr/cli/perfetto.proto");

  @TempDir Path folder;

  private static String found(String scenario) {
    return Bohr.HOME.resolve("traces").resolve(scenario).resolve("found.trace")
        .toAbsolutePath().normalize().toString();
  }

  static List<String> scenarios() throws IOException {
    try (Stream<Path> folders = Files.list(Bohr.HOME.resolve("traces"))) {
      return folders.filter(each -> Files.exists(each.resolve("found.trace")))
          .map(each -> each.getFileName().toString()).sorted().toList();
    }
  }

  private Run export(String scenario, String option, String file) {
    return Bohr.in(folder).run("show", option, file, found(scenario));
  }

  /// What a tool says of a file.
  private String tool(String pack, String input, String... command) throws Exception {
    Path program = Path.of("/usr/bin", command[0]);
    assumeTrue(Files.isExecutable(program), "install " + pack);
    Path out = folder.resolve("out");
    ProcessBuilder builder = new ProcessBuilder(command)
        .redirectOutput(out.toFile()).redirectError(ProcessBuilder.Redirect.DISCARD);
    if (!input.isEmpty()) {
      builder.redirectInput(folder.resolve(input).toFile());
    }
    assertEquals(0, builder.start().waitFor(), String.join(" ", command));
    return Files.readString(out, StandardCharsets.UTF_8);
  }

  private static List<String> all(String text, String pattern) {
    return Pattern.compile(pattern, Pattern.MULTILINE).matcher(text).results()
        .map(result -> result.group(1)).toList();
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void aPerfettoTraceIsReadByAParserWithItsSchema(String scenario) throws Exception {
    assertEquals(ExitStatus.FINE, export(scenario, "--perfetto", "t.pftrace").status());
    String text = tool("protobuf-compiler", "t.pftrace", "protoc",
        "--proto_path=" + SCHEMA.getParent(), "--decode=perfetto.protos.Trace", SCHEMA.toString());
    assertEquals(List.of(), all(text, "^ *(\\d+(:| \\{).*)"), "fields that the schema has not");
    List<String> packets = List.of(text.split("(?m)^packet \\{\n"));
    checkNesting(packets);
    List<String> from = all(text, "^ +flow_ids: (\\d+)");
    List<String> to = all(text, "^ +terminating_flow_ids: (\\d+)");
    assertEquals(from.size(), from.stream().distinct().count());
    assertEquals(to.size(), to.stream().distinct().count());
    assertTrue(from.containsAll(to), "every arrow that ends begins");
    String finding = packets.getLast();
    assertTrue(finding.contains("name: \"finding: "), finding);
  }

  /// On every track, slices end where they began last, and time never runs backwards in them.
  private static void checkNesting(List<String> packets) {
    Map<String, List<Long>> open = new HashMap<>();
    int slices = 0;
    for (String packet : packets) {
      String time = all(packet, "^ +timestamp: (\\d+)").stream().findFirst().orElse("");
      String type = all(packet, "^ +type: (\\w+)").stream().findFirst().orElse("");
      String track = all(packet, "^ +track_uuid: (\\d+)").stream().findFirst().orElse("");
      List<Long> stack = open.computeIfAbsent(track, _ -> new ArrayList<>());
      switch (type) {
        case "TYPE_SLICE_BEGIN" -> {
          assertTrue(stack.isEmpty() || stack.getLast() <= Long.parseLong(time), packet);
          stack.addLast(Long.parseLong(time));
          slices++;
        }
        case "TYPE_SLICE_END" -> assertTrue(stack.removeLast() < Long.parseLong(time), packet);
        default -> { }
      }
    }
    assertTrue(slices > 0);
    open.values().forEach(stack -> assertEquals(List.of(), stack));
  }

  @Test
  void aPerfettoTraceHasAnArrowFromAStoreToTheLoadThatReadsIt() throws Exception {
    export("lost-wakeup", "--perfetto", "t.pftrace");
    String text = tool("protobuf-compiler", "t.pftrace", "protoc",
        "--proto_path=" + SCHEMA.getParent(), "--decode=perfetto.protos.Trace", SCHEMA.toString());
    List<MatchResult> stores = Pattern.compile(
        "categories: \"reads-from\"\\s+name: \"read by \\w+\\S*\"\\s+flow_ids: (\\d+)")
        .matcher(text).results().toList();
    assertTrue(!stores.isEmpty(), text);
    for (MatchResult store : stores) {
      assertTrue(text.contains("    terminating_flow_ids: " + store.group(1) + "\n"));
    }
    assertTrue(text.contains("categories: \"doorbell\""), text);
    assertTrue(text.contains("categories: \"interrupt\""), text);
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void aValueChangeDumpIsReadByGtkWave(String scenario) throws Exception {
    Run run = export(scenario, "--vcd", "t.vcd");
    assertEquals(ExitStatus.FINE, run.status());
    tool("gtkwave", "", "vcd2fst", file("t.vcd"), file("t.fst"));
    String back = tool("gtkwave", "", "fst2vcd", file("t.fst"));
    List<String> dump = Files.readAllLines(folder.resolve("t.vcd"));
    assertEquals(changes(dump), changes(back.lines().toList()));
  }

  /// How many values change at each time; identifiers and their order are the tool's own.
  private static List<String> changes(List<String> dump) {
    List<String> changes = new ArrayList<>();
    for (String line : dump.subList(dump.indexOf("$dumpvars"), dump.size())) {
      if (line.matches("(b|s).* .*")) {
        changes.add(line.replaceAll(" [^ ]*$", "").replaceAll("^b0*(?=.)", "b"));
      } else if (line.matches("#\\d+")) {
        changes.add(line);
      }
    }
    return changes.stream().sorted().toList();
  }

  private String file(String name) {
    return folder.resolve(name).toString();
  }

  @Test
  void aCaptureIsReadByTshark() throws Exception {
    Run run = export("tx-doorbell-before-index", "--pcapng", "t.pcapng");
    assertEquals("t.pcapng: 1 frames\n", run.out());
    String packets = tool("tshark", "", "tshark", "-r", file("t.pcapng"), "-T", "fields",
        "-e", "frame.comment", "-e", "frame.interface_name", "-e", "frame.time_epoch",
        "-e", "frame.len");
    assertEquals("step 659, from net\tnet\t0.000006590\t60\n", packets);
  }

  @Test
  void aMachineWithoutANetworkHasNothingToCapture() {
    Run run = export("lost-wakeup", "--pcapng", "t.pcapng");
    assertEquals(ExitStatus.BAD_INPUT, run.status());
    assertEquals(List.of("bohr: " + found("lost-wakeup") + ": its machine has no network"),
        run.errLines());
  }

  @Test
  void aFileThatCannotBeWrittenIsNamed() throws IOException {
    for (String option : List.of("--perfetto", "--vcd", "--pcapng")) {
      Run run = export("tx-doorbell-before-index", option, "missing/t");
      assertEquals(ExitStatus.BAD_INPUT, run.status());
      assertEquals(1, run.errLines().size(), run.err());
      assertTrue(run.err().startsWith("bohr: missing/t: cannot be written: "), run.err());
      assertEquals(ExitStatus.BAD_INPUT,
          export("tx-doorbell-before-index", option, ".").status());
    }
    try (Stream<Path> left = Files.list(folder)) {
      assertEquals(0, left.count());
    }
  }

  @Test
  void aCorruptTraceLeavesNoFile() throws IOException {
    byte[] bytes = Files.readAllBytes(Path.of(found("tx-doorbell-before-index")));
    bytes[bytes.length / 2] ^= 1;
    Files.write(folder.resolve("bad.trace"), bytes);
    for (String option : List.of("--perfetto", "--vcd", "--pcapng")) {
      Run run = Bohr.in(folder).run("show", option, "t", "bad.trace");
      assertEquals(ExitStatus.BAD_INPUT, run.status());
      assertEquals(1, run.errLines().size(), run.err());
    }
    try (Stream<Path> left = Files.list(folder)) {
      assertEquals(1, left.count());
    }
  }

  @Test
  void whatWasWrittenIsSaidInJsonToo() {
    Run run = Bohr.in(folder).run("show", "--vcd", "t.vcd", "--to-step", "350", "--format", "json",
        found("msi-before-dma"));
    assertTrue(run.out().contains(
        "\"file\": \"t.vcd\",\n      \"form\": \"vcd\",\n      \"steps\": 8\n"), run.out());
  }

  @Test
  void stepsWithoutAnythingToWriteMakeNoSense() {
    assertEquals(ExitStatus.USAGE,
        Bohr.in(folder).run("show", "--to-step", "350", found("msi-before-dma")).status());
  }
}
