package bohr.fuzz.cause;

import bohr.recorder.Schedule;
import java.util.Arrays;

/// A schedule, step by step: whose step each of them is. Two words of the same steps are connected
/// by swaps of neighbours; the shortest way from one to the other swaps every pair that stands in
/// another order once, and no other pair (a bubble sort).
final class Word {

  private final byte[] agents;

  private Word(byte[] agents) {
    this.agents = agents;
  }

  /// The turns of `schedule`, whose steps are few.
  static Word of(Schedule schedule) {
    byte[] agents = new byte[(int) schedule.steps()];
    int at = 0;
    for (int i = 0; i < schedule.slices(); i++) {
      int end = at + (int) schedule.steps(i);
      Arrays.fill(agents, at, end, (byte) schedule.agent(i));
      at = end;
    }
    return new Word(agents);
  }

  /// The agents of a word.
  static Word of(byte... agents) {
    return new Word(agents.clone());
  }

  int length() {
    return agents.length;
  }

  int agent(int step) {
    return agents[step];
  }

  /// The first step at which the two differ; the length of the shorter one if there is none.
  int firstDifference(Word other) {
    int at = Arrays.mismatch(agents, other.agents);
    return at < 0 ? length() : at;
  }

  /// As a schedule, with the values of another one.
  Schedule with(Schedule values) {
    Schedule.Builder schedule = Schedule.builder();
    for (byte agent : agents) {
      schedule.add(agent, 1);
    }
    return schedule.values(values).build();
  }

  /// This, and behind it whatever steps of `other` each agent has more of, in the order of `other`.
  Word with(Word other) {
    int[] left = new int[Long.SIZE];
    for (byte agent : agents) {
      left[agent]++;
    }
    byte[] all = Arrays.copyOf(agents, length() + other.length());
    int end = length();
    for (byte agent : other.agents) {
      if (left[agent]-- <= 0) {
        all[end++] = agent;
      }
    }
    return new Word(Arrays.copyOf(all, end));
  }

  /// How many swaps lie between this and `to`, which has the same steps.
  long distance(Word to) {
    byte[] now = agents.clone();
    return move(now, to, Long.MAX_VALUE);
  }

  /// This, after the first `swaps` swaps on the way to `to`, which has the same steps.
  Word towards(Word to, long swaps) {
    byte[] now = agents.clone();
    move(now, to, swaps);
    return new Word(now);
  }

  /// From the beginning on, brings each step to its place, past those that stand in between.
  private static long move(byte[] now, Word to, long most) {
    long swaps = 0;
    for (int place = 0; place < now.length && swaps < most; place++) {
      int at = place;
      while (now[at] != to.agents[place]) {
        at++;
      }
      int shift = (int) Math.min(at - place, most - swaps);
      byte moved = now[at];
      System.arraycopy(now, at - shift, now, at - shift + 1, shift);
      now[at - shift] = moved;
      swaps += shift;
    }
    return swaps;
  }
}
