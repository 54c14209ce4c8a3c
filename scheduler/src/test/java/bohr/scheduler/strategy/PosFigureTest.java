package bohr.scheduler.strategy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import bohr.scheduler.Histograms;
import bohr.scheduler.Strategy;
import bohr.scheduler.Toy;
import bohr.scheduler.Toy.Append;
import bohr.scheduler.Toy.Write;
import bohr.scheduler.Toys;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// The claim of Yuan, Yang and Gu, CAV 2018: every partial order is sampled with a probability that
/// is exponentially better than the random walk's. The example is of the kind that the paper begins
/// with, two agents that go through the same variables in the same order.
///
/// Each of the two agents takes one step on each of three cells, so an execution is determined, up
/// to equivalence, by who came first at each cell: 8 partial orders. The hardest are those in which
/// the agents alternate, such as a first, then b, then a: they have a single schedule each.
class PosFigureTest {

  private static final int CELLS = 3;
  private static final int EXECUTIONS = 10_000;

  private static Toy twoAgentsThreeCells() {
    List<Toy.Op> first = new ArrayList<>();
    List<Toy.Op> second = new ArrayList<>();
    for (int cell = 0; cell < CELLS; cell++) {
      first.add(new Append(cell, 1));
      second.add(new Append(cell, 2));
    }
    return Toy.of(CELLS, first, second);
  }

  /// Who came first at each cell: `aba`.
  private static String winners(Toy toy) {
    StringBuilder winners = new StringBuilder();
    for (int cell = 0; cell < CELLS; cell++) {
      winners.append(toy.cell(cell) == 12 ? 'a' : 'b');
    }
    return winners.toString();
  }

  @Test
  void theWorstPartialOrderHasProbability1To18UnderPosAnd1To32UnderTheRandomWalk() {
    // Random walk, `aba`: the schedule is a b b a a b, and all but its last step are coins: 2^-5.
    //
    // POS: a1 against b1, 1/2. Both redraw: b1 against a2, 1/2. Then b2 is fresh, while a2 is the
    // smaller of two draws: b2 wins with probability 2/3. They conflict, so a2 against b3 is 1/2
    // again; and a3 against b3, the smaller of two, 2/3. In all 1/2 · (1/2 · 2/3)^2 = 1/18; with n
    // cells, 1/2 · 3^-(n-1) against 2^-(2n-1): better by (4/3)^(n-1).
    Map<String, Integer> walk = new TreeMap<>();
    countWalk(0, 0, "", 1 << 2 * CELLS - 1, walk);
    assertEquals("{aaa=10, aab=2, aba=1, abb=3, baa=3, bab=1, bba=2, bbb=10}", walk.toString());
    Map<String, Integer> sampling = new TreeMap<>();
    new RankedSampling(sampling).count();
    assertEquals(
        "{aaa=92736, aab=28224, aba=20160, abb=40320, baa=40320, bab=20160, bba=28224, bbb=92736}",
        sampling.toString());
    assertEquals(RankedSampling.UNITS, 18 * sampling.get("aba"));
  }

  @Test
  void posSamplesThePartialOrdersAsComputed() {
    assertEquals(
        "{aaa=2537, aab=751, aba=586, abb=1139, baa=1092, bab=533, bba=757, bbb=2605}",
        sample(new PosScheduler()));
  }

  @Test
  void theRandomWalkSamplesThePartialOrdersAsComputed() {
    assertEquals(
        "{aaa=3209, aab=588, aba=299, abb=930, baa=921, bab=335, bba=622, bbb=3096}",
        sample(new RandomScheduler()));
  }

  private static String sample(Strategy strategy) {
    return Histograms.of(strategy, twoAgentsThreeCells(), EXECUTIONS, PosFigureTest::winners)
        .toString();
  }

  /// Agent a takes 20 steps that concern nobody else before the one that conflicts with b's only
  /// step: there are two partial orders, and in one of them b comes last.
  private static Toy longWay() {
    return Toy.of(2, Toys.repeat(20, new Write(1, 0), new Append(0, 1)), List.of(new Append(0, 2)));
  }

