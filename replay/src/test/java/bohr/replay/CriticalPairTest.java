package bohr.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;

import bohr.emulator.agent.Access;
import bohr.emulator.agent.StopReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CriticalPairTest {

  private static final long WORD = 0x80001000L;

  private final List<TimelineStep> steps = new ArrayList<>();

  private Access step(int agent, String place, String does) {
    Access access = new Access();
    steps.add(new TimelineStep(steps.size() + 1, agent, does, place, access, "",
        StopReason.LIMIT, true, false));
    return access;
  }

  private void load(int hart, long address) {
    step(hart, "guest.c:1", "ld a0,0(a1)").memory(Access.Kind.READ, address, 8);
  }

  private void store(int hart, long address) {
    step(hart, "guest.c:2", "sd a0,0(a1)").memory(Access.Kind.WRITE, address, 8);
  }

  @Test
  void itIsTheLastConflictOfTheFindingsAgent() {
    store(0, WORD);
    load(1, WORD);
    store(0, WORD);
    load(1, WORD);
    load(1, WORD + 64);
    store(0, WORD + 128);
    assertEquals(Optional.of(new CriticalPair(2, 3)), CriticalPair.find(steps, 1));
  }

  @Test
  void twoLoadsDoNotConflict() {
    load(0, WORD);
    load(1, WORD);
    assertEquals(Optional.empty(), CriticalPair.find(steps, 1));
  }

  @Test
  void whatOneAgentDoesToItselfIsNoConflict() {
    store(0, WORD);
    load(0, WORD);
    assertEquals(Optional.empty(), CriticalPair.find(steps, 0));
  }

  @Test
  void aFindingOfNobodyIsTheLastConflictOfAll() {
    store(0, WORD);
    load(1, WORD);
    store(0, WORD + 64);
    load(2, WORD + 64);
    assertEquals(Optional.of(new CriticalPair(2, 3)), CriticalPair.find(steps, -1));
  }

  @Test
  void anAgentWithoutConflictsLeavesItToTheOthers() {
    store(0, WORD);
    load(1, WORD);
    load(2, WORD + 64);
    assertEquals(Optional.of(new CriticalPair(0, 1)), CriticalPair.find(steps, 2));
  }

  @Test
  void theStoreToARegisterIsPreferredToTheLoadBehindIt() {
    step(0, "guest.c:3", "sh a0,4(a1)").object(0);
    step(0, "guest.c:4", "lhu a0,4(a1)").object(0);
    step(1, "", "Beat").object(0);
    assertEquals(Optional.of(new CriticalPair(0, 2)), CriticalPair.find(steps, 1));
  }

  @Test
  void theLoadOfARegisterIsTakenWhereThereIsNothingElse() {
    step(1, "", "Beat").object(0);
    step(0, "guest.c:4", "lhu a0,4(a1)").object(0);
    assertEquals(Optional.of(new CriticalPair(0, 1)), CriticalPair.find(steps, 0));
  }

  private void loadsOld(int hart, long address) {
    Access access = new Access();
    access.memory(Access.Kind.READ, address, 4);
    steps.add(new TimelineStep(steps.size() + 1, hart, "lw a0,0(a1)", "guest.c:3", access,
        "choice 1, not 0", StopReason.LIMIT, true, false));
  }

  @Test
  void aLoadThatReadSomethingOldComesFirstWithTheStoreThatItDidNotSee() {
    store(0, WORD);
    store(0, WORD + 64);
    load(0, WORD);
    loadsOld(1, WORD + 4);
    load(1, WORD + 64);
    assertEquals(Optional.of(new CriticalPair(0, 3)), CriticalPair.find(steps, 1));
  }

  @Test
  void aLoadThatReadSomethingOldMayBeTheLastStep() {
    store(0, WORD);
    loadsOld(1, WORD);
    assertEquals(Optional.of(new CriticalPair(0, 1)), CriticalPair.find(steps, 1));
  }

  /// Their order is that of all stores, but they have nothing in common.
  @Test
  void storesToDifferentPlacesAreNoPairThoughTheirOrderMatters() {
    step(0, "guest.c:2", "sd a0,0(a1)").memory(Access.Kind.WRITE, WORD, 8);
    step(1, "guest.c:2", "sd a0,0(a1)").memory(Access.Kind.WRITE, WORD + 64, 8);
    steps.forEach(step -> step.access().appends = true);
    assertEquals(Optional.empty(), CriticalPair.find(steps, 1));
  }
}
