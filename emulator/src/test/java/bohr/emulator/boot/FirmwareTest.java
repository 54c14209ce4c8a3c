package bohr.emulator.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import bohr.emulator.input.BadInput;
import bohr.emulator.interrupt.Aia;
import bohr.emulator.memory.Memory;
import org.junit.jupiter.api.Test;

class FirmwareTest {

  @Test
  void aFirmwareLiesAtTheStartOfRamAndIsToldWhereTheKernelIs() {
    KernelBoot boot =
        KernelBoot.prepare(
            KernelImage.parse(TestKernel.of(64), "Image"),
            KernelBoot.Initrd.NONE,
            "",
            1,
            BoardParts.standard(1, 16 << 20, Aia.NONE));
    Firmware firmware = Firmware.parse(new byte[] {1, 2, 3, 4}, "firmware");
    Memory memory = new Memory(16 << 20, 0, 1);
    firmware.load(memory, boot);
    assertEquals(0x8000_0000L, firmware.entry());
    assertEquals(0x04030201, memory.load32(0));
    assertEquals(0x801f_f000L, firmware.information());
    assertEquals(0x4942534f, memory.load64(0x1f_f000));
    assertEquals(2, memory.load64(0x1f_f008));
    assertEquals(0x8020_0000L, memory.load64(0x1f_f010));
    assertEquals(1, memory.load64(0x1f_f018));
    assertEquals(0, memory.load64(0x1f_f020));
    assertEquals(0, memory.load64(0x1f_f028));
  }

  @Test
  void whatCannotBeAFirmwareIsRefused() {
    assertRefused("fw: an ELF file; give the plain image beside it (.bin)", TestElf.guest());
    assertRefused(
        "fw: 0 bytes are not between 1 and the 2093056 that fit below the operating system",
        new byte[0]);
    assertRefused(
        "fw: 2093057 bytes are not between 1 and the 2093056 that fit below the operating system",
        new byte[2093057]);
  }

  private static void assertRefused(String message, byte[] bytes) {
    BadInput refusal = assertThrows(BadInput.class, () -> Firmware.parse(bytes, "fw"));
    assertEquals(message, refusal.getMessage());
  }
}
