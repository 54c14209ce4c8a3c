package bohr.emulator.device;

import bohr.emulator.bus.PlatformDevice;
import bohr.emulator.state.Stateful;
import bohr.emulator.state.Walker;
import java.util.function.Consumer;

/// A 16550 UART (National Semiconductor PC16550D): transmits at once to the [Console], receives
/// what is recorded as input. Registers are bytes at stride 1, as on the `virt` board.
///
/// Not modelled: baud rate (the divisor latch is kept and ignored), modem lines, receiver FIFO
/// trigger levels (every byte interrupts), error conditions.
public final class Uart implements PlatformDevice, Stateful {

  private static final int FIFO = 16;
  private static final int RECEIVED_ENABLE = 1;
  private static final int TRANSMIT_EMPTY_ENABLE = 2;
  private static final int DIVISOR_LATCH = 0x80;
  private static final int DATA_READY = 1;
  private static final int TRANSMITTER_EMPTY = 0x60;

  private final Console console;
  private final Consumer<Boolean> interrupt;
  private final long[] fifo = new long[FIFO];
  private int received;
  private long interruptEnable;
  private long lineControl;
  private long modemControl;
  private long scratch;
  private long divisor;
  private boolean transmitEmptyPending;

  /// @param interrupt the wire to the interrupt controller
  public Uart(Console console, Consumer<Boolean> interrupt) {
    this.console = console;
    this.interrupt = interrupt;
  }

  /// A byte arrives from outside.
  ///
  /// @return false if there is no room for it
  public boolean receive(byte b) {
    if (received == FIFO) {
      return false;
    }
    fifo[received++] = b & 0xff;
    drive();
    return true;
  }

  /// Whether a byte that arrives raises an interrupt.
  public boolean listens() {
    return (interruptEnable & RECEIVED_ENABLE) != 0;
  }

  @Override
  public boolean accepts(long offset, int size) {
    return offset < 8 && size == 1;
  }

  @Override
  public long load(long offset, int size) {
    boolean latch = (lineControl & DIVISOR_LATCH) != 0;
    return switch ((int) offset) {
      case 0 -> latch ? divisor & 0xff : read();
      case 1 -> latch ? divisor >>> 8 : interruptEnable;
      case 2 -> identify();
      case 3 -> lineControl;
      case 4 -> modemControl;
      case 5 -> TRANSMITTER_EMPTY | (received > 0 ? DATA_READY : 0);
      case 6 -> 0xb0;
      default -> scratch;
    };
  }

  private long read() {
    if (received == 0) {
      return 0;
    }
    long b = fifo[0];
    received--;
    System.arraycopy(fifo, 1, fifo, 0, received);
    drive();
    return b;
  }

  /// IIR: the highest interrupt; reading "transmitter empty" acknowledges it.
  private long identify() {
    if (receivedInterrupt()) {
      return 0xc4;
    }
    if (transmitInterrupt()) {
      transmitEmptyPending = false;
      drive();
      return 0xc2;
    }
    return 0xc1;
  }

  @Override
  public void store(long offset, int size, long value) {
    long b = value & 0xff;
    boolean latch = (lineControl & DIVISOR_LATCH) != 0;
    switch ((int) offset) {
      case 0 -> {
        if (latch) {
          divisor = divisor & 0xff00 | b;
        } else {
          console.append((byte) b);
          transmitEmptyPending = true;
        }
      }
      case 1 -> {
        if (latch) {
          divisor = divisor & 0xff | b << 8;
        } else {
          boolean newlyEnabled = (b & ~interruptEnable & TRANSMIT_EMPTY_ENABLE) != 0;
          transmitEmptyPending |= newlyEnabled;
          interruptEnable = b & 0xf;
        }
      }
      case 3 -> lineControl = b;
      case 4 -> modemControl = b & 0x1f;
      case 7 -> scratch = b;
      default -> {}
    }
    drive();
  }

  private boolean receivedInterrupt() {
    return received > 0 && (interruptEnable & RECEIVED_ENABLE) != 0;
  }

  private boolean transmitInterrupt() {
    return transmitEmptyPending && (interruptEnable & TRANSMIT_EMPTY_ENABLE) != 0;
  }

  private void drive() {
    interrupt.accept(receivedInterrupt() || transmitInterrupt());
  }

  @Override
  public void walk(Walker walker) {
    walker.values(fifo);
    received = walker.value(received);
    interruptEnable = walker.value(interruptEnable);
    lineControl = walker.value(lineControl);
    modemControl = walker.value(modemControl);
    scratch = walker.value(scratch);
    divisor = walker.value(divisor);
    transmitEmptyPending = walker.value(transmitEmptyPending);
  }
}
