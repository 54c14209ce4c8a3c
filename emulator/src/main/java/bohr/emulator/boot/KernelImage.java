package bohr.emulator.boot;

import bohr.emulator.input.BadInput;
import bohr.emulator.memory.Memory;
import bohr.emulator.memory.MemoryLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// A kernel in the RISC-V boot image format (Linux,
/// Documentation/arch/riscv/boot-image-header.rst): code that runs where it is put, behind a header
/// of 64 bytes. Immutable.
public final class KernelImage implements Payload {

  /// Larger files are refused.
  public static final int MOST_BYTES = 512 << 20;

  private static final long MOST_OFFSET = (2L << 30) - 1;

  /// What a kernel asks for when its header says 0, and all that the boot protocol allows for RV64.
  static final long ALIGNMENT = 2 << 20;

  private static final int HEADER_BYTES = 64;

  /// `RSC` and 5, little-endian.
  private static final int MAGIC = 0x0543_5352;

  private static final int TEXT_OFFSET_AT = 8;
  private static final int IMAGE_SIZE_AT = 16;
  private static final int FLAGS_AT = 24;
  private static final int MAGIC_AT = 56;
  private static final long BIG_ENDIAN = 1;

  /// Stores while loading are nobody's: no hart keeps a reservation through them.
  private static final int NO_AGENT = -1;

  private final String file;
  private final byte[] bytes;
  private final long textOffset;
  private final long memoryBytes;

  private KernelImage(byte[] bytes, String file) {
    this.file = file;
    this.bytes = bytes;
    ByteBuffer header = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    textOffset = header.getLong(TEXT_OFFSET_AT);
    memoryBytes = Math.max(header.getLong(IMAGE_SIZE_AT), bytes.length);
    if ((header.getLong(FLAGS_AT) & BIG_ENDIAN) != 0) {
      throw new BadInput(file, "byte 24", "a big-endian kernel; the harts are little-endian");
    }
    if (textOffset < 0 || textOffset > MOST_OFFSET || textOffset % ALIGNMENT != 0) {
      throw new BadInput(file, "byte 8", "text_offset 0x" + Long.toHexString(textOffset)
          + " is not a multiple of 2 MiB below 2 GiB");
    }
    if (header.getLong(IMAGE_SIZE_AT) < 0) {
      throw new BadInput(file, "byte 16", "image_size 0x"
          + Long.toHexString(header.getLong(IMAGE_SIZE_AT)) + " is larger than any memory");
    }
  }

  /// Reads a kernel.
  ///
  /// @param bytes the whole file
  /// @param file its name, for messages
  /// @throws BadInput if this is not a kernel that the machine can start
  public static KernelImage parse(byte[] bytes, String file) {
    if (bytes.length > MOST_BYTES) {
      throw new BadInput(file, "", bytes.length + " bytes are more than the " + MOST_BYTES
          + " that a kernel may have");
    }
    if (bytes.length < HEADER_BYTES || word(bytes, MAGIC_AT) != MAGIC) {
      throw new BadInput(file, "", "not a RISC-V Image" + instead(bytes));
    }
    return new KernelImage(bytes.clone(), file);
  }

  /// What people give in place of an Image, and how to get one.
  private static String instead(byte[] bytes) {
    if (bytes.length >= 4 && word(bytes, 0) == 0x464c_457f) {
      return " but an ELF file: arch/riscv/boot/Image is the kernel to start";
    }
    if (bytes.length >= 2 && (word(bytes, 0) & 0xffff) == 0x8b1f) {
      return " but a gzip file: unpack it first";
    }
    if (bytes.length >= 8 && word(bytes, 4) == 0x676d_697a) {
      return " but a compressed EFI kernel: unpack it first";
    }
    return ": \"RSC\\x05\" is missing at byte 56";
  }

  private static int word(byte[] bytes, int at) {
    int value = 0;
    for (int i = Math.min(3, bytes.length - 1 - at); i >= 0; i--) {
      value = value << 8 | bytes[at + i] & 0xff;
    }
    return value;
  }

  @Override
  public long start() {
    return MemoryLayout.RAM + Math.max(textOffset, ALIGNMENT);
  }

  @Override
  public long end() {
    return start() + memoryBytes;
  }

  @Override
  public long entry() {
    return start();
  }

  @Override
  public void load(Memory memory) {
    memory.write((int) (start() - MemoryLayout.RAM), bytes, 0, bytes.length, NO_AGENT);
  }

  @Override
  public String file() {
    return file;
  }

  /// A copy of the whole file.
  public byte[] image() {
    return bytes.clone();
  }

  /// How far above the start of RAM it wants to be, in bytes: a multiple of 2 MiB.
  public long textOffset() {
    return textOffset;
  }

  /// How much memory it needs from its first byte on, in bytes: at least the file's length.
  public long memoryBytes() {
    return memoryBytes;
  }
}
