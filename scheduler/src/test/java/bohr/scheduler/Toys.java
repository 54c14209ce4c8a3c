package bohr.scheduler;

import bohr.scheduler.Toy.Append;
import bohr.scheduler.Toy.Await;
import bohr.scheduler.Toy.Choose;
import bohr.scheduler.Toy.Idle;
import bohr.scheduler.Toy.Local;
import bohr.scheduler.Toy.Lock;
import bohr.scheduler.Toy.Op;
import bohr.scheduler.Toy.Pause;
import bohr.scheduler.Toy.Read;
import bohr.scheduler.Toy.Store;
import bohr.scheduler.Toy.Unlock;
import bohr.scheduler.Toy.Write;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// The programs that several tests schedule.
public final class Toys {

  private Toys() {}

  /// Two agents add 1 to a cell, reading and writing in two steps: 1 if an update was lost, else 2.
  public static Toy lostUpdate() {
    List<Op> program = List.of(new Read(0), new Store(0, 1));
    return Toy.of(1, program, program);
  }

  /// The same under a lock: always 2.
  public static Toy lockedUpdate() {
    List<Op> program = List.of(new Lock(1), new Read(0), new Store(0, 1), new Unlock(1));
    return Toy.of(2, program, program);
  }

  /// Two agents take two locks in opposite orders, and may wait for each other for ever.
  public static Toy lockOrder() {
    return Toy.of(
        2,
        List.of(new Lock(0), new Lock(1), new Unlock(1), new Unlock(0)),
        List.of(new Lock(1), new Lock(0), new Unlock(0), new Unlock(1)));
  }

  /// Three agents leave their number, one after a `pause`, one after invisible work.
  public static Toy threeMarks() {
    return Toy.of(
        1,
        List.of(new Append(0, 1)),
        List.of(new Pause(), new Append(0, 2)),
        List.of(new Local(), new Local(), new Append(0, 3)));
  }

  /// Agent a waits in a loop for agent b, which has other work first.
  public static Toy spin(boolean pausing) {
    return Toy.of(
        2,
        List.of(new Await(0, 1, pausing), new Write(1, 1)),
        List.of(new Read(1), new Local(), new Write(0, 1)));
  }

  /// Two agents wait in loops for the third, and it for one of them.
  public static Toy spinInTurn(boolean pausing) {
    return Toy.of(
        2,
        List.of(new Await(0, 2, pausing)),
        List.of(new Await(0, 1, pausing), new Write(0, 2)),
        List.of(new Local(), new Write(0, 1), new Await(0, 2, pausing)));
  }

  /// One agent with two values to choose, of three alternatives each.
  public static Toy values() {
    return Toy.of(2, List.of(new Choose(0, 3), new Choose(1, 3)));
  }

  /// Agent a makes endless steps that touch nothing, agent b a few that do.
  public static Toy idle() {
    return Toy.of(1, List.of(new Idle(Integer.MAX_VALUE)), repeat(5, new Write(0, 1)));
  }

  /// `count` times the same operation, and then others.
  public static List<Op> repeat(int count, Op op, Op... then) {
    List<Op> program = new ArrayList<>(Collections.nCopies(count, op));
    Collections.addAll(program, then);
    return program;
  }
}
