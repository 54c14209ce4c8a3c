package bohr.emulator.device;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import bohr.emulator.device.framebuffer.FramebufferModel;
import org.junit.jupiter.api.Test;

/// The framebuffer by itself, and the oracles `update-lost` and `host-assert` on it.
class FramebufferTest {

  private static final int REFRESH = 0x08;
  private static final int STATUS = 0x0c;
  private static final int START = 0x10;
  private static final int SPLIT = 0x14;
  private static final int FRAMES = 0x18;
  private static final int LINE = 64;
  private static final int MEMORY = 4096;
  private static final long BAR = 0x4000_0000L;

  private DeviceBench bench = framebuffer("ram-bar=serialised");

  private static DeviceBench framebuffer(String... settings) {
    DeviceBench bench = new DeviceBench(new FramebufferModel(), settings);
    bench.device.function().writeConfig(0x18, 4, (int) BAR);
    return bench;
  }

  private void draw(int line, int value) {
    bench.run(bench.device.store(2, line * LINE, 8, value * 0x0101_0101_0101_0101L));
  }

  /// As a hart does that reaches the memory as RAM.
  private void drawPastHandlers(int line, int value) {
    int offset = (int) bench.device.function().mapped().at(BAR + line * LINE);
    bench.memory.store64(offset, value * 0x0101_0101_0101_0101L, -1);
    bench.device.function().mapped().stored(BAR + line * LINE, 8);
  }

  private void refresh() {
    bench.store(REFRESH, 1);
    bench.settle();
  }

  private byte[] screen(int y) {
    return bench.contents(MEMORY + y * LINE, 8);
  }

  @Test
  void aRefreshShowsWhatWasStoredAndCountsFrames() {
    draw(3, 7);
    assertEquals(0x0707_0707L, ((long) value(bench, 3 * LINE)));
    bench.store(REFRESH, 1);
    assertEquals(1, bench.load(STATUS));
    bench.settle();
    assertEquals(0, bench.load(STATUS));
    assertEquals(1, bench.load(FRAMES));
    assertArrayEquals(DeviceBench.bytes(8, 7), screen(3));
    assertArrayEquals(DeviceBench.bytes(8, 0), screen(4));
  }

  private static int value(DeviceBench bench, int offset) {
    var done = (bohr.emulator.bus.RegisterBank.Done) bench.run(bench.device.load(2, offset, 4));
    return (int) done.value();
  }

  @Test
  void theScreenStartsAnywhereAndShowsTheBeginningBehindASplit() {
    bench.store(START, 10);
    bench.store(SPLIT, 30);
    draw(10, 1);
    draw(39, 2);
    draw(40, 3);
    draw(0, 4);
    draw(1, 5);
    refresh();
    assertArrayEquals(DeviceBench.bytes(8, 1), screen(0));
    assertArrayEquals(DeviceBench.bytes(8, 2), screen(29));
    assertArrayEquals(DeviceBench.bytes(8, 4), screen(30));
    assertArrayEquals(DeviceBench.bytes(8, 5), screen(31));
    bench.store(START, -1);
    assertEquals(32, bench.load(START), "the last start that can be shown whole");
  }

  @Test
  void anotherStartHasEverythingDrawnAgain() {
    draw(1, 9);
    refresh();
    bench.store(START, 1);
    refresh();
    assertArrayEquals(DeviceBench.bytes(8, 9), screen(0));
    assertArrayEquals(DeviceBench.bytes(8, 0), screen(1));
  }

  @Test
  void aRefreshWhileOneRunsIsTheSameRefresh() {
    bench.store(REFRESH, 1);
    bench.store(REFRESH, 1);
    bench.settle();
    assertEquals(1, bench.load(FRAMES));
  }

  /// Steps: fetch start, fetch split, read the log, draw the line; then the log is cleared or not.
  private void storeBehindDrawing(String refresh) {
    bench = framebuffer("ram-bar=direct", "refresh=" + refresh);
    drawPastHandlers(5, 1);
    bench.store(REFRESH, 1);
    for (int step = 0; step < 4; step++) {
      bench.stepThread(0);
    }
    drawPastHandlers(5, 2);
    bench.settle();
    refresh();
  }

  @Test
  void aStoreBetweenDrawingAndClearingIsLostAndReported() {
    storeBehindDrawing("clear-after-read");
    assertArrayEquals(DeviceBench.bytes(8, 1), screen(5));
    assertEquals("update-lost", bench.monitor.finding().oracle());
  }

  @Test
  void withASnapshotItIsShownByTheNextRefresh() {
    storeBehindDrawing("snapshot");
    assertArrayEquals(DeviceBench.bytes(8, 2), screen(5));
    assertNull(bench.monitor.finding());
  }

  @Test
  void aStoreBeforeItsLineIsDrawnIsNotLost() {
    bench = framebuffer("ram-bar=direct", "refresh=clear-after-read");
    drawPastHandlers(5, 1);
    bench.store(REFRESH, 1);
    for (int step = 0; step < 3; step++) {
      bench.stepThread(0);
    }
    drawPastHandlers(5, 2);
    bench.settle();
    assertArrayEquals(DeviceBench.bytes(8, 2), screen(5));
    assertNull(bench.monitor.finding());
  }

  @Test
  void aSnapshotOfTheRangeWithoutASplitFailsItsAssertionWithOneAndOnlyThen() {
    bench = framebuffer("refresh=snapshot-range");
    bench.store(START, 16);
    refresh();
    assertNull(bench.monitor.finding());
    bench.store(SPLIT, 31);
    refresh();
    assertEquals("host-assert", bench.monitor.finding().oracle());
  }
}
