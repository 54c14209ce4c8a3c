package bohr.emulator.boot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import bohr.emulator.boot.KernelBoot.Initrd;
import bohr.emulator.input.BadInput;
import bohr.emulator.interrupt.Aia;
import bohr.emulator.memory.Memory;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KernelBootTest {

  private static final int MIB = 1 << 20;

  @Test
  void kernelInitialRamDiskAndTreeLieWhereTheTreeSays() {
    byte[] kernel = TestKernel.of(MIB);
    byte[] initrd = new byte[5000];
    Arrays.fill(initrd, (byte) 7);
    KernelBoot boot = prepare(kernel, new Initrd(initrd, "initrd"), "quiet", 64 * MIB);
    Memory memory = new Memory(64 * MIB, 0, 1);
    boot.load(memory);

    assertEquals(0x8020_0000L, boot.entry());
    assertEquals(0x83e0_0000L, boot.deviceTree());
    assertArrayEquals(kernel, read(memory, 2 * MIB, kernel.length));
    assertArrayEquals(initrd, read(memory, 34 * MIB, initrd.length));
    byte[] tree = read(memory, 62 * MIB, boot.flattenedTree().length);
    Map<String, String> properties = FlattenedTree.read(tree);
    assertEquals("82200000", properties.get("/chosen/ linux,initrd-start"));
    assertEquals("82201388", properties.get("/chosen/ linux,initrd-end"));
    assertEquals("717569657400", properties.get("/chosen/ bootargs"));
  }

  private static byte[] read(Memory memory, int offset, int length) {
    byte[] bytes = new byte[length];
    memory.read(offset, bytes, 0, length);
    return bytes;
  }

  @Test
  void aTextOffsetMovesTheKernel() {
    KernelBoot boot = prepare(TestKernel.of(64, 8 * MIB, 64, 0), Initrd.NONE, "", 64 * MIB);
    assertEquals(0x8080_0000L, boot.entry());
  }

  @Test
  void anInitialRamDiskDoesNotOverlapAKernelLargerThanHalfTheMemory() {
    byte[] kernel = TestKernel.of(64, 2 * MIB, 40 * MIB + 1, 0);
    KernelBoot boot = prepare(kernel, new Initrd(new byte[1], "initrd"), "", 64 * MIB);
    Map<String, String> properties = FlattenedTree.read(boot.flattenedTree());
    assertEquals("82a01000", properties.get("/chosen/ linux,initrd-start"));
  }

  @Test
  void theSameSeedGivesTheSameRandomNumbersAndAnotherOneOthers() {
    assertEquals("232c8dd37efab04b", seed(0).substring(0, 16));
    assertEquals(seed(5), seed(5));
    assertEquals(64, seed(5).length());
    assertEquals(false, seed(5).equals(seed(6)));
  }

  private static String seed(long seed) {
    KernelImage kernel = KernelImage.parse(TestKernel.of(64), "Image");
    KernelBoot boot = KernelBoot.prepare(kernel, Initrd.NONE, "", seed, parts(64 * MIB));
    return FlattenedTree.read(boot.flattenedTree()).get("/chosen/ rng-seed");
  }

  @Test
  void whatDoesNotFitIsRefused() {
    assertRefused(
        "Image: 67108864 bytes at 0x80200000 do not fit into RAM, which ends at 0x83ffffff: "
            + "give the machine more memory",
        TestKernel.of(64, 2 * MIB, 64 * MIB, 0), Initrd.NONE, "");
    assertRefused(
        "initrd: 33554432 bytes at 0x82200000 do not fit into RAM, which ends at 0x83ffffff: "
            + "give the machine more memory",
        TestKernel.of(64), new Initrd(new byte[32 * MIB], "initrd"), "");
    assertRefused(
        "kernel command line: 1024 bytes are more than the 1023 that a kernel keeps",
        TestKernel.of(64), Initrd.NONE, "x".repeat(1024));
    assertRefused(
        "kernel command line: it contains a NUL", TestKernel.of(64), Initrd.NONE, "a\0b");
  }

  @Test
  void aTreeThatDoesNotFitBehindTheKernelIsRefused() {
    BadInput refusal =
        assertThrows(
            BadInput.class,
            () -> prepare(TestKernel.of(64, 2 * MIB, 61 * MIB, 0), Initrd.NONE, "", 64 * MIB));
    assertEquals(
        " bytes do not fit behind the kernel and the initial RAM disk, which end at 0x83f00000: "
            + "give the machine more memory",
        refusal.getMessage().replaceFirst("device tree: \\d+", ""));
  }

  private static void assertRefused(
      String message, byte[] kernel, Initrd initrd, String arguments) {
    BadInput refusal =
        assertThrows(BadInput.class, () -> prepare(kernel, initrd, arguments, 64 * MIB));
    assertEquals(message, refusal.getMessage());
  }

  private static KernelBoot prepare(byte[] kernel, Initrd initrd, String arguments, long ramBytes) {
    KernelImage image = KernelImage.parse(kernel, "Image");
    return KernelBoot.prepare(image, initrd, arguments, 1, parts(ramBytes));
  }

  private static BoardParts parts(long ramBytes) {
    return new BoardParts(2, ramBytes, "rv64imac", Aia.NONE, Set.of(), 0);
  }
}
