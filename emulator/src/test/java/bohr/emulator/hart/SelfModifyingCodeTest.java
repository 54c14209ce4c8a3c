package bohr.emulator.hart;

import static org.junit.jupiter.api.Assertions.assertEquals;

import bohr.emulator.memory.Memory;
import org.junit.jupiter.api.Test;

class SelfModifyingCodeTest {

  private static final long RAM = Guest.RAM;

  @Test
  void aStoreToTheNextInstructionIsSeenAtOnce() {
    Guest guest = Guest.of("sw a1,8(a2)", "again:", "nop", "li a0,1", "j again");
    guest.set("a1", Assembler.word(0, "li a0,2")).set("a2", RAM).run(3);
    assertEquals(2, guest.get("a0"));
  }

  @Test
  void anInstructionThatWasExecutedIsForgottenWhenItChanges() {
    Guest guest = Guest.of("again:", "li a0,1", "sw a1,0(a2)", "j again");
    guest.set("a1", Assembler.word(0, "li a0,2")).set("a2", RAM).run(3);
    assertEquals(1, guest.get("a0"));
    assertEquals(2, guest.run(1).get("a0"));
    guest.set("a1", Assembler.word(0, "li a0,3"));
    assertEquals(3, guest.run(3).get("a0"));
  }

  @Test
  void anInstructionMayStraddleTwoBlocksAndEitherHalfMayChange() {
    long straddling = RAM + Memory.BLOCK_BYTES - 2;
    straddle(straddling);
  }

  @Test
  void anInstructionMayStraddleTwoPagesAndEitherHalfMayChange() {
    long straddling = RAM + DecodedCode.PAGE_BYTES - 2;
    straddle(straddling);
  }

  private static void straddle(long at) {
    Guest guest = Guest.of("jr a3").program(at, "lui a0,0x12345", "jr a4");
    guest.set("a3", at).set("a4", RAM);
    assertEquals(0x12345000, guest.run(3).get("a0"));
    guest.memory.store16((int) (at - RAM) + 2, (short) 0x5432, 0);
    assertEquals(0x54325000, guest.run(3).get("a0"));
    guest.memory.store8((int) (at - RAM) + 1, (byte) 0x65, 0);
    assertEquals(0x54326000, guest.run(3).get("a0"));
  }

  @Test
  void codeWrittenByAnotherHartIsSeenWithoutFence() {
    Guest guest = Guest.harts(2, "li a0,1", "j 0x80000000");
    guest.run(2).run(guest.harts[1], 2);
    guest.memory.store32(0, Assembler.word(0, "li a0,9"), 1);
    guest.run(1).run(guest.harts[1], 1);
    assertEquals(9, guest.hart.x(10));
    assertEquals(9, guest.harts[1].x(10));
  }

  @Test
  void restoringAnImageRestoresTheInstructions() {
    Guest guest = Guest.of("li a0,1", "j 0x80000000").run(2);
    Memory.Image image = guest.memory.image();
    guest.program(RAM, "li a0,2").run(2);
    assertEquals(2, guest.get("a0"));
    guest.memory.restore(image);
    assertEquals(1, guest.run(2).get("a0"));
  }

  @Test
  void hartsThatShareDecodedCodeSeeTheSameChanges() {
    Guest guest = Guest.harts(2, "li a0,1", "j 0x80000000");
    DecodedCode code = new DecodedCode(guest.memory);
    Hart[] pair = new Hart[2];
    for (int i = 0; i < 2; i++) {
      pair[i] = new Hart(i, guest.memory, code, guest.bus, guest, guest.clock, guest.roster,
              PteUpdate.ATOMIC);
      pair[i].reset(RAM, 0);
      guest.run(pair[i], 2);
    }
    guest.memory.store32(0, Assembler.word(0, "li a0,9"), 0);
    for (Hart hart : pair) {
      guest.run(hart, 1);
      assertEquals(9, hart.x(10));
    }
  }
}
