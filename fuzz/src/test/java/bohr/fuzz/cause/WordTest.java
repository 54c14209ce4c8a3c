package bohr.fuzz.cause;

import static org.junit.jupiter.api.Assertions.assertEquals;

import bohr.recorder.Schedule;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class WordTest {

  private static Word word(List<Integer> agents) {
    byte[] bytes = new byte[agents.size()];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = agents.get(i).byteValue();
    }
    return Word.of(bytes);
  }

  private static Schedule schedule(Word word) {
    return word.with(Schedule.EMPTY);
  }

  @Property
  void everyChangeOnTheWaySwapsTwoNeighbours(
      @ForAll @Size(max = 12) List<@IntRange(max = 3) Integer> one,
      @ForAll @Size(max = 12) List<@IntRange(max = 3) Integer> other) {
    Word from = word(one).with(word(other));
    Word to = word(other).with(word(one));
    long distance = from.distance(to);
    assertEquals(schedule(to), schedule(from.towards(to, distance)));
    Word before = from;
    for (long swaps = 1; swaps <= distance; swaps++) {
      Word now = from.towards(to, swaps);
      int at = before.firstDifference(now);
      assertEquals(before.agent(at), now.agent(at + 1));
      assertEquals(before.agent(at + 1), now.agent(at));
      assertEquals(1, before.distance(now));
      assertEquals(distance - swaps, now.distance(to));
      before = now;
    }
  }

  @Test
  void whatOneHasMoreOfComesBehind() {
    Word one = Word.of((byte) 0, (byte) 1, (byte) 0);
    Word other = Word.of((byte) 1, (byte) 2, (byte) 1, (byte) 0);
    assertEquals(Schedule.parse("0*1 1*1 0*1 2*1 1*1"), schedule(one.with(other)));
    assertEquals(Schedule.parse("1*1 2*1 1*1 0*2"), schedule(other.with(one)));
  }
}
