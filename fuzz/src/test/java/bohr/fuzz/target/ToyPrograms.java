package bohr.fuzz.target;

import bohr.fuzz.target.Toy.Await;
import bohr.fuzz.target.Toy.Choose;
import bohr.fuzz.target.Toy.FailIf;
import bohr.fuzz.target.Toy.Local;
import bohr.fuzz.target.Toy.Op;
import bohr.fuzz.target.Toy.Read;
import bohr.fuzz.target.Toy.Spin;
import bohr.fuzz.target.Toy.Touch;
import bohr.fuzz.target.Toy.Write;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/// Programs for toys: some with a bug that we know all about, and any.
public final class ToyPrograms {

  private ToyPrograms() {}

  /// Two agents add 1 to word 0 without a lock, and a third one, when both are done, finds 1 there.
  /// They need two context switches for that, the one to the third agent not counted.
  public static List<List<Op>> lostUpdate() {
    List<Op> adder =
        List.of(new Local(), new Read(0), new Local(), new Write(0, 1), new Local(), new Touch(1));
    List<Op> first = new ArrayList<>(adder);
    first.addAll(List.of(new Read(15), new Write(1, 1)));
    List<Op> second = new ArrayList<>(adder);
    second.addAll(List.of(new Read(15), new Write(2, 1)));
    return List.of(
        first, second, List.of(new Await(1), new Await(2), new Local(), new FailIf(0, 1)));
  }

  /// A weak load: only where the choice is the oldest of four values, and another agent has not
  /// written yet, does it fail.
  public static List<List<Op>> staleValue() {
    return List.of(
        List.of(new Local(), new Choose(4), new Write(0, 0), new Read(1), new Local()),
        List.of(new Local(), new Local(), new FailIf(0, 3), new Write(1, 1)));
  }

  /// Nobody ever sets what the second agent waits for in a loop if the first one is too late.
  public static List<List<Op>> livelock() {
    return List.of(
        List.of(new Read(1), new Write(0, 0), new Local()),
        List.of(new Write(1, 1), new Spin(2)));
  }

  private static Arbitrary<Op> op() {
    Arbitrary<Integer> word = Arbitraries.integers().between(0, 2);
    return Arbitraries.oneOf(
        word.map(Read::new),
        Combinators.combine(word, Arbitraries.longs().between(0, 1)).as(Write::new),
        word.map(Touch::new),
        Arbitraries.create(Local::new),
        Arbitraries.integers().between(2, 3).map(Choose::new),
        word.map(Await::new),
        word.map(Spin::new),
        Combinators.combine(word, Arbitraries.longs().between(1, 3)).as(FailIf::new));
  }

  /// Any programs of two to four agents, each of up to eight steps, some of which end with a
  /// finding.
  public static Arbitrary<List<List<Op>>> any() {
    return op().list().ofMinSize(1).ofMaxSize(8).list().ofMinSize(2).ofMaxSize(4)
        .map(Collections::unmodifiableList);
  }

  /// Any programs that brute force can exhaust: two or three agents, each of up to four steps.
  public static Arbitrary<List<List<Op>>> small() {
    return op().list().ofMinSize(1).ofMaxSize(4).list().ofMinSize(2).ofMaxSize(3)
        .map(Collections::unmodifiableList);
  }

  /// Straight programs of two or three agents, each of up to three steps that all end.
  public static Arbitrary<List<List<Op>>> tiny() {
    return op()
        .filter(op -> !(op instanceof Await || op instanceof Spin || op instanceof FailIf
            || op instanceof Choose))
        .list().ofMinSize(1).ofMaxSize(3).list().ofMinSize(2).ofMaxSize(3)
        .map(Collections::unmodifiableList);
  }
}
