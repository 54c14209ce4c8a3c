package bohr.emulator.ordering;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bohr.emulator.memory.Memory;
import bohr.emulator.state.DigestWalker;
import bohr.emulator.state.Loader;
import bohr.emulator.state.Saved;
import bohr.emulator.state.Saver;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OrderingTest {

  private static final int RAM = 1 << 12;
  private static final int X = 0x100;
  private static final int Y = 0x200;

  private final Memory memory = new Memory(RAM, 0, 2);
  private final Ordering ordering =
      new Ordering(memory, MemoryRules.of(MemoryModel.RVWMO), 3);
  private final Load load = ordering.newLoad();
  private final Store store = ordering.newStore();

  private int store(int agent, long offset, int size, long value) {
    assertEquals(1, store.look(agent, offset, size, value, 0, 0, Order.PLAIN));
    return store.take(0);
  }

  /// What a load could give, from the newest on.
  private List<Long> alternatives(int agent, long offset, int size) {
    int count = load.look(ordering.views(agent), offset, size, 0, Order.PLAIN);
    List<Long> values = new ArrayList<>();
    Views before = Ordering.noViews();
    Ordering.copy(ordering.views(agent), before);
    for (int i = 0; i < count; i++) {
      values.add(load.take(i));
      Ordering.copy(before, ordering.views(agent));
      load.look(ordering.views(agent), offset, size, 0, Order.PLAIN);
    }
    return values;
  }

  @Test
  void aLoadMaySeeAnyMessageAndMemoryHoldsTheNewest() {
    memory.store32(X, 7, -1);
    store(0, X, 4, 1);
    store(0, X, 4, 2);
    assertEquals(List.of(2L, 1L, 7L), alternatives(1, X, 4));
    assertEquals(List.of(2L), alternatives(0, X, 4), "one's own stores are seen");
    assertEquals(2, memory.load32(X));
  }

  /// Each byte was there at some moment, and they were there together but for one's own stores.
  @Test
  void aWideLoadSeesNarrowStoresAsTheyWereTogether() {
    store(0, X, 1, 1);
    store(1, X + 1, 1, 2);
    assertEquals(List.of(0x201L, 0x001L, 0x000L), alternatives(2, X, 2));
    assertEquals(List.of(0x201L, 0x001L), alternatives(0, X, 2), "byte 0 is its own");
    assertEquals(List.of(0x201L, 0x200L), alternatives(1, X, 2), "byte 1 is forwarded early");
  }

  @Test
  void whoAcquiresWhatAnotherReleasesSeesIt() {
    store(0, X, 8, 1);
    assertEquals(List.of(1L, 0L), alternatives(1, X, 8));
    ordering.views(1).acquire(ordering.views(0).release());
    assertEquals(List.of(1L), alternatives(1, X, 8));
  }

  @Test
  void aDoorbellCarriesTheStoresBeforeItOnlyBehindAFence() {
    int time = store(0, X, 8, 1);
    assertEquals(0, ordering.views(0).output(0, 0));
    ordering.views(0).fence(1, 4);
    assertEquals(time, ordering.views(0).output(0, 0));
  }

  @Test
  void whatADeviceTellsIsSeenByLoadsOnlyBehindAFence() {
    int time = ordering.write(X, new byte[] {1}, 2);
    assertEquals(time, ordering.views(0).input(0, time));
    assertEquals(List.of(1L, 0L), alternatives(0, X, 1));
    ordering.views(0).fence(8, 2);
    assertEquals(List.of(1L), alternatives(0, X, 1));
  }

  @Test
  void aWriteOfManyBytesIsAMessageForEachGranule() {
    byte[] data = new byte[20];
    data[0] = 1;
    data[19] = 2;
    assertEquals(3, ordering.write(X + 4, data, 2));
    assertEquals(List.of(1L, 0L), alternatives(0, X + 4, 4));
    assertEquals(List.of(2L, 0L), alternatives(0, X + 23, 1));
    assertEquals(2, memory.load8(X + 23));
  }

  @Test
  void tooManyMessagesAreForgottenAsIfEverybodyHadSeenThem() {
    for (int i = 1; i <= Ordering.MOST_MESSAGES; i++) {
      store(0, i % 2 == 0 ? X : Y, 8, i);
    }
    assertEquals(Ordering.MOST_MESSAGES / 2 + 1, alternatives(1, X, 8).size());
    store(0, X, 8, -1);
    ordering.trim();
    assertEquals(1, ordering.forgotten());
    assertEquals(Ordering.MOST_MESSAGES / 2, ordering.now());
    List<Long> left = alternatives(1, X, 8);
    assertEquals(-1L, left.getFirst());
    assertEquals(128L, left.getLast(), "the newest of those forgotten");
    assertEquals(List.of(-1L), alternatives(0, X, 8));
    assertEquals(-1L, memory.load64(X));
  }

  @Test
  void aReservationLostToAForgottenMessageStaysLost() {
    load.look(ordering.views(1), X, 8, 0, Order.EXCLUSIVE);
    load.take(0);
    store(0, X, 8, 1);
    for (int i = 0; i < Ordering.MOST_MESSAGES; i++) {
      store(1, Y, 8, i);
    }
    ordering.trim();
    assertEquals(0, store.look(1, X, 8, 2, 0, 0, Order.EXCLUSIVE));
  }

  @Test
  void aReservationSurvivesTheForgettingOfOtherMessages() {
    load.look(ordering.views(1), X, 8, 0, Order.EXCLUSIVE);
    load.take(0);
    for (int i = 0; i <= Ordering.MOST_MESSAGES; i++) {
      store(0, Y, 8, i);
    }
    ordering.trim();
    assertEquals(1, store.look(1, X, 8, 2, 0, 0, Order.EXCLUSIVE));
  }

  @Test
  void whatIsTakenBackWasNeverThere() {
    store(0, X, 8, 1);
    long before = digest();
    Views views = Ordering.noViews();
    Ordering.copy(ordering.views(0), views);
    long mark = ordering.mark();
    ordering.lookAhead(false);
    for (int i = 0; i < 300; i++) {
      store(0, 8 * i, 8, i);
    }
    assertNotEquals(before, digest());
    ordering.back(mark);
    Ordering.copy(views, ordering.views(0));
    assertEquals(before, digest());
    assertEquals(1, memory.load64(X));
  }

  @Test
  void aRestoredHistoryIsTheSame() {
    store(0, X, 4, 1);
    ordering.write(Y + 3, new byte[] {1, 2, 3, 4, 5, 6, 7}, -1);
    Saver saver = new Saver();
    ordering.walk(saver);
    Saved saved = saver.saved();
    long digest = digest();
    store(1, X + 4, 4, 2);
    store(1, 0, 8, 3);
    ordering.walk(new Loader().from(saved));
    assertEquals(digest, digest());
    assertTrue(alternatives(2, Y, 4).size() == 2);
  }

  private long digest() {
    DigestWalker walker = new DigestWalker();
    ordering.walk(walker);
    return walker.digest();
  }
}
