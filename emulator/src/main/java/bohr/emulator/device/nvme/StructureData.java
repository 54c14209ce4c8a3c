package bohr.emulator.device.nvme;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// The data structures that Identify (§5.15.2) and Get Log Page (§5.14.1) return, as functions of
/// what the controller is. What is not set here is zero, which always means "not supported" or
/// "nothing to report".
///
/// @param slot the PCI device number: serial number and identifiers are made of it
/// @param blocks capacity of namespace 1
/// @param doorbellBuffers whether Doorbell Buffer Config is offered
record StructureData(int slot, long blocks, boolean doorbellBuffers) {

  static final int IDENTIFY_BYTES = 4096;

  /// log2 of the longest transfer, in units of the smallest page (MDTS): 128 KiB.
  static final int MAX_TRANSFER_PAGES_LOG2 = 5;

  static final int MAX_TRANSFER_BYTES = 4096 << MAX_TRANSFER_PAGES_LOG2;

  /// Kelvin; the warning threshold that the host may change, and what is reported.
  static final int WARNING_TEMPERATURE = 343;

  static final int ABORT_LIMIT = 4;

  private static final int CRITICAL_TEMPERATURE = 373;
  private static final int TEMPERATURE = 300;
  private static final String FIRMWARE = "1.0";
  private static final int EUI64 = 1;

  // Log page identifiers.
  private static final int ERRORS = 1;
  private static final int HEALTH = 2;
  private static final int FIRMWARE_SLOTS = 3;

  private static ByteBuffer zeroes(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static void text(ByteBuffer into, int at, int length, String text) {
    String padded = text + " ".repeat(length - text.length());
    into.put(at, padded.getBytes(StandardCharsets.US_ASCII));
  }

  /// An IEEE EUI-64 in the locally administered range; big-endian, as the structure wants it.
  private byte[] identifier() {
    return new byte[] {0x02, 'B', 'o', (byte) 0xff, (byte) 0xfe, 'h', 'r', (byte) slot};
  }

  /// Figure 247.
  byte[] controller() {
    ByteBuffer data = zeroes(IDENTIFY_BYTES);
    data.putShort(0, (short) NvmeModel.VENDOR);
    data.putShort(2, (short) NvmeModel.VENDOR);
    text(data, 4, 20, "bohr-nvme-" + slot);
    text(data, 24, 40, "Bohr NVMe controller");
    text(data, 64, 8, FIRMWARE);
    data.put(77, (byte) MAX_TRANSFER_PAGES_LOG2);
    data.putShort(78, (short) slot);
    data.putInt(80, (int) Registers.VERSION_1_4);
    data.put(111, (byte) 1);
    data.putShort(256, (short) (doorbellBuffers ? 1 << 8 : 0));
    data.put(258, (byte) (ABORT_LIMIT - 1));
    data.put(259, (byte) (Events.LIMIT - 1));
    data.put(260, (byte) 0b011);
    data.put(261, (byte) 0b100);
    data.putShort(266, (short) WARNING_TEMPERATURE);
    data.putShort(268, (short) CRITICAL_TEMPERATURE);
    data.put(512, (byte) 0x66);
    data.put(513, (byte) 0x44);
    data.putInt(516, 1);
    data.putShort(520, (short) 0b1100);
    data.put(525, (byte) 0b111);
    String name = "nqn.2024-01.org.bohr:nvme:" + slot;
    data.put(768, name.getBytes(StandardCharsets.US_ASCII));
    data.putShort(2048, (short) 2500);
    return data.array();
  }

  /// Figure 245: one format, blocks of 512 bytes without metadata.
  byte[] namespace() {
    ByteBuffer data = zeroes(IDENTIFY_BYTES);
    data.putLong(0, blocks);
    data.putLong(8, blocks);
    data.putLong(16, blocks);
    data.put(120, identifier());
    data.putInt(128, 9 << 16);
    return data.array();
  }

  /// The active namespaces with identifiers above `nsid`.
  byte[] activeNamespaces(int nsid) {
    ByteBuffer data = zeroes(IDENTIFY_BYTES);
    data.putInt(0, nsid == 0 ? 1 : 0);
    return data.array();
  }

  /// Figure 249.
  byte[] namespaceDescriptors() {
    ByteBuffer data = zeroes(IDENTIFY_BYTES);
    byte[] identifier = identifier();
    data.put(0, (byte) EUI64);
    data.put(1, (byte) identifier.length);
    data.put(4, identifier);
    return data.array();
  }

  /// How long a log page is; 0 if there is none with this identifier.
  static int logBytes(int page) {
    return switch (page) {
      case ERRORS -> 64;
      case HEALTH, FIRMWARE_SLOTS -> 512;
      default -> 0;
    };
  }

  /// A log page from its beginning, followed by zeroes up to `bytes`.
  static byte[] log(int page, int bytes) {
    ByteBuffer data = zeroes(Math.max(bytes, logBytes(page)));
    if (page == HEALTH) {
      data.putShort(1, (short) TEMPERATURE);
      data.put(3, (byte) 100);
      data.put(4, (byte) 10);
    } else if (page == FIRMWARE_SLOTS) {
      data.put(0, (byte) 1);
      text(data, 8, 8, FIRMWARE);
    }
    return data.array();
  }
}
