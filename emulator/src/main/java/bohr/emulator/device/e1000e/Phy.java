package bohr.emulator.device.e1000e;

import bohr.emulator.state.Stateful;
import bohr.emulator.state.Walker;
import java.util.Arrays;

/// The PHY behind MDIC (IEEE 802.3 clause 22; Marvell 88E1149 for the registers from 16 on): its
/// link partner is always there, and what it negotiates is 1000 Mb/s, full duplex, at once.
/// Registers from 16 on come in pages, of which the first eight keep what is written.
final class Phy implements Stateful {

  /// What MDIC must name.
  static final int ADDRESS = 1;

  private static final int CONTROL = 0;
  private static final int STATUS = 1;
  private static final int SPECIFIC_STATUS = 17;
  private static final int PAGE = 22;
  private static final int PAGED = 16;
  private static final int PAGES = 8;
  private static final int RESET = 1 << 15;
  private static final int POWER_DOWN = 1 << 11;
  private static final int RESTART = 1 << 9;
  private static final int LINK_UP = 1 << 2;
  private static final int NEGOTIATED = 1 << 5;
  private static final int STATUS_AT_REST = 0x7949;
  private static final int SPECIFIC_LINK = 0xac00;

  private final long[] registers = new long[PAGED + PAGES * PAGED];

  Phy() {
    reset();
  }

  void reset() {
    Arrays.fill(registers, 0);
    registers[CONTROL] = 0x1140;
    registers[2] = 0x0141;
    registers[3] = 0x0cb1;
    registers[4] = 0x0de1;
    registers[5] = 0xcde1;
    registers[6] = 0x000f;
    registers[9] = 0x0e00;
    registers[10] = 0x3c00;
    registers[15] = 0x3000;
    registers[PAGED] = 0x0060;
  }

  private int index(int register) {
    int page = (int) registers[PAGED + PAGE - PAGED];
    boolean paged = register >= PAGED && register != PAGE;
    return paged ? page < PAGES ? PAGED * page + register : -1 : register;
  }

  int read(int register) {
    int index = index(register);
    int value = index < 0 ? 0 : (int) registers[index];
    return switch (index) {
      case STATUS -> STATUS_AT_REST | (linkUp() ? LINK_UP | NEGOTIATED : 0);
      case SPECIFIC_STATUS -> linkUp() ? SPECIFIC_LINK : 0;
      default -> value;
    };
  }

  /// @return whether the link has come up anew
  boolean write(int register, int value) {
    int index = index(register);
    if (index == CONTROL) {
      boolean was = linkUp();
      if ((value & RESET) != 0) {
        registers[PAGE] = 0;
      }
      registers[CONTROL] = value & ~(RESET | RESTART);
      return linkUp() && (!was || (value & (RESET | RESTART)) != 0);
    }
    if (index > 3) {
      registers[index] = value;
    }
    return false;
  }

  boolean linkUp() {
    return (registers[CONTROL] & POWER_DOWN) == 0;
  }

  @Override
  public void walk(Walker walker) {
    walker.values(registers);
  }
}
