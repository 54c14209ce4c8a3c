package bohr.scheduler.strategy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bohr.scheduler.CountingScheduler;
import bohr.scheduler.Execution;
import bohr.scheduler.Histograms;
import bohr.scheduler.Toy;
import bohr.scheduler.Toy.Append;
import bohr.scheduler.Toy.Choose;
import bohr.scheduler.Toy.Local;
import bohr.scheduler.Toy.Op;
import bohr.scheduler.Toy.Read;
import bohr.scheduler.Toy.Sleep;
import bohr.scheduler.Toy.Write;
import bohr.scheduler.Toys;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class DfsSchedulerTest {

  /// All schedules up to a bound, by number of preemptions; fails if one comes twice, or if they do
  /// not come in the order of that number.
  private static Map<Integer, Set<String>> search(Toy toy, DfsScheduler search) {
    Map<Integer, Set<String>> found = new TreeMap<>();
    Set<String> all = new TreeSet<>();
    CountingScheduler counting = new CountingScheduler(search);
    int before = 0;
    while (!search.exhausted()) {
      search.begin(0, 0);
      counting.begin();
      new Execution().run(toy.reset(), counting, Histograms.ENOUGH);
      assertTrue(all.add(toy.history()), "twice: " + toy.history());
      assertTrue(search.preemptions() >= before, "order of preemptions");
      before = search.preemptions();
      found.computeIfAbsent(before, _ -> new TreeSet<>()).add(toy.history());
    }
    return found;
  }

  /// The same by brute force: every schedule there is, and the preemptions in each counted. For
  /// toys whose steps are all visible and never yield.
  private static Map<Integer, Set<String>> enumerate(Toy toy, int bound) {
    Map<Integer, Set<String>> found = new TreeMap<>();
    enumerate(toy, "", bound, found);
    return found;
  }

  private static void enumerate(
      Toy toy, String prefix, int bound, Map<Integer, Set<String>> found) {
    int preemptions = replay(toy, prefix);
    if (preemptions > bound) {
      return;
    }
    if (toy.ended()) {
      found.computeIfAbsent(preemptions, _ -> new TreeSet<>()).add(prefix);
      return;
    }
    for (int agent = 0; agent < toy.agents(); agent++) {
      int[] alternatives = {1};
      for (int value = 0; value < alternatives[0]; value++) {
        int chosen = value;
        replay(toy, prefix);
        if ((toy.enabled() >>> agent & 1) != 0) {
          toy.perform(
              agent,
              1,
              (_, count) -> {
                alternatives[0] = count;
                return chosen;
              });
          enumerate(toy, toy.history(), bound, found);
        }
      }
    }
  }

  /// Runs the schedule that a history spells, and counts its preemptions.
  private static int replay(Toy toy, String history) {
    toy.reset();
    int preemptions = 0;
    int last = -1;
    for (int place = 0; place < history.length(); place++) {
      int agent = history.charAt(place) - 'a';
      if (agent >= 0) {
        boolean able = last >= 0 && (toy.enabled() >>> last & 1) != 0;
        preemptions += able && agent != last ? 1 : 0;
        int value = place + 1;
        toy.perform(agent, 1, (_, _) -> history.charAt(value) - '0');
        last = agent;
      }
    }
    return preemptions;
  }

  private static String counts(Map<Integer, Set<String>> found) {
    StringBuilder counts = new StringBuilder();
    found.forEach((cost, histories) -> counts.append(histories.size()).append(' '));
    return counts.toString().strip();
  }

  private static void assertSameAsBruteForce(String expected, Toy toy) {
    for (int bound = 0; bound <= 2; bound++) {
      assertEquals(enumerate(toy, bound), search(toy, new DfsScheduler(bound)));
    }
    assertEquals(expected, counts(search(toy, new DfsScheduler(2))));
  }

  @Test
  void twoAgentsOfTwoSteps() {
    // C(4,2) = 6 in all: aabb and bbaa; abba and baab; abab and baba.
    assertSameAsBruteForce("2 2 2", Toys.lostUpdate());
  }

  @Test
  void twoAgentsOfFourSteps() {
    List<Op> program = Toys.repeat(4, new Append(0, 1));
    assertSameAsBruteForce("2 6 18", Toy.of(1, program, program));
  }

  @Test
  void threeAgentsOfThreeSteps() {
    List<Op> program = Toys.repeat(3, new Read(0));
    assertSameAsBruteForce("6 36 150", Toy.of(1, program, program, program));
  }

  @Test
  void agentsThatBlock() {
    assertSameAsBruteForce("2 4", Toys.lockOrder());
    assertSameAsBruteForce("2", Toys.lockedUpdate());
  }

  @Test
  void agentsThatSleep() {
    List<Op> program = List.of(new Write(0, 1), new Sleep(5), new Write(0, 2));
    assertEquals("4", counts(search(Toy.of(1, program, program), new DfsScheduler(2))));
  }

  @Test
  void valuesAreBranches() {
    Toy toy =
        Toy.of(2, List.of(new Choose(0, 3), new Read(1)), List.of(new Choose(1, 2), new Read(0)));
    assertSameAsBruteForce("12 12 12", toy);
  }

  @Test
  void withoutAnEffectiveBoundEveryScheduleIsRun() {
    // 9!/(3!)^3 = 1,680.
    List<Op> program = Toys.repeat(3, new Read(0));
    Map<Integer, Set<String>> found =
        search(Toy.of(1, program, program, program), new DfsScheduler(100));
    assertEquals(1_680, found.values().stream().mapToInt(Set::size).sum());
  }

  @Test
  void stepsThatTouchNothingAddNoSchedules() {
    List<Op> bare = List.of(new Append(0, 1), new Append(0, 2));
    List<Op> padded =
        List.of(
            new Local(), new Append(0, 1), new Local(), new Local(), new Append(0, 2), new Local());
    assertEquals("2 2 2", counts(search(Toy.of(1, bare, bare), new DfsScheduler(9))));
    assertEquals("2 2 2", counts(search(Toy.of(1, padded, padded), new DfsScheduler(9))));
  }

  @Test
  void aSystemWithoutChoicesHasOneSchedule() {
    DfsScheduler search = new DfsScheduler(5);
    assertFalse(search.exhausted());
    assertEquals("1", counts(search(Toy.of(1, Toys.repeat(4, new Read(0))), search)));
    assertTrue(search.exhausted());
    assertThrows(IllegalStateException.class, () -> search.begin(0, 0));
  }

  @Test
  void waitingLoopsHaveFinitelyManySchedules() {
    assertEquals("2 3 4", counts(search(Toys.spin(true), new DfsScheduler(2))));
    assertEquals("2 22 80", counts(search(Toys.spin(false), new DfsScheduler(2, 20))));
    assertEquals("6 60 308", counts(search(Toys.spinInTurn(true), new DfsScheduler(2))));
  }

  @Test
  void anExecutionThatIsCutOffBelongsToTheTreeToo() {
    DfsScheduler search = new DfsScheduler(2);
    Set<String> found = new TreeSet<>();
    while (!search.exhausted()) {
      search.begin(0, 0);
      Toy toy = Toys.lostUpdate();
      new Execution().run(toy, search, 3);
      assertTrue(found.add(toy.history()));
    }
    // The six schedules of two agents of two steps differ in their first three steps.
    assertEquals(Set.of("aab", "aba", "abb", "baa", "bab", "bba"), found);
  }

  @Test
  void aSystemThatDoesNotRepeatItselfIsNoticed() {
    DfsScheduler search = new DfsScheduler(2);
    List<Toy> toys = new ArrayList<>(List.of(Toys.lostUpdate(), Toy.of(1, List.of(new Read(0)))));
    for (Toy toy : toys) {
      search.begin(0, 0);
      new Execution().run(toy, search, 100);
    }
    assertThrows(IllegalStateException.class, search::exhausted);
  }
}
