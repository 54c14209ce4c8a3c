package bohr.emulator.device;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import bohr.emulator.bus.RegisterBank;
import bohr.emulator.device.sprite.SpriteModel;
import org.junit.jupiter.api.Test;

class SpriteTest {

  private static final int SHOW = 4;
  private static final int STATUS = 8;
  private static final int RAM_BAR = 2;

  private DeviceBench bench = new DeviceBench(new SpriteModel());

  private void draw(int offset, int size, long value) {
    bench.run(bench.device.store(RAM_BAR, offset, size, value));
  }

  private long look(int offset, int size) {
    return ((RegisterBank.Done) bench.run(bench.device.load(RAM_BAR, offset, size))).value();
  }

  private void drawCursor(int width, int height) {
    draw(0, 4, width);
    draw(4, 4, height);
    for (int i = 0; i < 12; i++) {
      draw(8 + i, 1, i + 1);
    }
  }

  @Test
  void aCursorIsCopiedWholeAndNoMoreThanThat() {
    drawCursor(3, 1);
    bench.store(SHOW, 1);
    assertEquals(1, bench.load(STATUS));
    bench.settle();
    assertEquals(0, bench.load(STATUS));
    byte[] copy = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 0, 0};
    assertArrayEquals(copy, bench.contents(0, 14));
    assertNull(bench.monitor.finding());
  }

  @Test
  void theMemoryTakesAccessesOfAnySize() {
    draw(16, 8, 0x1122334455667788L);
    assertEquals(0x66, look(18, 1));
    assertEquals(0x5566, look(18, 2));
    assertNull(bench.device.load(RAM_BAR, 17, 2));
  }

  @Test
  void aCursorThatIsTooBigIsNotShown() {
    drawCursor(17, 1);
    bench.store(SHOW, 1);
    bench.settle();
    assertEquals(0, bench.load(STATUS));
    assertEquals(0, bench.contents(0, 1)[0]);
  }

  private void growBetween(String fetch) {
    bench = new DeviceBench(new SpriteModel(), "size-fetch=" + fetch);
    drawCursor(1, 2);
    bench.store(SHOW, 1);
    bench.stepThread(0);
    draw(0, 4, 1_000_000_000);
    bench.settle();
  }

  @Test
  void aSizeThatIsFetchedTwiceAndHasChangedIsAFinding() {
    growBetween("twice");
    assertEquals("fetch-once at sprite width of the cursor", bench.monitor.finding().signature());
  }

  @Test
  void aSizeThatIsFetchedOnceMayChange() {
    growBetween("once");
    assertNull(bench.monitor.finding());
    assertEquals(8, bench.contents(0, 8)[7]);
  }

  @Test
  void aSizeThatIsFetchedTwiceAndIsTheSameIsNoFinding() {
    bench = new DeviceBench(new SpriteModel(), "size-fetch=twice");
    drawCursor(1, 2);
    bench.store(SHOW, 1);
    bench.settle();
    assertNull(bench.monitor.finding());
  }
}
