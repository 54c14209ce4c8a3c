package bohr.fuzz.coverage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import bohr.emulator.agent.Access;
import bohr.fuzz.target.Toy;
import bohr.fuzz.target.Toy.Op;
import bohr.fuzz.target.ToyPrograms;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/// Hashes are equal within a Mazurkiewicz trace, and differ between two.
class InterleavingHashTest {

  private final InterleavingHash hash = new InterleavingHash();

  @Provide
  Arbitrary<List<List<Op>>> tinyPrograms() {
    return ToyPrograms.tiny();
  }

  @Provide
  Arbitrary<List<List<Op>>> programs() {
    return ToyPrograms.any();
  }

  @Property(tries = 500)
  void swappingTwoAdjacentStepsChangesTheHashExactlyIfTheyConflict(
      @ForAll("programs") List<List<Op>> programs, @ForAll Random random) {
    List<Integer> order = anyOrder(programs, random);
    int at = random.nextInt(order.size() - 1);
    Assume.that(!order.get(at).equals(order.get(at + 1)));
    List<Integer> swapped = new ArrayList<>(order);
    Collections.swap(swapped, at, at + 1);
    boolean conflict =
        access(programs, order, at).conflictsWith(access(programs, order, at + 1));
    assertEquals(!conflict, hashOf(programs, order) == hashOf(programs, swapped));
  }

  @Property(tries = 60)
  void thereAreAsManyHashesAsMazurkiewiczTraces(
      @ForAll("tinyPrograms") List<List<Op>> programs) {
    Map<Set<List<Integer>>, Long> hashOfTrace = new HashMap<>();
    for (List<Integer> order : allOrders(programs)) {
      Long before = hashOfTrace.put(trace(programs, order), hashOf(programs, order));
      if (before != null) {
        assertEquals(before, hashOf(programs, order));
      }
    }
    assertEquals(hashOfTrace.size(), new HashSet<>(hashOfTrace.values()).size());
  }

  @Test
  void threeReadersOfAWordAreOneTraceAndAWriterAmongThemMakesEight() {
    List<Op> reads = List.of(new Toy.Read(0));
    List<List<Op>> readers = List.of(reads, reads, reads);
    assertEquals(1, distinct(readers));
    assertEquals(8, distinct(List.of(reads, reads, reads, List.of(new Toy.Write(0, 1)))));
  }

  @Test
  void stepsOnOneObjectAreNeverIndependent() {
    List<Op> touch = List.of(new Toy.Touch(3));
    assertEquals(6, distinct(List.of(touch, touch, touch)));
    assertEquals(1, distinct(List.of(touch, List.of(new Toy.Touch(4)))));
  }

  @Test
  void aWideWriteConflictsWithEachOfItsWords() {
    Access wide = memory(Access.Kind.WRITE, 0x1000, 64);
    Access last = memory(Access.Kind.READ, 0x103f, 1);
    Access behind = memory(Access.Kind.READ, 0x1040, 1);
    assertNotEquals(hashOf(0, wide, 1, last), hashOf(1, last, 0, wide));
    assertEquals(hashOf(0, wide, 1, behind), hashOf(1, behind, 0, wide));
  }

  @Test
  void aStepThatChoseAnotherValueIsAnotherStep() {
    Access nothing = new Access();
    Set<Long> hashes = new HashSet<>();
    for (int value = 0; value < 3; value++) {
      hash.begin();
      hash.choice(value);
      hash.step(0, nothing);
      hashes.add(hash.hash());
    }
    assertEquals(3, hashes.size());
  }

  @Test
  void placesThatNobodySharesMayBeTouchedInAnyOrderHoweverManyThereAre() {
    Set<Long> hashes = new HashSet<>();
    for (boolean inTurns : new boolean[] {false, true, false}) {
      hash.begin();
      for (int i = 0; i < 4000; i++) {
        int agent = inTurns ? i & 1 : i / 2000;
        int number = inTurns ? i >> 1 : i % 2000;
        hash.step(agent, memory(Access.Kind.UPDATE, 0x8000_0000L + agent * 65536 + number * 8, 8));
      }
      hashes.add(hash.hash());
    }
    assertEquals(1, hashes.size());
  }

  private long hashOf(int agent, Access access, int other, Access otherAccess) {
    hash.begin();
    hash.step(agent, access);
    hash.step(other, otherAccess);
    return hash.hash();
  }

  private int distinct(List<List<Op>> programs) {
    Set<Long> hashes = new HashSet<>();
    allOrders(programs).forEach(order -> hashes.add(hashOf(programs, order)));
    return hashes.size();
  }

  private long hashOf(List<List<Op>> programs, List<Integer> order) {
    hash.begin();
    for (int i = 0; i < order.size(); i++) {
      hash.step(order.get(i), access(programs, order, i));
    }
    return hash.hash();
  }

  private static Access memory(Access.Kind kind, long address, int length) {
    Access access = new Access();
    access.memory(kind, address, length);
    return access;
  }

  /// What step `at` of `order` touches.
  private static Access access(List<List<Op>> programs, List<Integer> order, int at) {
    int agent = order.get(at);
    int number = Collections.frequency(order.subList(0, at), agent);
    Access access = new Access();
    Toy.access(programs.get(agent).get(number), access);
    return access;
  }

  /// The order of all conflicting pairs of steps: that is the trace.
  private static Set<List<Integer>> trace(List<List<Op>> programs, List<Integer> order) {
    Set<List<Integer>> pairs = new HashSet<>();
    for (int i = 0; i < order.size(); i++) {
      for (int j = i + 1; j < order.size(); j++) {
        if (access(programs, order, i).conflictsWith(access(programs, order, j))) {
          pairs.add(List.of(order.get(i), number(order, i), order.get(j), number(order, j)));
        }
      }
    }
    return pairs;
  }

  private static int number(List<Integer> order, int at) {
    return Collections.frequency(order.subList(0, at), order.get(at));
  }

  private static List<Integer> anyOrder(List<List<Op>> programs, Random random) {
    List<Integer> order = new ArrayList<>();
    for (int agent = 0; agent < programs.size(); agent++) {
      order.addAll(Collections.nCopies(programs.get(agent).size(), agent));
    }
    Collections.shuffle(order, random);
    return order;
  }

  private static List<List<Integer>> allOrders(List<List<Op>> programs) {
    List<List<Integer>> orders = new ArrayList<>();
    extend(programs, new ArrayList<>(), orders);
    return orders;
  }

  private static void extend(
      List<List<Op>> programs, List<Integer> order, List<List<Integer>> orders) {
    boolean whole = true;
    for (int agent = 0; agent < programs.size(); agent++) {
      if (Collections.frequency(order, agent) < programs.get(agent).size()) {
        whole = false;
        order.add(agent);
        extend(programs, order, orders);
        order.removeLast();
      }
    }
    if (whole) {
      orders.add(List.copyOf(order));
    }
  }
}
