package bohr.emulator.device.e1000e;

/// Which frames the card takes (RCTL, receive addresses, multicast table, VLAN table).
final class Filter {

  private static final int ADDRESS_VALID = 1 << 31;
  private static final int TYPE_AT = 12;
  private static final int TAG_AT = 14;
  private static final int OFFSET_SHIFT = 12;

  private Filter() {}

  static boolean isMulticast(byte[] frame) {
    return (frame[0] & 1) != 0;
  }

  static boolean isBroadcast(byte[] frame) {
    for (int i = 0; i < 6; i++) {
      if (frame[i] != -1) {
        return false;
      }
    }
    return true;
  }

  /// Whether the frame passes; part of an access.
  static boolean passes(RegisterFile registers, byte[] frame) {
    return registers.has(Reg.RCTL, Reg.RCTL_ENABLE)
        && passesAddress(registers, frame)
        && passesTag(registers, frame);
  }

  private static boolean passesAddress(RegisterFile registers, byte[] frame) {
    if (isBroadcast(frame)) {
      return registers.has(Reg.RCTL, Reg.RCTL_BROADCAST)
          || registers.has(Reg.RCTL, Reg.RCTL_MULTICAST_PROMISCUOUS);
    }
    boolean promiscuous =
        isMulticast(frame)
            ? registers.has(Reg.RCTL, Reg.RCTL_MULTICAST_PROMISCUOUS)
            : registers.has(Reg.RCTL, Reg.RCTL_UNICAST_PROMISCUOUS);
    return promiscuous
        || isReceiveAddress(registers, frame)
        || isMulticast(frame) && isInTable(registers, frame);
  }

  private static boolean isReceiveAddress(RegisterFile registers, byte[] frame) {
    int low = 0;
    for (int i = 0; i < 4; i++) {
      low |= (frame[i] & 0xff) << 8 * i;
    }
    int high = frame[4] & 0xff | (frame[5] & 0xff) << 8;
    for (int i = 0; i < Reg.RECEIVE_ADDRESSES; i++) {
      int rah = registers.get(Reg.RAL + 8 * i + 4);
      if ((rah & ADDRESS_VALID) != 0
          && (rah & 0xffff) == high
          && registers.get(Reg.RAL + 8 * i) == low) {
        return true;
      }
    }
    return false;
  }

  /// RCTL.MO says which twelve bits of the address index the table.
  private static boolean isInTable(RegisterFile registers, byte[] frame) {
    int word = frame[4] & 0xff | (frame[5] & 0xff) << 8;
    int offset = registers.get(Reg.RCTL) >>> OFFSET_SHIFT & 3;
    int hash = word >>> (offset == 3 ? 0 : 4 - offset) & 0xfff;
    return (registers.get(Reg.MTA + 4 * (hash >>> 5)) >>> (hash & 31) & 1) != 0;
  }

  private static boolean passesTag(RegisterFile registers, byte[] frame) {
    boolean tagged = frame.length > TAG_AT + 1
        && (frame[TYPE_AT] & 0xff) == 0x81 && frame[TYPE_AT + 1] == 0;
    if (!tagged || !registers.has(Reg.RCTL, Reg.RCTL_VLAN_FILTER)) {
      return true;
    }
    int id = (frame[TAG_AT] & 0xf) << 8 | frame[TAG_AT + 1] & 0xff;
    return (registers.get(Reg.VFTA + 4 * (id >>> 5)) >>> (id & 31) & 1) != 0;
  }
}
