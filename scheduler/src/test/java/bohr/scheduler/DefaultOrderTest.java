package bohr.scheduler;

import static org.junit.jupiter.api.Assertions.assertEquals;

import bohr.emulator.agent.StopReason;
import bohr.scheduler.Toy.Local;
import bohr.scheduler.Toy.Pause;
import java.util.List;
import org.junit.jupiter.api.Test;

class DefaultOrderTest {

  private static String run(Toy toy, DefaultOrder order) {
    order.begin();
    new Execution().run(toy.reset(), order, 100_000);
    return toy.history();
  }

  @Test
  void anAgentGoesOnUntilItBlocks() {
    assertEquals("aaaabbbb", run(Toys.lockOrder(), new DefaultOrder()));
  }

  @Test
  void anAgentThatYieldsHandsTheTurnToTheNext() {
    Toy toy =
        Toy.of(
            0,
            List.of(new Pause(), new Local(), new Pause(), new Local()),
            List.of(new Local(), new Pause(), new Local()),
            List.of(new Local()));
    assertEquals("abbcaaba", run(toy, new DefaultOrder()));
  }

  @Test
  void aTurnIsNotLongerThanTheQuantum() {
    Toy toy = Toy.of(0, Toys.repeat(5, new Local()), Toys.repeat(3, new Local()));
    assertEquals("aabbaaba", run(toy, new DefaultOrder(2)));
  }

  @Test
  void aLoopThatNeverYieldsWaitsForOneQuantum() {
    String expected = "a".repeat(DefaultOrder.QUANTUM) + "bbbaa";
    assertEquals(expected, run(Toys.spin(false), new DefaultOrder()));
  }

  @Test
  void anAgentThatWakesAnotherGoesOn() {
    // b waits for the lock that a holds: unlocking wakes it, and is not the end of a's turn.
    Toy toy =
        Toy.of(
            1,
            List.of(new Toy.Lock(0), new Local(), new Toy.Unlock(0), new Local(), new Local()),
            List.of(new Toy.Lock(0)));
    assertEquals("aaaaab", run(toy, new DefaultOrder()));
  }

  @Test
  void theOrderGoesOnFromAnAgentThatSomebodyElsePicked() {
    Toy toy = Toy.of(0, List.of(new Local()), List.of(new Local()), List.of(new Local()));
    DefaultOrder order = new DefaultOrder();
    assertEquals(0, order.preferred(0b111));
    order.performed(toy, 1, 1, StopReason.LIMIT);
    assertEquals(1, order.preferred(0b111));
    order.performed(toy, 1, 1, StopReason.BLOCKED);
    assertEquals(2, order.preferred(0b101));
    order.performed(toy, 2, 1, StopReason.BLOCKED);
    assertEquals(0, order.preferred(0b011));
  }

  @Test
  void agent63IsFollowedByAgent0() {
    DefaultOrder order = new DefaultOrder();
    order.performed(Toys.lostUpdate(), 63, 1, StopReason.YIELDED);
    assertEquals(0, order.preferred(1L << 63 | 1));
    assertEquals(63, order.preferred(1L << 63));
    assertEquals(63, DefaultOrder.place(1L << 63 | 0b110, 2, 1));
    assertEquals(1, DefaultOrder.place(1L << 63 | 0b110, 2, 2));
  }
}
