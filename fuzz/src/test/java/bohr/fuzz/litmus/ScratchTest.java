package bohr.fuzz.litmus;

import bohr.emulator.input.BadInput;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ScratchTest {
  @Test
  void sc() {
    ExpectedOutcomes expected = ExpectedOutcomes.read(
        Suite.folder().resolve("open-expected-sc.txt"), "sc");
    for (int round = 0; round < 2; round++) {
    int equal = 0, unsound = 0, incomplete = 0, unread = 0;
    long steps = 0;
    long t = System.nanoTime();
    for (Path file : Suite.files()) {
      LitmusTest test;
      try {
        test = Suite.read(file);
      } catch (BadInput e) {
        if (!e.getMessage().contains("'sw.rl'") && !e.getMessage().contains("'lw.aq'")) {
          System.out.println(e.getMessage());
        }
        unread++;
        continue;
      }
      Exploration e = new InterleavingSearch(test, new Budget(Duration.ofSeconds(60))).run();
      steps += e.steps();
      Comparison c = Comparison.of(e.outcomes().set(), expected.of(test.name()).orElseThrow());
      if (!c.isSound() || !c.isComplete()) {
        System.out.println(test.name() + " " + c);
      }
      equal += c.isSound() && c.isComplete() ? 1 : 0;
      unsound += c.isSound() ? 0 : 1;
      incomplete += c.isComplete() ? 0 : 1;
    }
    double s = (System.nanoTime() - t) / 1e9;
    System.out.printf("equal %d unsound %d incomplete %d unread %d; %d steps in %.2f s = %.0f/s%n",
        equal, unsound, incomplete, unread, steps, s, steps / s);
    }
  }
}
