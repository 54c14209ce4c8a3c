package bohr.emulator.device.e1000e;

import bohr.emulator.agent.VisibleAccesses;
import bohr.emulator.state.Stateful;
import bohr.emulator.state.Walker;
import java.util.Arrays;

/// The registers that keep what is written to them, and those that count. Offsets that are in no
/// row of the table read as zero and ignore what is written.
final class RegisterFile implements Stateful {

  /// First and last offset of each run of registers. Behind the name of a run, what it holds.
  private static final int[] RUNS = {
    0x0000, 0x003c, // device and link control
    0x00c4, 0x00c4, // ITR
    0x00e8, 0x00f8, // EITR
    0x0100, 0x0100, // RCTL
    0x0170, 0x0180, // flow control and transmit words
    0x0400, 0x0410, // transmit control
    0x0458, 0x0458, // AIT
    0x0e00, 0x0e00, // LEDCTL
    0x0f00, 0x0f10, // EXTCNF_CTRL, POEMB
    0x1000, 0x103c, // packet buffer, EEPROM
    0x2008, 0x2008, // ERT
    0x2160, 0x2170, // flow control thresholds, PSRCTL
    0x2410, 0x2430, // receive FIFO
    0x2800, 0x282c, // receive queue 0
    0x2900, 0x292c, // receive queue 1
    0x2c00, 0x2c08, // RSRPD, RAID
    0x3410, 0x3430, // transmit FIFO
    0x3800, 0x3840, // transmit queue 0
    0x3900, 0x3940, // transmit queue 1
    Statistic.FIRST, Statistic.LAST,
    0x5000, 0x5008, // RXCSUM, RFCTL
    0x5200, 0x53fc, // MTA
    0x5400, 0x547c, // RAL, RAH
    0x5600, 0x57fc, // VFTA
    0x5800, 0x5820, // wake-up, MRQC, MANC
    0x5860, 0x5860, // MANC2H
    0x5890, 0x58ac, // MDEF
    0x5b00, 0x5b00, // GCR
    0x5b30, 0x5b30, // FACTPS
    0x5b50, 0x5b64, // semaphores, GCR2
    0x5c00, 0x5ca4, // RETA, RSSRK
    0xb600, 0xb638, // time synchronisation
  };

  private static final int SPACE = 0x20000;
  private static final short[] INDEX = index();

  private final VisibleAccesses accesses;
  private final long[] values;

  RegisterFile(VisibleAccesses accesses) {
    this.accesses = accesses;
    values = new long[count()];
  }

  private static int count() {
    int count = 0;
    for (int i = 0; i < RUNS.length; i += 2) {
      count += (RUNS[i + 1] - RUNS[i]) / 4 + 1;
    }
    return count;
  }

  private static short[] index() {
    short[] index = new short[SPACE / 4];
    Arrays.fill(index, (short) -1);
    short next = 0;
    for (int i = 0; i < RUNS.length; i += 2) {
      for (int offset = RUNS[i]; offset <= RUNS[i + 1]; offset += 4) {
        index[offset / 4] = next++;
      }
    }
    return index;
  }

  /// One access to the registers: to those of a queue, to those that say how frames are filtered
  /// and laid out, or to a single one.
  void note() {
    accesses.note();
  }

  /// The value of a register; part of an access.
  int get(int offset) {
    short index = INDEX[offset / 4];
    return index < 0 ? 0 : (int) values[index];
  }

  /// Sets a register; part of an access.
  void set(int offset, int value) {
    short index = INDEX[offset / 4];
    if (index >= 0) {
      values[index] = value;
    }
  }

  boolean has(int offset, int bit) {
    return (get(offset) & bit) != 0;
  }

  /// Reads a register. A counter is cleared by that, one of 64 bits with its upper half.
  int read(int offset) {
    note();
    int value = get(offset);
    if (Statistic.clearsOnRead(offset)) {
      set(offset, 0);
      if (Statistic.isUpperHalf(offset)) {
        set(offset - 4, 0);
      }
    }
    return value;
  }

  void write(int offset, int value) {
    note();
    set(offset, value);
  }

  /// The address that two registers hold, the lower half first.
  long address(int offset) {
    return (long) get(offset + 4) << 32 | Integer.toUnsignedLong(get(offset));
  }

  /// All zero, counters and tables too.
  void clear() {
    Arrays.fill(values, 0);
  }

  @Override
  public void walk(Walker walker) {
    walker.values(values);
  }
}
