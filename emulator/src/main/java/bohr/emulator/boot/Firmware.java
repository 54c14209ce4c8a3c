package bohr.emulator.boot;

import bohr.emulator.input.BadInput;
import bohr.emulator.memory.Memory;
import bohr.emulator.memory.MemoryLayout;

/// A firmware that runs in machine mode from the start of RAM and starts an operating system 2 MiB
/// above: OpenSBI as `fw_dynamic.bin` or `fw_jump.bin`, unmodified. Immutable.
///
/// Every hart enters it with its number in a0, the device tree in a1, and in a2 what `fw_dynamic`
/// wants to know (OpenSBI, docs/firmware/fw_dynamic.md); `fw_jump` does not look.
public final class Firmware {

  /// Stores while loading are nobody's: no hart keeps a reservation through them.
  private static final int NO_AGENT = -1;

  /// The page below the operating system.
  private static final long INFORMATION = MemoryLayout.RAM + KernelImage.ALIGNMENT - 4096;

  /// `OSBI`, little-endian.
  private static final long MAGIC = 0x4942_534f;

  private static final long VERSION = 2;
  private static final long SUPERVISOR_MODE = 1;

  private final byte[] bytes;

  private Firmware(byte[] bytes) {
    this.bytes = bytes;
  }

  /// Reads a firmware.
  ///
  /// @param bytes the whole file, as it shall lie in RAM
  /// @param file its name, for messages
  /// @throws BadInput if it cannot be one
  public static Firmware parse(byte[] bytes, String file) {
    if (bytes.length > 3 && bytes[0] == 0x7f && bytes[1] == 'E') {
      throw new BadInput(file, "", "an ELF file; give the plain image beside it (.bin)");
    }
    long most = INFORMATION - MemoryLayout.RAM;
    if (bytes.length == 0 || bytes.length > most) {
      throw new BadInput(file, "", bytes.length + " bytes are not between 1 and the " + most
          + " that fit below the operating system");
    }
    return new Firmware(bytes.clone());
  }

  /// Physical address of its first instruction.
  public long entry() {
    return MemoryLayout.RAM;
  }

  /// Physical address of what it wants to know.
  public long information() {
    return INFORMATION;
  }

  /// Puts the firmware into RAM, beside the operating system that it shall start.
  public void load(Memory memory, KernelBoot system) {
    system.load(memory);
    memory.write(0, bytes, 0, bytes.length, NO_AGENT);
    long bootHart = 0;
    long options = 0;
    long[] information = {MAGIC, VERSION, system.entry(), SUPERVISOR_MODE, options, bootHart};
    int at = (int) (INFORMATION - MemoryLayout.RAM);
    for (int i = 0; i < information.length; i++) {
      memory.store64(at + 8 * i, information[i], NO_AGENT);
    }
  }
}
