package bohr.fuzz.minimize;

import static org.junit.jupiter.api.Assertions.assertEquals;

import bohr.emulator.agent.Access;
import bohr.fuzz.minimize.StepLog.Step;
import bohr.recorder.Schedule;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What the last step could not depend on is left out.
class CausalPastTest {

  private static Step read(int agent, long address) {
    return memory(agent, Access.Kind.READ, address, 8);
  }

  private static Step write(int agent, long address) {
    return memory(agent, Access.Kind.WRITE, address, 8);
  }

  private static Step memory(int agent, Access.Kind kind, long address, int length) {
    Access access = new Access();
    access.memory(kind, address, length);
    return new Step(agent, access, 0);
  }

  private static Step object(int agent, int object) {
    Access access = new Access();
    access.object(object);
    return new Step(agent, access, 0);
  }

  private static Step local(int agent, long woken) {
    return new Step(agent, new Access(), woken);
  }

  private static String past(Step... steps) {
    Schedule schedule = CausalPast.of(List.of(steps));
    return schedule.toString();
  }

  @Test
  void whatAnotherAgentDoesElsewhereIsLeftOut() {
    assertEquals("0*2", past(write(1, 8), write(0, 0), write(2, 16), read(0, 0)));
  }

  @Test
  void aWriteThatWasReadIsKeptWithAllThatItsAgentDidBefore() {
    assertEquals("1*2 0*1", past(local(1, 0), write(1, 0), local(1, 0), read(0, 0)));
  }

  @Test
  void dependenceGoesOnThroughOtherAgents() {
    assertEquals(
        "2*1 1*2 0*1", past(write(2, 8), read(1, 8), write(1, 0), write(2, 16), read(0, 0)));
  }

  @Test
  void aReaderOfTheSameWordDoesNotMatterUnlessSomebodyWritesLater() {
    assertEquals("0*1", past(read(1, 0), read(0, 0)));
    assertEquals("1*1 0*1", past(read(1, 0), write(0, 0)));
  }

  @Test
  void whoTouchedTheSameObjectIsKept() {
    assertEquals("1*1 0*1", past(object(1, 3), object(2, 4), object(0, 3)));
  }

  @Test
  void whoEnabledAnAgentOfThePastIsKept() {
    assertEquals("2*1 0*1", past(local(2, 0b1), local(1, 0b1000), local(0, 0)));
  }

  @Test
  void aWideAccessConflictsWithEachOfItsWords() {
    assertEquals(
        "1*1 0*1", past(memory(1, Access.Kind.WRITE, 0x100, 64), write(2, 0x140), read(0, 0x138)));
  }
}
