package bohr.emulator.hart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import bohr.emulator.agent.Access;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What the next step touches, and what it is called.
class PendingTest {

  private static Access pending(Guest guest) {
    Access access = new Access();
    access.object(99);
    guest.hart.pending(access);
    return access;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "lb a0,3(a1)  | READ   | 3 | 1", "lhu a0,3(a1) | READ   | 3 | 2",
        "lw a0,-4(a1) | READ   | -4| 4", "ld a0,0(a1)  | READ   | 0 | 8",
        "sb a0,1(a1)  | WRITE  | 1 | 1", "sd a0,8(a1)  | WRITE  | 8 | 8",
        "lr.w a0,(a1) | READ   | 0 | 4", "lr.d.aqrl a0,(a1) | READ | 0 | 8",
        "sc.w.rl a0,a0,(a1) | UPDATE | 0 | 4", "amoadd.d.aq a0,a0,(a1) | UPDATE | 0 | 8"
      })
  void anAccessToRamIsAnnounced(String line, Access.Kind kind, int offset, int length) {
    Access access = pending(Guest.of(line).set("a1", Guest.DATA));
    assertEquals(kind, access.kind);
    assertEquals(Guest.DATA + offset, access.address);
    assertEquals(length, access.length);
    assertEquals(Access.NO_OBJECT, access.object);
  }

  @Test
  void aCompressedLoadIsAnnouncedToo() {
    Access access = pending(Guest.of(".half 0x41c8").set("a1", Guest.DATA));
    assertEquals(Access.Kind.READ, access.kind);
    assertEquals(Guest.DATA + 4, access.address);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"add a0,a1,a2", "j 0x80000000", "fence", "ecall", "csrr a0,mcycle", "wfi",
        "slti zero,a0,1", ".half 0x0000"})
  void otherInstructionsTouchNothing(String line) {
    assertFalse(pending(Guest.of(line)).visible());
  }

  @Test
  void anAccessOutsideRamIsTheBussToDescribe() {
    assertEquals(4, pending(Guest.of("lw a0,0(a1)").set("a1", 0x4000_0000L)).object);
    Guest guest = Guest.of("sw a0,0(a1)").set("a1", 0x4000_0000L);
    guest.bus.delay = 1;
    assertEquals(4, pending(guest.run(1)).object);
  }

  @Test
  void whatTrapsWithoutTheBusTouchesNothing() {
    assertFalse(pending(Guest.of("lw a0,2(a1)").set("a1", 0x4000_0000L)).visible());
    assertFalse(pending(Guest.of("amoor.w a0,a0,(a1)").set("a1", 0x4000_0000L)).visible());
    Guest outside = Guest.of("jr a0").set("a0", 0).run(1);
    assertFalse(pending(outside).visible());
    assertEquals("fetch faults", outside.hart.describe());
  }

  @Test
  void takingAnInterruptTouchesNothing() {
    Guest guest = Guest.of("lw a0,0(a1)").set("a1", Guest.DATA);
    guest.hart.csrs.interrupts.mie = 1 << Hart.TIMER;
    guest.hart.csrs.writeMstatus(8);
    guest.hart.setInterrupt(Hart.TIMER, true);
    assertFalse(pending(guest).visible());
    assertEquals("interrupt machine timer", guest.hart.describe());
  }

  @Test
  void theNextInstructionIsDescribedAsThePersonWroteIt() {
    Guest guest = Guest.of("li a0,5", "beqz a0,0x80000040", "sd ra,8(sp)");
    assertEquals("li a0,5", guest.hart.describe());
    assertEquals("beqz a0,0x80000040", guest.run(1).hart.describe());
    assertEquals("sd ra,8(sp)", guest.run(1).hart.describe());
    assertEquals("hart0", guest.hart.name());
  }
}
