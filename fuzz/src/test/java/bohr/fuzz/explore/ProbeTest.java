package bohr.fuzz.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;

import bohr.fuzz.target.Toy;
import bohr.fuzz.target.Toy.Choose;
import bohr.fuzz.target.Toy.Op;
import bohr.fuzz.target.Toy.Read;
import bohr.fuzz.target.Toy.Update;
import bohr.fuzz.target.Toy.Write;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProbeTest {

  private static double estimate(List<List<Op>> programs, Reduction reduction, int probes) {
    ExploreOptions options = ExploreOptions.STANDARD.withReduction(reduction);
    return new Probe(Toy.target(200, programs), options).executions(probes, 1);
  }

  /// Every path of this tree has the same branchings, so a single probe is right.
  @Test
  void anEvenTreeIsKnownFromOnePath() {
    List<List<Op>> programs = List.of(List.of(new Choose(3)), List.of(new Write(0, 1)));
    assertEquals(6, estimate(programs, Reduction.SLEEP_SETS, 1));
    assertEquals(6, estimate(programs, Reduction.NONE, 1));
  }

  /// The probes have different values; their mean is right, to the nearest whole number.
  @Test
  void theMeanIsTheNumberOfExecutions() {
    List<Op> adder = List.of(new Read(0), new Write(0, 1), new Update(1, 1));
    List<List<Op>> uneven = List.of(adder, adder, List.of(new Write(1, 1)));
    for (List<List<Op>> programs : List.of(List.of(adder, adder), uneven)) {
      assertEquals(
          Mazurkiewicz.of(programs).traces(),
          Math.round(estimate(programs, Reduction.SLEEP_SETS, 40_000)));
      assertEquals(
          Mazurkiewicz.of(programs).interleavings(),
          Math.round(estimate(programs, Reduction.NONE, 40_000)));
    }
  }

  /// The share of the work that is done only grows, and is 1 at the end.
  @Test
  void theShareOfTheWorkGrowsToOne() {
    List<Op> adder = List.of(new Read(0), new Write(0, 1), new Update(1, 1), new Update(0, 1));
    List<List<Op>> programs = List.of(adder, adder, adder, adder);
    for (Reduction reduction : List.of(Reduction.STATES, Reduction.SOURCE_DPOR)) {
      List<Double> shares = new ArrayList<>();
      ExploreOptions options = ExploreOptions.STANDARD.withReduction(reduction).withStates(9000);
      Explorer.explore(
          Toy.target(200, programs), options, progress -> shares.add(progress.done()));
      assertEquals(shares.stream().sorted().toList(), shares, reduction::toString);
    }
    Explorer.explore(
        Toy.target(200, programs.subList(0, 2)),
        ExploreOptions.STANDARD,
        progress -> assertEquals(1, progress.done(), 0));
  }
}
