package bohr.emulator.device.e1000e;

/// Offsets in BAR 0 of the registers that mean something to the card, and their bits.
final class Reg {

  static final int CTRL = 0x0000;
  static final int STATUS = 0x0008;
  static final int EECD = 0x0010;
  static final int EERD = 0x0014;
  static final int CTRL_EXT = 0x0018;
  static final int MDIC = 0x0020;
  static final int ICR = 0x00c0;
  static final int ICS = 0x00c8;
  static final int IMS = 0x00d0;
  static final int IMC = 0x00d8;
  static final int EIAC = 0x00dc;
  static final int IAM = 0x00e0;
  static final int IVAR = 0x00e4;
  static final int RCTL = 0x0100;
  static final int TCTL = 0x0400;
  static final int EEMNGCTL = 0x1010;
  static final int EEWR = 0x102c;
  static final int RXCSUM = 0x5000;
  static final int RFCTL = 0x5008;
  static final int MTA = 0x5200;
  static final int RAL = 0x5400;
  static final int VFTA = 0x5600;
  static final int SWSM = 0x5b50;

  /// Of receive queue 0; queue 1 is [#QUEUE_STRIDE] further on.
  static final int RDBAL = 0x2800;

  static final int RDBAH = 0x2804;
  static final int RDLEN = 0x2808;
  static final int RDH = 0x2810;
  static final int RDT = 0x2818;
  static final int TDBAL = 0x3800;
  static final int TDBAH = 0x3804;
  static final int TDLEN = 0x3808;
  static final int TDH = 0x3810;
  static final int TDT = 0x3818;
  static final int QUEUE_STRIDE = 0x100;

  /// Receive addresses: RAL and RAH in turn.
  static final int RECEIVE_ADDRESSES = 16;

  static final int CTRL_MASTER_DISABLE = 1 << 2;
  static final int CTRL_SET_LINK_UP = 1 << 6;
  static final int CTRL_RESET = 1 << 26;
  static final int CTRL_VLAN_MODE = 1 << 30;
  static final int CTRL_PHY_RESET = 1 << 31;
  static final int CTRL_EXT_EIAME = 1 << 24;
  static final int CTRL_EXT_IAME = 1 << 27;
  static final int STATUS_LINK_UP = 1 << 1;
  static final int STATUS_MASTER_ENABLED = 1 << 19;
  static final int RCTL_ENABLE = 1 << 1;
  static final int RCTL_UNICAST_PROMISCUOUS = 1 << 3;
  static final int RCTL_MULTICAST_PROMISCUOUS = 1 << 4;
  static final int RCTL_BROADCAST = 1 << 15;
  static final int RCTL_SIZE_EXTENSION = 1 << 25;
  static final int RCTL_VLAN_FILTER = 1 << 18;
  static final int RCTL_STRIP_CRC = 1 << 26;
  static final int TCTL_ENABLE = 1 << 1;
  static final int RFCTL_EXTENDED = 1 << 15;
  static final int RXCSUM_IP = 1 << 8;
  static final int RXCSUM_TCP_UDP = 1 << 9;
  static final int SWSM_SEMAPHORE = 1;

  private Reg() {}
}
