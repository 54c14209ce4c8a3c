package bohr.emulator.device.board;

import bohr.emulator.agent.Clock;
import bohr.emulator.bus.PlatformDevice;
import bohr.emulator.interrupt.Timers;
import bohr.emulator.state.Stateful;
import bohr.emulator.state.Walker;
import java.util.function.Consumer;

/// The goldfish real-time clock (Android emulator, docs/GOLDFISH-VIRTUAL-HARDWARE.TXT, section
/// "Goldfish timer"; the alarm registers as in Linux, drivers/rtc/rtc-goldfish.c). It counts
/// nanoseconds since 1970, from a start that the board gives and on with virtual time. Registers
/// have four bytes; reading the low half of the time keeps the high half for the next read.
public final class Rtc implements PlatformDevice, Timers.Alarm, Stateful {

  private static final int TIME_LOW = 0x00;
  private static final int TIME_HIGH = 0x04;
  private static final int ALARM_LOW = 0x08;
  private static final int ALARM_HIGH = 0x0c;
  private static final int IRQ_ENABLED = 0x10;
  private static final int CLEAR_ALARM = 0x14;
  private static final int ALARM_STATUS = 0x18;
  private static final int CLEAR_INTERRUPT = 0x1c;

  private static final int NANOSECONDS_PER_TICK = Clock.NANOSECONDS_PER_STEP * Clock.STEPS_PER_TICK;
  private static final long NEVER = -1;
  private static final long LOW = 0xffff_ffffL;

  private final Clock clock;
  private final Consumer<Boolean> interrupt;

  /// What the clock shows at virtual time 0.
  private long start;

  private long keptHigh;
  private long alarm;
  private boolean running;
  private boolean enabled;
  private boolean pending;

  /// @param start what it shows at reset, in nanoseconds since 1970
  /// @param interrupt the wire to the interrupt controller
  public Rtc(Clock clock, long start, Consumer<Boolean> interrupt) {
    this.clock = clock;
    this.start = start;
    this.interrupt = interrupt;
  }

  @Override
  public boolean readsClock(long offset) {
    return true;
  }

  @Override
  public boolean accepts(long offset, int size) {
    return size == 4;
  }

  private long virtual() {
    return clock.now() * Clock.NANOSECONDS_PER_STEP;
  }

  private long time() {
    return start + virtual();
  }

  @Override
  public long load(long offset, int size) {
    return switch ((int) offset) {
      case TIME_LOW -> {
        clock.observe();
        keptHigh = time() >>> 32;
        yield time() & LOW;
      }
      case TIME_HIGH -> keptHigh;
      case ALARM_LOW -> alarm & LOW;
      case ALARM_HIGH -> alarm >>> 32;
      case IRQ_ENABLED -> enabled ? 1 : 0;
      case ALARM_STATUS -> running ? 1 : 0;
      default -> 0;
    };
  }

  @Override
  public void store(long offset, int size, long value) {
    long word = value & LOW;
    switch ((int) offset) {
      case TIME_LOW -> set(time() & ~LOW | word);
      case TIME_HIGH -> set(time() & LOW | word << 32);
      case ALARM_LOW -> {
        alarm = alarm & ~LOW | word;
        running = true;
      }
      case ALARM_HIGH -> alarm = alarm & LOW | word << 32;
      case IRQ_ENABLED -> enabled = (word & 1) != 0;
      case CLEAR_ALARM -> running = false;
      case CLEAR_INTERRUPT -> pending = false;
      default -> {
        return;
      }
    }
    clock.observe();
    clock.timerSet();
    update();
  }

  private void set(long time) {
    start += time - time();
  }

  /// The alarm goes off once when the clock shows its time or a later one.
  @Override
  public void update() {
    if (running && Long.compareUnsigned(alarm, time()) <= 0) {
      running = false;
      pending = true;
    }
    interrupt.accept(pending && enabled);
  }

  @Override
  public long deadline() {
    long moment = virtual() + (alarm - time());
    return running && moment >= 0 ? Math.ceilDiv(moment, NANOSECONDS_PER_TICK) : NEVER;
  }

  @Override
  public void walk(Walker walker) {
    start = walker.value(start);
    keptHigh = walker.value(keptHigh);
    alarm = walker.value(alarm);
    running = walker.value(running);
    enabled = walker.value(enabled);
    pending = walker.value(pending);
  }
}
