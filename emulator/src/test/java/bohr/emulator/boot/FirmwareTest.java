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

  private static KernelBoot boot(Payload payload) {
    return KernelBoot.prepare(
        payload, KernelBoot.Initrd.NONE, "", 1, BoardParts.standard(1, 16 << 20, Aia.NONE));
  }

  @Test
  void anElfFileGoesWhereItSays() {
    Elf elf = Elf.parse(TestElf.guest(), "fw");
    Firmware firmware = Firmware.parse(TestElf.guest(), "fw");
    Memory memory = new Memory(16 << 20, 0, 1);
    Memory expected = new Memory(16 << 20, 0, 1);
    KernelBoot alone = boot(Payload.NOTHING);
    firmware.checkFits(alone);
    firmware.load(memory, alone);
    elf.load(expected);
    assertEquals(elf.entry(), firmware.entry());
    for (long at = elf.start(); at < elf.end(); at++) {
      int offset = (int) (at - 0x8000_0000L);
      assertEquals(expected.load8(offset), memory.load8(offset));
    }
  }

  @Test
  void whatCannotBeAFirmwareIsRefused() {
    KernelBoot system = boot(KernelImage.parse(TestKernel.of(64), "Image"));
    assertRefused("fw: it is empty", new byte[0], system);
    assertRefused("fw: it ends at 0x801ff000, and has to end below 0x801ff000",
        new byte[2093057], system);
    Firmware.parse(new byte[2093056], "fw").checkFits(system);
  }

  private static void assertRefused(String message, byte[] bytes, KernelBoot system) {
    BadInput refusal =
        assertThrows(BadInput.class, () -> Firmware.parse(bytes, "fw").checkFits(system));
    assertEquals(message, refusal.getMessage());
  }
}