  @Test
  void posLetsAnAgentGoALongWayBeforeAConflict() {
    // b keeps the priority that it drew once, and a's 21 draws must all be higher: the lowest of 22
    // must be b's, 1/22, or 455 of 10,000 with a standard deviation of 21.
    assertEquals(
        Map.of("12", 433, "21", 9_567),
        Histograms.of(new PosScheduler(), longWay(), EXECUTIONS, toy -> toy.cell(0)));
  }

  @Test
  void theRandomWalkDoesNot() {
    // 21 coins in a row must show a: 2^-21.
    assertEquals(
        Map.of("21", EXECUTIONS),
        Histograms.of(new RandomScheduler(), longWay(), EXECUTIONS, toy -> toy.cell(0)));
  }

  /// Adds up the probabilities of all schedules under the random walk, in units of 2^-5: a schedule
  /// throws a coin as long as both agents have steps left.
  private static void countWalk(
      int a, int b, String winners, int weight, Map<String, Integer> counts) {
    if (a == CELLS && b == CELLS) {
      counts.merge(winners, weight, Integer::sum);
      return;
    }
    int share = a < CELLS && b < CELLS ? weight / 2 : weight;
    if (a < CELLS) {
      countWalk(a + 1, b, a >= b ? winners + 'a' : winners, share, counts);
    }
    if (b < CELLS) {
      countWalk(a, b + 1, b >= a ? winners + 'b' : winners, share, counts);
    }
  }

  /// Adds up the probabilities of all executions under POS, in units of 1/9!. Independent draws
  /// from a continuous distribution are compared, never looked at, so only their ranks matter: a
  /// new draw falls into each of the gaps between the m earlier ones with probability 1/(m+1),
  /// whatever their order is. There are at most 9 draws: one for each step, and one for each
  /// conflict.
  private static final class RankedSampling {

    private static final int UNITS = 362_880;

    private final Map<String, Integer> counts;
    private final List<Integer> ranking = new ArrayList<>();
    private int draws;

    RankedSampling(Map<String, Integer> counts) {
      this.counts = counts;
    }

    void count() {
      draw(
          UNITS,
          (a, share) ->
              draw(share, (b, rest) -> step(new int[2], new int[] {a, b}, "", rest)));
    }

    private interface Continuation {
      void drawn(int draw, int weight);
    }

    /// Inserts one more draw into the ranking, in every place, and goes on from each.
    private void draw(int weight, Continuation then) {
      int draw = draws;
      draws++;
      int places = ranking.size() + 1;
      for (int place = 0; place < places; place++) {
        ranking.add(place, draw);
        then.drawn(draw, weight / places);
        ranking.remove(place);
      }
      draws--;
    }

    /// The agent with the higher draw moves. Once it has no more steps, it has won wherever the
    /// other one has not been.
    private void step(int[] taken, int[] drawn, String winners, int weight) {
      int mover = ranking.indexOf(drawn[0]) > ranking.indexOf(drawn[1]) ? 0 : 1;
      int other = 1 - mover;
      String next = taken[mover] >= taken[other] ? winners + "ab".charAt(mover) : winners;
      int[] now = taken.clone();
      now[mover]++;
      if (now[mover] == CELLS) {
        counts.merge(next, weight, Integer::sum);
        return;
      }
      boolean conflict = taken[mover] == taken[other];
      draw(
          weight,
          (fresh, share) -> {
            int[] redrawn = with(drawn, mover, fresh);
            if (conflict) {
              draw(share, (fresher, rest) -> step(now, with(redrawn, other, fresher), next, rest));
            } else {
              step(now, redrawn, next, share);
            }
          });
    }

    private static int[] with(int[] drawn, int agent, int draw) {
      int[] changed = drawn.clone();
      changed[agent] = draw;
      return changed;
    }
  }
}
