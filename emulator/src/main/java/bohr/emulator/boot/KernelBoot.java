package bohr.emulator.boot;

import bohr.emulator.input.BadInput;
import bohr.emulator.memory.Memory;
import bohr.emulator.memory.MemoryLayout;
import java.nio.charset.StandardCharsets;

/// An operating system put into RAM, ready to be started: the kernel where it wants to be, the
/// initial RAM disk half the memory (but at most 128 MiB) above it, the device tree in the last
/// 2 MiB that hold it. That is QEMU's order, so that what a guest prints of its memory is the same.
///
/// Whoever starts it jumps to [#entry] in supervisor mode with the hart's number in a0 and
/// [#deviceTree] in a1, translation off (Linux, Documentation/arch/riscv/boot.rst).
public final class KernelBoot {

  /// The longest command line that Linux for RISC-V keeps, in bytes.
  public static final int MOST_ARGUMENTS = 1023;

  private static final long INITRD_DISTANCE_MOST = 128 << 20;
  private static final long PAGE = 4096;

  /// Stores while loading are nobody's: no hart keeps a reservation through them.
  private static final int NO_AGENT = -1;

  private final Payload kernel;
  private final byte[] initrd;
  private final byte[] tree;
  private final long initrdAt;
  private final long treeAt;

  private KernelBoot(
      Payload kernel, Initrd disk, String arguments, long seed, BoardParts board) {
    this.kernel = kernel;
    initrd = disk.bytes();
    long end = MemoryLayout.RAM + board.ramBytes();
    if (kernel instanceof ElfPayload(Elf elf)) {
      elf.checkFits(board.ramBytes());
    }
    checkFits(kernel.file(), kernel.start(), kernel.end() - kernel.start(), end);
    initrdAt = align(initrdAt(board.ramBytes()), PAGE);
    if (initrd.length > 0) {
      checkFits(disk.file(), initrdAt, initrd.length, end);
    }
    Chosen chosen = new Chosen(arguments, initrdAt, initrd.length, seed);
    tree = VirtDeviceTree.of(board, chosen).flatten(0);
    treeAt = end - tree.length & -KernelImage.ALIGNMENT;
    long used = initrd.length > 0 ? initrdAt + initrd.length : kernel.end();
    if (treeAt < used) {
      throw new BadInput("device tree", "", tree.length + " bytes do not fit behind the kernel and "
          + "the initial RAM disk, which end at 0x" + Long.toHexString(used) + ": give the machine "
          + "more memory");
    }
  }

  /// An initial RAM disk: an archive that the kernel unpacks, whose contents are its own business.
  ///
  /// @param bytes of the file; empty for none
  /// @param file its name, for messages
  public record Initrd(byte[] bytes, String file) {

    /// None.
    public static final Initrd NONE = new Initrd(new byte[0], "");

    public Initrd {
      bytes = bytes.clone();
    }
  }

  /// Decides where everything goes.
  ///
  /// @param arguments the kernel's command line
  /// @param seed of the kernel's random numbers
  /// @throws BadInput if it does not fit
  public static KernelBoot prepare(
      Payload kernel, Initrd initrd, String arguments, long seed, BoardParts board) {
    int length = arguments.getBytes(StandardCharsets.UTF_8).length;
    if (length > MOST_ARGUMENTS) {
      throw new BadInput("kernel command line", "", length + " bytes are more than the "
          + MOST_ARGUMENTS + " that a kernel keeps");
    }
    if (arguments.indexOf('\0') >= 0) {
      throw new BadInput("kernel command line", "", "it contains a NUL");
    }
    return new KernelBoot(kernel, initrd, arguments, seed, board);
  }

  /// At the distance, or right behind a kernel that is larger than that.
  private long initrdAt(long ramBytes) {
    long distance = Math.min(ramBytes / 2, INITRD_DISTANCE_MOST);
    return Math.max(kernel.start() + distance, kernel.end());
  }

  private static void checkFits(String file, long address, long length, long end) {
    if (length > end - address) {
      throw new BadInput(file, "", length + " bytes at 0x" + Long.toHexString(address)
          + " do not fit into RAM, which ends at 0x" + Long.toHexString(end - 1)
          + ": give the machine more memory");
    }
  }

  private static long align(long address, long alignment) {
    return address + alignment - 1 & -alignment;
  }

  /// Physical address of the kernel's first instruction.
  public long entry() {
    return kernel.entry();
  }

  /// What was given as kernel.
  public Payload payload() {
    return kernel;
  }

  /// Physical address of the device tree.
  public long deviceTree() {
    return treeAt;
  }

  /// A copy of the device tree.
  public byte[] flattenedTree() {
    return tree.clone();
  }

  /// Puts everything into a RAM of the size that it was prepared for.
  public void load(Memory memory) {
    kernel.load(memory);
    put(memory, initrdAt, initrd);
    put(memory, treeAt, tree);
  }

  private static void put(Memory memory, long address, byte[] bytes) {
    if (bytes.length > 0) {
      memory.write((int) (address - MemoryLayout.RAM), bytes, 0, bytes.length, NO_AGENT);
    }
  }
}
