package bohr.scheduler.strategy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import bohr.scheduler.Estimates;
import bohr.scheduler.Execution;
import bohr.scheduler.SplitMix;
import bohr.scheduler.Strategy;
import bohr.scheduler.Toy;
import bohr.scheduler.Toys;
import org.junit.jupiter.api.Test;

class PortfolioSchedulerTest {

  @Test
  void theNumberOfTheExecutionSelectsTheMember() {
    PortfolioScheduler portfolio = PortfolioScheduler.standard(new Estimates(10, 2));
    StringBuilder names = new StringBuilder();
    for (int index = 0; index < 6; index++) {
      portfolio.begin(index, 1);
      names.append(portfolio.current().name()).append(' ');
    }
    assertEquals("pos pct random-slices random pos pct ", names.toString());
  }

  @Test
  void aPortfolioOfPortfoliosReachesEveryMember() {
    Strategy left = new PortfolioScheduler(new PosScheduler(), new RandomScheduler());
    Strategy right = new RoundRobinScheduler(1);
    PortfolioScheduler both = new PortfolioScheduler(left, right);
    StringBuilder names = new StringBuilder();
    for (int index = 0; index < 6; index++) {
      both.begin(index, 1);
      names.append(
          both.current() instanceof PortfolioScheduler inner
              ? inner.current().name()
              : both.current().name());
      names.append(' ');
    }
    assertEquals("pos round-robin random round-robin pos round-robin ", names.toString());
  }

  @Test
  void anExecutionIsWhatItsMemberMakesOfTheSeed() {
    PortfolioScheduler portfolio = PortfolioScheduler.standard(new Estimates(10, 2));
    RandomScheduler alone = new RandomScheduler();
    Toy toy = Toys.lockOrder();
    for (int index = 3; index < 100; index += 4) {
      long seed = SplitMix.seedOf(9, index);
      portfolio.begin(index, seed);
      new Execution().run(toy.reset(), portfolio, 100);
      String history = toy.history();
      alone.begin(0, seed);
      new Execution().run(toy.reset(), alone, 100);
      assertEquals(toy.history(), history);
    }
  }
}
