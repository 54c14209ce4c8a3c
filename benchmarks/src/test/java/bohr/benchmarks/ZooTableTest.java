package bohr.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ZooTableTest {

  @Test
  void aScenarioHasARowForEachSeedOfItsBugsAndOneForItsFix() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    int wrong = ZooTable.print(out, 10, List.of("xv6-sleep-wakeup"));

    List<String> rows = bytes.toString(StandardCharsets.UTF_8).lines().skip(4).toList();
    assertEquals(0, wrong);
    assertEquals(4, rows.size());
    String measured = " [0-9.]+ s ";
    assertEquals("| xv6-sleep-wakeup | buggy | 1 | 5 | - | 2 | 2 | 54 | asleep |",
        rows.getFirst().replaceAll(measured, " - "));
    assertEquals("| xv6-sleep-wakeup | fixed | 1 | 10 | - | |  |  | none |",
        rows.getLast().replaceAll(measured, " - "));
  }
}
