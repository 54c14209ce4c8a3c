package bohr.replay.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import bohr.emulator.Machine;
import bohr.emulator.input.BadInput;
import bohr.recorder.TraceReader;
import bohr.replay.Replayer;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a waveform viewer reads is what the machine was, at every step.
class ValueChangeDumpTest {

  private static Replayer replayer(String scenario) {
    Path file = Path.of("..", "traces", scenario, "found.trace");
    return Replayer.of(TraceReader.read(file), file.toString());
  }

  private static Extent extent(Replayer replayer) {
    return Extent.of(
        replayer.trace(), OptionalLong.empty(), OptionalLong.empty(), "found.trace");
  }

  private static String dump(Replayer replayer) throws IOException {
    StringWriter out = new StringWriter();
    Export.write(replayer, extent(replayer), new ValueChangeDump("a title", out));
    return out.toString();
  }

  /// What the dump says of the signals, by time and name; only moments at which something changes.
  private static TreeMap<Long, Map<String, String>> read(String dump) {
    Map<String, String> names = new HashMap<>();
    Map<String, String> values = new HashMap<>();
    Deque<String> scopes = new ArrayDeque<>();
    TreeMap<Long, Map<String, String>> moments = new TreeMap<>();
    for (String line : dump.lines().toList()) {
      String[] word = line.split(" ");
      switch (line.charAt(0)) {
        case '#' -> moments.put(Long.parseLong(line.substring(1)), new HashMap<>(values));
        case 'b', 's' -> values.put(names.get(word[1]), word[0].substring(1));
        case '0', '1' -> values.put(names.get(line.substring(1)), line.substring(0, 1));
        default -> {
          switch (word[0]) {
            case "$scope" -> scopes.addLast(word[2]);
            case "$upscope" -> scopes.removeLast();
            case "$var" -> names.put(word[3], String.join(".", scopes) + "." + word[4]);
            default -> { }
          }
        }
      }
      if (!moments.isEmpty()) {
        moments.lastEntry().getValue().putAll(values);
      }
    }
    return moments;
  }

  private static long number(String binary) {
    return Long.parseUnsignedLong(binary, 2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"msi-before-dma", "virtio-event-idx", "flag-without-dma-rmb"})
  void theSignalsAreWhatTheMachineIs(String scenario) throws IOException {
    Replayer replayer = replayer(scenario);
    TreeMap<Long, Map<String, String>> moments = read(dump(replayer));
    for (long step = extent(replayer).from(); step <= extent(replayer).to(); step++) {
      Machine machine = replayer.at(step).machine();
      Map<String, String> signals = moments.floorEntry(step).getValue();
      for (int agent = 0; agent < machine.agents(); agent++) {
        String name = "machine." + machine.agentName(agent).replace('.', '_');
        assertEquals(machine.enabled() >>> agent & 1, number(signals.get(name + ".enabled")));
        if (agent < machine.harts()) {
          assertEquals(machine.pc(agent), number(signals.get(name + ".pc")));
          assertEquals(machine.hart(agent).x(10), number(signals.get(name + ".x10_a0")));
          assertEquals(machine.hart(agent).x(2), number(signals.get(name + ".x2_sp")));
          long external = machine.hart(agent).firmware().pendingInterrupts() >>> 11 & 1;
          assertEquals(external, number(signals.get(name + ".meip")));
        } else {
          assertEquals(machine.describe(agent),
              signals.get(name + ".phase").replace("\\040", " "));
        }
      }
    }
    assertEquals(extent(replayer).to(), moments.lastKey());
  }

  @Test
  void theDumpIsTheSameEachTime() throws IOException {
    Replayer replayer = replayer("lost-wakeup");
    assertEquals(dump(replayer), dump(replayer));
  }

  @Test
  void stepsThatTheTraceDoesNotHaveAreRefused() {
    Replayer replayer = replayer("msi-before-dma");
    assertEquals("found.trace: has 363 steps: there are none from 0 to 364",
        assertThrows(BadInput.class, () -> Extent.of(replayer.trace(), OptionalLong.of(0),
            OptionalLong.of(364), "found.trace")).getMessage());
    assertEquals("found.trace: has 363 steps: there are none from 9 to 8",
        assertThrows(BadInput.class, () -> Extent.of(replayer.trace(), OptionalLong.of(9),
            OptionalLong.of(8), "found.trace")).getMessage());
  }

  @Test
  void withoutAWishTheStepsBehindTheSnapshotPointAreWritten() {
    Replayer replayer = replayer("msi-before-dma");
    assertEquals(new Extent(342, 363), extent(replayer));
    assertEquals(new Extent(100, 100), Extent.of(
        replayer.trace(), OptionalLong.empty(), OptionalLong.of(100), "found.trace"));
  }
}
