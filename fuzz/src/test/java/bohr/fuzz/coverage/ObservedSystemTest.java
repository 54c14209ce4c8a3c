package bohr.fuzz.coverage;

import static org.junit.jupiter.api.Assertions.assertEquals;

import bohr.fuzz.target.Player;
import bohr.fuzz.target.Stage;
import bohr.fuzz.target.Target;
import bohr.fuzz.target.Toy;
import bohr.fuzz.target.Toy.Op;
import bohr.fuzz.target.ToyPrograms;
import bohr.recorder.RecordingScheduler;
import bohr.recorder.Schedule;
import bohr.scheduler.Strategy;
import bohr.scheduler.strategy.DfsScheduler;
import bohr.scheduler.strategy.PortfolioScheduler;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/// Looking at every step changes none of them.
class ObservedSystemTest {

  @Provide
  Arbitrary<List<List<Op>>> programs() {
    return ToyPrograms.any();
  }

  @Property(tries = 300)
  void aStrategyMakesTheSameExecutionWhetherItIsObservedOrNot(
      @ForAll("programs") List<List<Op>> programs, @ForAll long seed) {
    Target target = Toy.target(200, programs);
    Stage stage = target.stage();
    Player player = target.player(stage);
    ObservedSystem observed = new ObservedSystem(stage.system());
    Strategy strategy = PortfolioScheduler.standard(target.estimate());
    for (int index = 0; index < 8; index++) {
      Schedule.Builder plain = Schedule.builder();
      Schedule.Builder seen = Schedule.builder();
      strategy.begin(index, seed);
      player.play(new RecordingScheduler(strategy, plain));
      strategy.begin(index, seed);
      observed.begin();
      player.play(new RecordingScheduler(strategy, seen), observed);
      assertEquals(plain.build(), seen.build());
    }
  }

  /// Two agents of three steps each; the first and last touch one word, those between another one.
  /// Of the 20 interleavings some are equivalent: the order of the four steps at word 0 has 6
  /// possibilities, and that of the two at word 1 another 2 where word 0 leaves it open, as it does
  /// where neither agent's last step comes before the other's first: 4 of 6.
  @Test
  void depthFirstSearchMeetsEveryTraceOfASmallProgram() {
    List<Op> program = List.of(new Toy.Write(0, 1), new Toy.Write(1, 1), new Toy.Write(0, 2));
    Target target = Toy.target(100, List.of(program, program));
    Stage stage = target.stage();
    Player player = target.player(stage);
    ObservedSystem observed = new ObservedSystem(stage.system());
    DfsScheduler dfs = new DfsScheduler(10);
    Set<Long> hashes = new HashSet<>();
    for (int index = 0; !dfs.exhausted(); index++) {
      dfs.begin(index, 0);
      observed.begin();
      player.play(dfs, observed);
      hashes.add(observed.hash());
    }
    assertEquals(2 + 2 * 4, hashes.size());
  }
}
