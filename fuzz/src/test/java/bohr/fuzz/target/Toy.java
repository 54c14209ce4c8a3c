package bohr.fuzz.target;

import bohr.emulator.Verdict;
import bohr.emulator.agent.Access;
import bohr.emulator.agent.Chooser;
import bohr.emulator.agent.StopReason;
import bohr.emulator.agent.TransitionSystem;
import bohr.emulator.oracle.Finding;
import bohr.emulator.state.Digest;
import java.util.Arrays;
import java.util.List;

/// A small system: each agent runs a straight program of its own over a few shared words, with one
/// register. It sleeps when nobody can go on; that is a finding.
public final class Toy implements Explorable, TransitionSystem {

  /// One step.
  public sealed interface Op {}

  /// The register becomes the word.
  public record Read(int word) implements Op {}

  /// The word becomes the register plus `plus`.
  public record Write(int word, long plus) implements Op {}

  /// Adds to the word, and the register becomes what was there.
  public record Update(int word, long plus) implements Op {}

  /// Nobody sees it.
  public record Local() implements Op {}

  /// Nobody sees it, and it never ends.
  public record Forever() implements Op {}

  /// Not enabled while the word is 0.
  public record Await(int word) implements Op {}

  /// Reads the word and, while it is 0, yields and stays.
  public record Spin(int word) implements Op {}

  /// The register becomes a choice.
  public record Choose(int alternatives) implements Op {}

  /// Touches an object.
  public record Touch(int object) implements Op {}

  /// Reads the word; it is a finding if it has this value.
  public record FailIf(int word, long value) implements Op {}

  /// The host's code is wrong here.
  public record Crash(int word, long value) implements Op {}

  private final List<List<Op>> programs;
  private final int[] at;
  private final long[] registers;
  private final long[] words = new long[16];
  private long steps;
  private Verdict verdict;
  private StopReason stopped;

  public Toy(List<List<Op>> programs) {
    this.programs = programs;
    at = new int[programs.size()];
    registers = new long[programs.size()];
  }

  /// A target of such systems.
  public static Target target(long stepBound, List<List<Op>> programs) {
    return Target.fromReset(() -> new Toy(programs), stepBound);
  }

  @Override
  public TransitionSystem system() {
    return this;
  }

  @Override
  public void rewind() {
    Arrays.fill(at, 0);
    Arrays.fill(registers, 0);
    Arrays.fill(words, 0);
    steps = 0;
    verdict = null;
  }

  @Override
  public long steps() {
    return steps;
  }

  @Override
  public void exhaust(long bound) {
    verdict = found("step-bound", "not done after " + bound + " steps", -1, "");
  }

  @Override
  public Verdict verdict() {
    return verdict;
  }

  private record At(int[] at, long[] registers, long[] words, long steps) implements Moment {}

  @Override
  public Moment now() {
    return new At(at.clone(), registers.clone(), words.clone(), steps);
  }

  @Override
  public void back(Moment moment) {
    At then = (At) moment;
    System.arraycopy(then.at, 0, at, 0, at.length);
    System.arraycopy(then.registers, 0, registers, 0, at.length);
    System.arraycopy(then.words, 0, words, 0, words.length);
    steps = then.steps;
    verdict = null;
  }

  @Override
  public long futureDigest() {
    long hash = Digest.of(words);
    for (int agent = 0; agent < at.length; agent++) {
      hash = Digest.mix(Digest.mix(hash, at[agent]), registers[agent]);
    }
    return hash;
  }

  @Override
  public boolean isDivertible(int agent) {
    return op(agent) instanceof Choose;
  }

  @Override
  public int agents() {
    return at.length;
  }

  @Override
  public String agentName(int agent) {
    return "agent" + agent;
  }

  @Override
  public long enabled() {
    long enabled = 0;
    for (int agent = 0; agent < at.length; agent++) {
      boolean waits =
          finished(agent) || op(agent) instanceof Await await && words[await.word] == 0;
      enabled |= waits ? 0 : 1L << agent;
    }
    return enabled;
  }

  private boolean finished(int agent) {
    return at[agent] == programs.get(agent).size();
  }

  private Op op(int agent) {
    return programs.get(agent).get(at[agent]);
  }

  @Override
  public int perform(int agent, int limit, Chooser chooser) {
    int taken = 0;
    do {
      long before = enabled() | 1L << agent;
      boolean yields = step(agent, chooser);
      taken++;
      steps++;
      stopped = reason(agent, before, yields);
    } while (stopped == StopReason.LIMIT && taken < limit);
    return taken;
  }

  private StopReason reason(int agent, long before, boolean yields) {
    boolean done = true;
    for (int other = 0; other < at.length; other++) {
      done &= finished(other);
    }
    if (verdict == null && done) {
      verdict = new Verdict.Done(0);
    }
    if (verdict != null) {
      return StopReason.ENDED;
    }
    if ((enabled() >>> agent & 1) == 0) {
      return StopReason.BLOCKED;
    }
    if (yields) {
      return StopReason.YIELDED;
    }
    return (enabled() & ~before) != 0 ? StopReason.WOKE : StopReason.LIMIT;
  }

  /// @return whether the agent yields
  private boolean step(int agent, Chooser chooser) {
    Op op = op(agent);
    switch (op) {
      case Read read -> registers[agent] = words[read.word];
      case Write write -> words[write.word] = registers[agent] + write.plus;
      case Update update -> {
        registers[agent] = words[update.word];
        words[update.word] += update.plus;
      }
      case Choose choose -> registers[agent] = chooser.choose(agent, choose.alternatives);
      case FailIf fail -> {
        if (words[fail.word] == fail.value) {
          verdict = found("toy", "it is " + fail.value, agent, "word " + fail.word);
        }
      }
      case Crash crash -> {
        if (words[crash.word] == crash.value) {
          throw new IllegalStateException("the model is wrong");
        }
      }
      case Spin spin -> {
        if (words[spin.word] == 0) {
          return true;
        }
      }
      case Forever _ -> {
        return false;
      }
      case Local _, Await _, Touch _ -> {}
    }
    at[agent]++;
    return false;
  }

  private static Verdict found(String oracle, String message, int agent, String place) {
    return new Verdict.Found(new Finding(oracle, "none", message, agent, place));
  }

  @Override
  public StopReason stopped() {
    return stopped;
  }

  @Override
  public void pending(int agent, Access into) {
    access(op(agent), into);
  }

  /// What `op` touches.
  public static void access(Op op, Access into) {
    switch (op) {
      case Read read -> into.memory(Access.Kind.READ, 8L * read.word, 8);
      case Write write -> into.memory(Access.Kind.WRITE, 8L * write.word, 8);
      case Update update -> into.memory(Access.Kind.UPDATE, 8L * update.word, 8);
      case Await await -> into.memory(Access.Kind.READ, 8L * await.word, 8);
      case Spin spin -> into.memory(Access.Kind.READ, 8L * spin.word, 8);
      case FailIf fail -> into.memory(Access.Kind.READ, 8L * fail.word, 8);
      case Crash crash -> into.memory(Access.Kind.READ, 8L * crash.word, 8);
      case Touch touch -> into.object(touch.object);
      case Local _, Forever _, Choose _ -> into.none();
    }
  }

  @Override
  public boolean ended() {
    return verdict != null;
  }

  @Override
  public boolean advance() {
    verdict = found("asleep", "nobody can go on", -1, Arrays.toString(at));
    return false;
  }
}
