package bohr.emulator.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import bohr.emulator.input.BadInput;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class KernelImageTest {

  @Test
  void aHeaderSaysWhereTheKernelWantsToBeAndHowMuchItNeeds() {
    KernelImage kernel = KernelImage.parse(TestKernel.of(64, 4 << 20, 1000, 0), "Image");
    assertEquals(4 << 20, kernel.textOffset());
    assertEquals(1000, kernel.memoryBytes());
  }

  @Test
  void aKernelNeedsAtLeastItsFile() {
    KernelImage kernel = KernelImage.parse(TestKernel.of(128, 0, 64, 0), "Image");
    assertEquals(128, kernel.memoryBytes());
  }

  @Test
  void whatIsNoKernelIsRefusedAndNamed() {
    assertRefused("Image: not a RISC-V Image: \"RSC\\x05\" is missing at byte 56", new byte[0]);
    assertRefused("Image: not a RISC-V Image: \"RSC\\x05\" is missing at byte 56", new byte[64]);
    assertRefused(
        "Image: not a RISC-V Image but an ELF file: arch/riscv/boot/Image is the kernel to start",
        TestElf.guest());
    assertRefused(
        "Image: not a RISC-V Image but a gzip file: unpack it first",
        new byte[] {0x1f, (byte) 0x8b, 8, 0});
    assertRefused(
        "Image: not a RISC-V Image but a compressed EFI kernel: unpack it first",
        "MZ\0\0zimg".getBytes(StandardCharsets.US_ASCII));
  }

  @Test
  void aHeaderThatMakesNoSenseIsRefused() {
    assertRefused(
        "Image: byte 24: a big-endian kernel; the harts are little-endian",
        TestKernel.of(64, 0, 64, 1));
    assertRefused(
        "Image: byte 8: text_offset 0x1000 is not a multiple of 2 MiB below 2 GiB",
        TestKernel.of(64, 0x1000, 64, 0));
    assertRefused(
        "Image: byte 8: text_offset 0x7fffffffffe00000 is not a multiple of 2 MiB below 2 GiB",
        TestKernel.of(64, 0x7fff_ffff_ffe0_0000L, 64, 0));
    assertRefused(
        "Image: byte 16: image_size 0x8000000000000000 is larger than any memory",
        TestKernel.of(64, 0, Long.MIN_VALUE, 0));
  }

  private static void assertRefused(String message, byte[] bytes) {
    BadInput refusal = assertThrows(BadInput.class, () -> KernelImage.parse(bytes, "Image"));
    assertEquals(message, refusal.getMessage());
  }

  @Property
  void anyBytesAreAKernelOrBadInput(@ForAll @Size(max = 80) byte[] bytes) {
    try {
      KernelImage.parse(bytes, "Image");
    } catch (BadInput expected) {
      assertEquals(-1, expected.getMessage().indexOf('\n'));
    }
  }
}
