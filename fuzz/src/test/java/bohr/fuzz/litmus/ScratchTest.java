package bohr.fuzz.litmus;

import bohr.emulator.input.BadInput;
import bohr.emulator.ordering.*;
import java.nio.file.Path;
import java.time.Duration;
import java.util.*;
import org.junit.jupiter.api.Test;

class ScratchTest {
  @Test
  void sc() {
    List<LitmusTest> tests = new ArrayList<>();
    for (Path file : Suite.files()) tests.add(Suite.read(file));
    for (String m : System.getProperty("m", "sc,tso,rvwmo,rvwmo-full").split(",")) {
    MemoryModel model = Arrays.stream(MemoryModel.values()).filter(x -> x.toString().equals(m)).findFirst().get();
    ExpectedOutcomes expected = ExpectedOutcomes.read(
        Suite.folder().resolve(m.startsWith("rv") ? "open/expected-herd.txt" : "open-expected-" + m + ".txt"), "sc");
    for (int round = 0; round < 1; round++) {
    int equal = 0, unsound = 0, incomplete = 0, over = 0, shown = 0;
    long steps = 0;
    long t = System.nanoTime();
    double slowest = 0; String slow = "";
    for (LitmusTest test : tests) {
      long t1 = System.nanoTime();
      Exploration e = new LitmusSearch(new MemoryRules(model, MemoryRules.Zalasr.RCPC), Duration.ofSeconds(10)).explore(test);
      double s = (System.nanoTime() - t1) / 1e9;
      if (s > 0.3) System.out.printf("%s %.2f s%n", test.name(), s);
      over += e.complete() ? 0 : 1;
      steps += e.steps();
      Comparison c = Comparison.of(e.outcomes().set(), expected.of(test.name()).orElseThrow());
      if ((!c.isSound() || !c.isComplete() && !m.equals("rvwmo")) && shown++ < 10) {
        System.out.println(test.name() + " " + c);
      }
      equal += c.isSound() && c.isComplete() ? 1 : 0;
      unsound += c.isSound() ? 0 : 1;
      incomplete += c.isComplete() ? 0 : 1;
    }
    double s = (System.nanoTime() - t) / 1e9;
    System.out.printf("%s equal %d unsound %d incomplete %d over %d; %d steps in %.2f s = %.0f/s%n",
        m, equal, unsound, incomplete, over, steps, s, steps / s);
    }
    }
  }
}
