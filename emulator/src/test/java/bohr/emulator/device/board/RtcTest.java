package bohr.emulator.device.board;

import static org.junit.jupiter.api.Assertions.assertEquals;

import bohr.emulator.agent.Clock;
import org.junit.jupiter.api.Test;

class RtcTest {

  private static final long START = 1_735_689_600_000_000_000L;

  private final Clock clock = new Clock();
  private boolean wire;
  private final Rtc rtc = new Rtc(clock, START, level -> wire = level);

  private long time() {
    return rtc.load(0, 4) | rtc.load(4, 4) << 32;
  }

  private void alarm(long time) {
    rtc.store(0x0c, 4, time >>> 32);
    rtc.store(0x08, 4, time & 0xffff_ffffL);
  }

  @Test
  void itGoesOnWithVirtualTime() {
    assertEquals(START, time());
    clock.step(7);
    assertEquals(START + 70, time());
    clock.skipTo(100);
    assertEquals(START + 10_000, time());
  }

  @Test
  void theHighHalfIsThatOfTheLastLowHalf() {
    rtc.store(0, 4, 0xffff_ffffL);
    rtc.store(4, 4, 5);
    assertEquals(0xffff_ffffL, rtc.load(0, 4));
    clock.step(1);
    assertEquals(5, rtc.load(4, 4));
    assertEquals(6L << 32 | 9, time());
  }

  @Test
  void anAlarmGoesOffAtTheFirstTickThatIsNotBeforeIt() {
    rtc.store(0x10, 4, 1);
    alarm(START + 1001);
    assertEquals(11, rtc.deadline());
    assertEquals(1, rtc.load(0x18, 4));
    clock.skipTo(10);
    rtc.update();
    assertEquals(false, wire);
    clock.skipTo(11);
    rtc.update();
    assertEquals(true, wire);
    assertEquals(0, rtc.load(0x18, 4));
    assertEquals(-1, rtc.deadline());
    rtc.store(0x1c, 4, 1);
    assertEquals(false, wire);
  }

  @Test
  void anAlarmInThePastGoesOffAtOnceAndOneThatIsClearedNever() {
    alarm(START - 1);
    assertEquals(false, wire);
    rtc.store(0x10, 4, 1);
    assertEquals(true, wire);
    rtc.store(0x1c, 4, 1);
    alarm(START + 1000);
    rtc.store(0x14, 4, 1);
    assertEquals(-1, rtc.deadline());
  }
}
