package bohr.replay.travel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bohr.recorder.Trace;
import bohr.recorder.TraceReader;
import bohr.replay.Bookmark;
import bohr.replay.Position;
import bohr.replay.Replayer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BookmarksTest {

  private final Path file = Path.of("..", "traces", "dma-vs-command-register", "found.trace");
  private final Trace trace = TraceReader.read(file);
  private final Replayer replayer = Replayer.of(trace, file.toString());
  private final long end = trace.schedule().steps();

  /// One behind every step, in the order of time.
  private Bookmarks filled(int most, long bytes) {
    Bookmarks marks = new Bookmarks(most, bytes);
    Position position = replayer.near(0);
    for (long step = 0; step <= end; step++) {
      replayer.follow(position, step);
      marks.add(position.bookmark());
    }
    return marks;
  }

  private List<Long> steps(Bookmarks marks) {
    List<Long> steps = new ArrayList<>();
    for (Bookmark mark = marks.floor(end); mark != null;
        mark = marks.floor(mark.step() - 1)) {
      steps.addFirst(mark.step());
    }
    return steps;
  }

  @Test
  void thereAreNoMoreThanAllowedAndTheFirstAndTheLastStay() {
    List<Long> steps = steps(filled(10, Long.MAX_VALUE));
    assertEquals(10, steps.size());
    assertEquals(0, steps.getFirst());
    assertEquals(end, steps.getLast());
  }

  @Test
  void theyLieFurtherApartTheFurtherAwayTheyAre() {
    List<Long> steps = steps(filled(12, Long.MAX_VALUE));
    for (int i = 1; i < steps.size(); i++) {
      long apart = steps.get(i) - steps.get(i - 1);
      long away = end - steps.get(i - 1);
      assertTrue(apart <= 1 + away * 3 / 4, steps.toString());
    }
  }

  @Test
  void theyHoldNoMoreBytesThanAllowedOnceThereIsAChoice() {
    Bookmarks all = filled(Integer.MAX_VALUE, Long.MAX_VALUE);
    assertEquals(end + 1, all.size());
    Bookmarks some = filled(Integer.MAX_VALUE, all.bytes() / 2);
    assertTrue(some.bytes() <= all.bytes() / 2, some.bytes() + " of " + all.bytes());
    assertTrue(some.size() > 2);
  }

  @Test
  void whatABookmarkSharesWithTheOneBeforeItIsCountedOnce() {
    Position position = replayer.near(0);
    Bookmark before = position.bookmark();
    Bookmark same = position.bookmark();
    assertEquals(0, same.bytesBeside(before));
    assertTrue(same.bytesBeside(null) > 0);
    replayer.follow(position, end);
    Bookmark after = position.bookmark();
    assertTrue(after.bytesBeside(before) > 0);
    assertTrue(after.bytesBeside(before) < after.bytesBeside(null));
  }
}
