package bohr.emulator.boot;

import bohr.emulator.input.BadInput;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// The file header (System V ABI, chapter 4, "ELF Header"), checked: a 64-bit little-endian RISC-V
/// executable whose two tables lie inside the file. Offsets are bytes from the start of the file.
///
/// @param entry virtual address of the first instruction
record ElfHeader(
    long entry, int segmentTable, int segments, int sectionTable, int sections, int sectionNames) {

  static final int BYTES = 64;
  static final int SEGMENT_BYTES = 56;
  static final int SECTION_BYTES = 64;

  /// More than any linker writes for a guest without an operating system under it.
  private static final int MOST_SEGMENTS = 128;

  private static final int CLASS = 4;
  private static final int DATA = 5;
  private static final int TYPE = 16;
  private static final int MACHINE = 18;
  private static final int RISCV = 243;

  static ElfHeader read(byte[] bytes, String file) {
    checkKind(bytes, file);
    ByteBuffer header = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int segments = header.getShort(56) & 0xffff;
    if (segments == 0 || segments > MOST_SEGMENTS) {
      throw new BadInput(
          file, "byte 56", segments + " program headers; there must be 1 to " + MOST_SEGMENTS);
    }
    checkEntrySize(file, 54, header.getShort(54) & 0xffff, SEGMENT_BYTES, "program");
    int segmentTable =
        table(bytes, file, 32, header.getLong(32), segments * SEGMENT_BYTES, "program");
    long sectionStart = header.getLong(40);
    int sections = sectionStart == 0 ? 0 : header.getShort(60) & 0xffff;
    int sectionTable = 0;
    if (sections > 0) {
      checkEntrySize(file, 58, header.getShort(58) & 0xffff, SECTION_BYTES, "section");
      sectionTable = table(bytes, file, 40, sectionStart, sections * SECTION_BYTES, "section");
    }
    int names = header.getShort(62) & 0xffff;
    return new ElfHeader(header.getLong(24), segmentTable, segments, sectionTable, sections, names);
  }

  private static void checkKind(byte[] bytes, String file) {
    if (bytes.length == 0) {
      throw new BadInput(file, "", "the file is empty; an ELF executable is needed");
    }
    if (bytes.length < 4 || bytes[0] != 0x7f || bytes[1] != 'E' || bytes[2] != 'L'
        || bytes[3] != 'F') {
      throw new BadInput(file, "byte 0", "not an ELF file: it does not start with 7f 45 4c 46");
    }
    if (bytes.length < BYTES) {
      throw new BadInput(file, "", "truncated: " + bytes.length
          + " bytes are less than the ELF header's " + BYTES);
    }
    boolean big = bytes[DATA] == 2;
    int machine = half(bytes, MACHINE, big);
    if (machine != RISCV) {
      throw new BadInput(file, "byte " + MACHINE,
          "made for " + machineName(machine) + ", not for RISC-V");
    }
    if (bytes[CLASS] != 2) {
      throw new BadInput(file, "byte " + CLASS, bytes[CLASS] == 1
          ? "a 32-bit program; this machine is RV64"
          : "neither a 32-bit nor a 64-bit ELF file");
    }
    if (bytes[DATA] != 1) {
      throw new BadInput(file, "byte " + DATA, big
          ? "a big-endian program; this machine is little-endian"
          : "neither a little-endian nor a big-endian ELF file");
    }
    int type = half(bytes, TYPE, false);
    if (type != 2) {
      throw new BadInput(file, "byte " + TYPE, typeName(type));
    }
  }

  private static int half(byte[] bytes, int at, boolean big) {
    int low = bytes[big ? at + 1 : at] & 0xff;
    int high = bytes[big ? at : at + 1] & 0xff;
    return high << 8 | low;
  }

  private static void checkEntrySize(String file, int at, int size, int needed, String table) {
    if (size != needed) {
      throw new BadInput(file, "byte " + at,
          table + " headers of " + size + " bytes; they must have " + needed);
    }
  }

  private static int table(
      byte[] bytes, String file, int at, long start, int length, String table) {
    if (start < 0 || start > bytes.length - length) {
      throw new BadInput(file, "byte " + at, "the " + table + " header table, " + length
          + " bytes at byte " + Long.toUnsignedString(start) + ", does not fit into the file of "
          + bytes.length + " bytes: is it truncated?");
    }
    return (int) start;
  }

  private static String typeName(int type) {
    return switch (type) {
      case 1 -> "an object file, not an executable: it was not linked";
      case 3 -> "a shared object or position-independent executable: link it with -static -no-pie";
      case 4 -> "a core dump, not an executable";
      default -> "an ELF file of type " + type + ", not an executable";
    };
  }

  /// The machines that a cross compiler taken by mistake produces code for.
  private static String machineName(int machine) {
    return switch (machine) {
      case 2, 43 -> "SPARC";
      case 3 -> "x86";
      case 8 -> "MIPS";
      case 20, 21 -> "PowerPC";
      case 22 -> "S/390";
      case 40 -> "Arm";
      case 62 -> "x86-64";
      case 183 -> "AArch64";
      case 247 -> "BPF";
      case 258 -> "LoongArch";
      default -> "machine number " + machine;
    };
  }
}
