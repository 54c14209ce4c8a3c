package bohr.emulator.boot;

import bohr.emulator.input.BadInput;
import bohr.emulator.memory.Memory;
import bohr.emulator.memory.MemoryLayout;
import java.util.function.Consumer;

/// A firmware that runs in machine mode and starts what lies 2 MiB above the start of RAM: OpenSBI
/// as `fw_dynamic` or `fw_jump`, unmodified; or one that is all there is, such as U-Boot. It is a
/// plain image for the start of RAM, or an ELF file that says where it wants to be. Immutable.
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

  private final String file;
  private final long entry;
  private final long end;
  private final Consumer<Memory> loader;

  private Firmware(String file, long entry, long end, Consumer<Memory> loader) {
    this.file = file;
    this.entry = entry;
    this.end = end;
    this.loader = loader;
  }

  /// Reads a firmware.
  ///
  /// @param bytes the whole file, as it shall lie in RAM
  /// @param file its name, for messages
  /// @throws BadInput if it cannot be one
  public static Firmware parse(byte[] bytes, String file) {
    if (Elf.isOne(bytes)) {
      Elf elf = Elf.parse(bytes, file);
      return new Firmware(file, elf.entry(), elf.end(), elf::load);
    }
    if (bytes.length == 0) {
      throw new BadInput(file, "", "it is empty");
    }
    byte[] image = bytes.clone();
    return new Firmware(file, MemoryLayout.RAM, MemoryLayout.RAM + image.length,
        memory -> memory.write(0, image, 0, image.length, NO_AGENT));
  }

  /// Checks that it does not lie where something else is to be.
  ///
  /// @throws BadInput if it does
  public void checkFits(KernelBoot system) {
    boolean alone = system.payload() instanceof Payload.Nothing;
    long most = alone ? system.deviceTree() : Math.min(INFORMATION, system.payload().start());
    if (Long.compareUnsigned(end, most) > 0) {
      throw new BadInput(file, "", "it ends at 0x" + Long.toHexString(end - 1)
          + ", and has to end below 0x" + Long.toHexString(most));
    }
  }

  /// Physical address of its first instruction.
  public long entry() {
    return entry;
  }

  /// Physical address of what it wants to know.
  public long information() {
    return INFORMATION;
  }

  /// Puts the firmware into RAM, beside the operating system that it shall start.
  public void load(Memory memory, KernelBoot system) {
    system.load(memory);
    loader.accept(memory);
    if (end > INFORMATION) {
      return;
    }
    long bootHart = 0;
    long options = 0;
    long[] information = {MAGIC, VERSION, system.entry(), SUPERVISOR_MODE, options, bootHart};
    int at = (int) (INFORMATION - MemoryLayout.RAM);
    for (int i = 0; i < information.length; i++) {
      memory.store64(at + 8 * i, information[i], NO_AGENT);
    }
  }
}
