package bohr.emulator.device.e1000e;

import bohr.emulator.state.Stateful;
import bohr.emulator.state.Walker;

/// The EEPROM: 64 words of 16 bits, of which the last makes the sum of all 0xbaba. What is written
/// to it stays until power-off.
final class Nvm implements Stateful {

  private static final int WORDS = 64;
  private static final int SUM = 0xbaba;
  private static final int START = 1;
  private static final int DONE = 2;

  private final long[] words = new long[WORDS];

  /// @param address the hardware address, its first byte the highest
  Nvm(long address) {
    for (int i = 0; i < 3; i++) {
      int high = (int) (address >>> 8 * (5 - 2 * i)) & 0xff;
      int low = (int) (address >>> 8 * (4 - 2 * i)) & 0xff;
      words[i] = low << 8 | high;
    }
    words[0x08] = 0xffff;
    words[0x09] = 0xffff;
    words[0x0a] = 0x026b;
    words[0x0b] = 0x0000;
    words[0x0c] = 0x8086;
    words[0x0d] = 0x10d3;
    words[0x0e] = 0x8086;
    words[0x0f] = 0x8400;
    words[0x04] = 0xf746;
    int sum = 0;
    for (int i = 0; i < WORDS - 1; i++) {
      sum += (int) words[i];
    }
    words[WORDS - 1] = SUM - sum & 0xffff;
  }

  /// What EERD reads after `command` was written to it.
  int read(int command) {
    int word = command >>> 2 & 0x3fff;
    int data = word < WORDS ? (int) words[word] : 0;
    return (command & START) == 0 ? command : data << 16 | word << 2 | DONE;
  }

  /// What EEWR reads after `command` was written to it.
  int write(int command) {
    int word = command >>> 2 & 0x3fff;
    if ((command & START) != 0 && word < WORDS) {
      words[word] = command >>> 16 & 0xffff;
    }
    return command & ~START | DONE;
  }

  /// RAL 0, as it is loaded after power-on and reset.
  int lowAddress() {
    return (int) (words[1] << 16 | words[0]);
  }

  int highAddress() {
    return (int) words[2];
  }

  @Override
  public void walk(Walker walker) {
    walker.values(words);
  }
}
