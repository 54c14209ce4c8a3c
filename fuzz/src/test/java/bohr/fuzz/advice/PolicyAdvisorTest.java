package bohr.fuzz.advice;

import static org.junit.jupiter.api.Assertions.assertEquals;

import bohr.fuzz.target.Scenarios;
import bohr.recorder.TraceReader;
import bohr.replay.Remedy;
import bohr.replay.Replayer;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Which settings and variants prevent the findings of the found traces.
class PolicyAdvisorTest {

  private static List<String> remedies(String name) {
    var file = Scenarios.folder(name).resolve("found.trace");
    Replayer replayer = Replayer.of(TraceReader.read(file), file.toString());
    return PolicyAdvisor.advise(replayer.scenario(), replayer.trace()).stream()
        .map(Remedy::toString).toList();
  }

  @Test
  void whereAPolicyIsTheBugTheStrongerOneIsTheRemedy() {
    assertEquals(
        List.of(
            "edu.dma=per-beat: complete, 2,431 states, no finding",
            "variant fixed: complete, 2,431 states, no finding"),
        remedies("dma-vs-command-register"));
    assertEquals(
        List.of(
            "edu.msi=ordered: complete, 86 states, no finding",
            "variant fixed: complete, 86 states, no finding"),
        remedies("msi-before-dma"));
    assertEquals("pte-update=atomic", PolicyAdvisorTest.remedies("pte-ad-overwrite").getFirst()
        .replaceAll(":.*", ""));
  }

  @Test
  void aVariantThatStillHasTheFindingIsNoRemedy() {
    assertEquals(
        List.of("variant fixed: complete, 104 states, no finding"), remedies("dekker-notify-me"));
  }
}
