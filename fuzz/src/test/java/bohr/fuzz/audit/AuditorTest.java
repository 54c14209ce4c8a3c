package bohr.fuzz.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bohr.emulator.input.BadInput;
import bohr.emulator.oracle.Oracles;
import bohr.emulator.scenario.Scenario;
import bohr.emulator.scenario.ScenarioReader;
import bohr.fuzz.Strategies;
import bohr.fuzz.audit.AuditResult.Row;
import bohr.fuzz.explore.ExploreResult.Cut;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class AuditorTest {

  private static Scenario scenario(String folder, String... overrides) {
    return ScenarioReader.read(
        Path.of("..").resolve(folder), "fixed", List.of(overrides), Oracles.names());
  }

  private static AuditOptions options(long schedules, long states, int jobs) {
    return new AuditOptions(
        Strategies.PORTFOLIO, 1, schedules, states, Optional.empty(), jobs);
  }

  private static AuditResult audit(Scenario scenario, String... over) {
    return Auditor.audit(
        scenario, List.of(over), options(200, 20_000, 2), AuditListener.SILENT);
  }

  private static List<String> verdicts(AuditResult result) {
    return result.rows().stream().map(row ->
        AuditReport.name(row.cell()) + ": " + AuditReport.verdict(row.answer())).toList();
  }

  @Test
  void eachPolicyIsChangedAloneAndWhatIsFineTogether() {
    AuditResult result =
        audit(scenario("traces/dma-vs-command-register"), "dma", "msi", "relaxed-ordering");
    assertEquals(
        List.of(
            "as it is: safe (complete)",
            "dma=mapped: race: 3 switches, oracle O1 gate",
            "msi=bypass: safe (complete)",
            "relaxed-ordering=on: safe (complete)",
            "edu.msi=bypass edu.relaxed-ordering=on: safe (complete)"),
        verdicts(result));
    assertEquals(4, result.combinations());
    assertTrue(result.hasRace());
  }

  @Tag("slow")
  @Test
  void aRegisterMayLeaveTheLockOrMayNot() {
    AuditResult result = Auditor.audit(
        scenario("audits/edu"), List.of("locking"), options(2_000, 20_000, 2),
        AuditListener.SILENT);
    List<String> races = result.rows().stream().filter(Row::isRace)
        .map(row -> String.join(" ", row.cell().settings())).toList();
    assertEquals(
        List.of(
            "edu.locking=none",
            "edu.interrupts.locking=device",
            "edu.interrupts.locking=none",
            "edu.interrupt-acknowledge.locking=device",
            "edu.interrupt-acknowledge.locking=none"),
        races);
    assertEquals(
        List.of("edu.liveness", "edu.interrupt-raise"),
        result.untouched().stream().map(Subject::path).toList());
    assertTrue(result.rows().stream().filter(row -> !row.isRace())
        .allMatch(row -> row.answer() instanceof Answer.Safe));
  }

  @Test
  void theTableDoesNotDependOnTheNumberOfJobs() {
    Scenario scenario = scenario("traces/dma-vs-command-register");
    List<String> over = List.of("dma", "msi", "locking");
    AuditResult one =
        Auditor.audit(scenario, over, options(50, 500, 1), AuditListener.SILENT);
    AuditResult three =
        Auditor.audit(scenario, over, options(50, 500, 3), AuditListener.SILENT);
    assertEquals(one.rows(), three.rows());
    assertEquals(one.untouched(), three.untouched());
  }

  @Test
  void aBoundThatIsReachedIsNoProof() {
    AuditResult result = Auditor.audit(scenario("traces/dma-vs-command-register"),
        List.of("msi"), options(10, 100, 1), AuditListener.SILENT);
    assertEquals(new Answer.NoFinding(Cut.STATES, 100, 10), result.rows().getLast().answer());
    assertEquals("msi=bypass: no finding (bound 100 states, 10 schedules)",
        verdicts(result).getLast());
  }

  @Test
  void aScenarioThatHasAFindingAsItIsIsNotCombined() {
    AuditResult result =
        audit(scenario("traces/dma-vs-command-register", "edu.dma=mapped"), "dma", "msi");
    assertInstanceOf(Answer.Race.class, result.rows().getFirst().answer());
    assertTrue(result.rows().stream().noneMatch(row -> row.cell() instanceof Cell.Together));
    assertEquals("dma=per-beat: safe (complete)", verdicts(result).get(1));
  }

  @Tag("slow")
  @Test
  void aCombinationIsMadeSmallerAsLongAsItHasAFinding() {
    AuditResult result = Auditor.audit(scenario("audits/timer", "timer.counter-read=seqlock"),
        List.of("locking", "register-order"), options(2000, 10, 2), AuditListener.SILENT);
    List<String> races = result.rows().stream()
        .filter(row -> row.cell() instanceof Cell.Together && row.isRace())
        .map(row -> AuditReport.name(row.cell())).toList();
    assertEquals(
        List.of(
            "timer.counter.locking=none memory-model=rvwmo",
            "timer.counter.locking=device memory-model=rvwmo",
            "timer.configuration.locking=none memory-model=rvwmo"),
        races);
  }

  @Test
  void orderIsAskedForWithoutTheLockUnderAWeakMemoryModel() {
    AuditResult result = Auditor.audit(scenario("traces/dma-vs-command-register"),
        List.of("register-order"), options(1, 1, 1), AuditListener.SILENT);
    assertEquals(
        List.of("memory-model=rvwmo"), result.rows().get(1).cell().settings());
    assertEquals(
        List.of("edu.locking=none", "edu.register-order=seq-cst", "memory-model=rvwmo"),
        result.rows().get(2).cell().settings());
  }

  @Test
  void aPolicyThatNoDeviceHasIsRefusedWithThoseThatThereAre() {
    BadInput bad = assertThrows(BadInput.class,
        () -> audit(scenario("traces/dma-vs-command-register"), "ram-bar"));
    assertTrue(bad.getMessage().startsWith("dma-vs-command-register: --over: no device here has a"
        + " policy \"ram-bar\"; there are: locking, register-order, msi, dma, "), bad.getMessage());
  }

  @Test
  void aScenarioWithoutDevicesHasNothingToAudit() {
    BadInput bad =
        assertThrows(BadInput.class, () -> audit(scenario("traces/idle-vs-wakeup")));
    assertEquals("idle-vs-wakeup: has no devices to audit", bad.getMessage());
  }

  @Test
  void anInterruptedAuditSaysSo() {
    Thread.currentThread().interrupt();
    AuditResult result = audit(scenario("traces/dma-vs-command-register"), "dma");
    assertTrue(result.interrupted());
    assertFalse(Thread.interrupted());
    assertTrue(result.rows().size() < 2);
  }
}
