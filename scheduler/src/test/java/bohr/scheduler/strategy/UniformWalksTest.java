package bohr.scheduler.strategy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import bohr.scheduler.Estimates;
import bohr.scheduler.Histograms;
import bohr.scheduler.Strategy;
import bohr.scheduler.Toy;
import bohr.scheduler.Toy.Append;
import bohr.scheduler.Toy.Local;
import bohr.scheduler.Toys;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What SURW and URW promise: with exact counts, every order of the steps that count is equally
/// likely. In 6,000 executions with 6 orders, each is expected 1,000 times, give or take 29.
class UniformWalksTest {

  private static final int EXECUTIONS = 6_000;

  /// One agent makes two marks, the other two, after work that nobody sees.
  private static Toy twoAndTwo() {
    return Toy.of(1,
        Toys.repeat(2, new Append(0, 1)),
        List.of(new Local(), new Local(), new Append(0, 2), new Local(), new Append(0, 2)));
  }

  /// One agent makes five marks, the other only one: six orders.
  private static Toy fiveAndOne() {
    return Toy.of(1, Toys.repeat(5, new Append(0, 1)), List.of(new Append(0, 2)));
  }

  private static Map<String, Integer> orders(Strategy strategy, Toy toy) {
    return Histograms.of(strategy, toy, EXECUTIONS, t -> t.cell(0));
  }

  private static Estimates exact(Toy toy) {
    return Histograms.estimates(toy);
  }

  @Test
  void surwMakesAllOrdersOfTheInterestingStepsEquallyLikely() {
    assertEquals(
        "{1122=1015, 1212=1037, 1221=981, 2112=978, 2121=1018, 2211=971}",
        orders(new SurwScheduler(exact(twoAndTwo())), twoAndTwo()).toString());
    assertEquals(
        "{111112=937, 111121=986, 111211=1020, 112111=1028, 121111=1048, 211111=981}",
        orders(new SurwScheduler(exact(fiveAndOne())), fiveAndOne()).toString());
  }

  @Test
  void urwMakesAllOrdersOfTheStepsThatCountEquallyLikely() {
    assertEquals(
        "{1122=1020, 1212=1041, 1221=974, 2112=985, 2121=985, 2211=995}",
        orders(new UrwScheduler(exact(twoAndTwo())), twoAndTwo()).toString());
    assertEquals(
        "{111112=989, 111121=1001, 111211=1043, 112111=983, 121111=997, 211111=987}",
        orders(new UrwScheduler(exact(fiveAndOne())), fiveAndOne()).toString());
  }

  @Test
  void theRandomWalkDoesNot() {
    assertEquals(
        "{111112=193, 111121=184, 111211=413, 112111=738, 121111=1507, 211111=2965}",
        orders(new RandomScheduler(), fiveAndOne()).toString());
  }

  @Test
  void withoutCountsEveryOrderIsStillPossible() {
    Estimates none = new Estimates(10, 2);
    assertEquals(6, orders(new SurwScheduler(none), twoAndTwo()).size());
    assertEquals(6, orders(new SurwScheduler(none), fiveAndOne()).size());
  }
}
