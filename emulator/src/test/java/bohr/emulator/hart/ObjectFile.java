package bohr.emulator.hart;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// A relocatable ELF file of code and `.riscv.attributes` (RISC-V ELF psABI, §"Attributes"),
/// because objdump knows only those extensions which the attributes name.
final class ObjectFile {

  private static final int HEADER_BYTES = 64;
  private static final int SECTION_BYTES = 64;
  private static final int PROGBITS = 1;
  private static final int STRTAB = 3;
  private static final int RISCV_ATTRIBUTES = 0x7000_0003;
  private static final String NAMES = "\0.text\0.riscv.attributes\0.shstrtab\0";

  private ObjectFile() {}

  /// The file for `code` of the architecture `isa`, such as `rv64i2p1_zba1p0`.
  static byte[] of(byte[] code, String isa) {
    byte[][] contents = {code, attributes(isa), NAMES.getBytes(StandardCharsets.US_ASCII)};
    int[] types = {PROGBITS, RISCV_ATTRIBUTES, STRTAB};
    String[] names = {".text", ".riscv.attributes", ".shstrtab"};
    int size = HEADER_BYTES + SECTION_BYTES * (contents.length + 1);
    for (byte[] content : contents) {
      size += content.length;
    }
    ByteBuffer file = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    file.put(new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1, 0}).putLong(0);
    file.putShort((short) 1).putShort((short) 243).putInt(1).putLong(0).putLong(0);
    file.putLong(HEADER_BYTES).putInt(5).putShort((short) HEADER_BYTES).putShort((short) 0);
    file.putShort((short) 0).putShort((short) SECTION_BYTES).putShort((short) 4);
    file.putShort((short) 3).position(HEADER_BYTES + SECTION_BYTES);
    long offset = HEADER_BYTES + SECTION_BYTES * (contents.length + 1L);
    for (int i = 0; i < contents.length; i++) {
      file.putInt(NAMES.indexOf(names[i])).putInt(types[i]).putLong(i == 0 ? 6 : 0).putLong(0);
      file.putLong(offset).putLong(contents[i].length).putLong(0).putLong(1).putLong(0);
      offset += contents[i].length;
    }
    for (byte[] content : contents) {
      file.put(content);
    }
    return file.array();
  }

  private static byte[] attributes(String isa) {
    byte[] arch = (isa + "\0").getBytes(StandardCharsets.US_ASCII);
    byte[] vendor = "riscv\0".getBytes(StandardCharsets.US_ASCII);
    int ofFile = 1 + 4 + 1 + arch.length;
    ByteBuffer bytes = ByteBuffer.allocate(1 + 4 + vendor.length + ofFile);
    bytes.order(ByteOrder.LITTLE_ENDIAN).put((byte) 'A').putInt(bytes.capacity() - 1).put(vendor);
    return bytes.put((byte) 1).putInt(ofFile).put((byte) 5).put(arch).array();
  }
}
