package bohr.emulator.hart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bohr.emulator.agent.Access;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CacheBlocksTest {

  private static final long DATA = Guest.DATA;

  @Test
  void zeroingTakesTheWholeBlockAroundTheAddressAndNoMore() {
    Guest guest = Guest.of("cbo.zero (a0)").set("a0", DATA + 64 + 37);
    for (long at = DATA; at < DATA + 192; at += 8) {
      guest.store(at, -1);
    }
    Access into = new Access();
    guest.hart.pending(into);
    assertEquals(Access.Kind.WRITE, into.kind);
    assertEquals(DATA + 64, into.address);
    assertEquals(64, into.length);
    guest.run(1);
    for (long at = DATA; at < DATA + 192; at += 8) {
      assertEquals(at >= DATA + 64 && at < DATA + 128 ? 0 : -1, guest.load(at));
    }
    assertEquals(1, guest.hart.retired());
  }

  @Test
  void zeroingEndsTheReservationsOfOthers() {
    Guest guest = Guest.harts(2, "lr.d a0,(a2)", "sc.d a1,a3,(a2)");
    guest.program(Guest.RAM + 0x100, "cbo.zero (a2)").set("a2", DATA + 8).run(1);
    guest.harts[1].pc = Guest.RAM + 0x100;
    guest.harts[1].x[12] = DATA;
    guest.run(guest.harts[1], 1).run(1);
    assertEquals(1, guest.get("a1"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"cbo.inval", "cbo.clean", "cbo.flush"})
  void managingABlockChangesNothing(String mnemonic) {
    Guest guest = Guest.of(mnemonic + " (a0)").set("a0", DATA + 5).store(DATA, 7);
    Access into = new Access();
    guest.hart.pending(into);
    assertTrue(!into.visible());
    assertEquals(7, guest.run(1).load(DATA));
    assertEquals(Guest.RAM + 4, guest.hart.pc());
  }

  @ParameterizedTest
  @ValueSource(strings = {"cbo.inval", "cbo.clean", "cbo.flush", "cbo.zero"})
  void outsideRamAStoreAccessFaultNamesTheAddress(String mnemonic) {
    Guest guest = Guest.of(mnemonic + " (a0)").withHandler("nop").set("a0", 0x4000_0005L);
    Access into = new Access();
    guest.hart.pending(into);
    assertTrue(!into.visible());
    guest.run(1);
    assertEquals(List.of("store/AMO access fault at 80000000: 40000005"), guest.events);
    assertEquals(List.of(), guest.bus.log);
  }

  /// In which mode, with which bits in menvcfg and senvcfg.
  @ParameterizedTest
  @CsvSource({
    "cbo.inval, 1, c0, f0, false", "cbo.inval, 1, 10, 0, true", "cbo.inval, 1, 30, 0, true",
    "cbo.inval, 0, 30, c0, false", "cbo.inval, 0, 30, 10, true", "cbo.inval, 0, 0, 30, false",
    "cbo.clean, 1, b0, f0, false", "cbo.clean, 1, 40, 0, true", "cbo.clean, 0, 40, b0, false",
    "cbo.flush, 1, 40, 0, true", "cbo.flush, 0, 40, 40, true", "cbo.flush, 0, b0, 40, false",
    "cbo.zero, 1, 70, f0, false", "cbo.zero, 1, 80, 0, true", "cbo.zero, 0, 80, 80, true",
    "cbo.zero, 0, 80, 70, false", "cbo.zero, 3, 0, 0, true", "cbo.inval, 3, 0, 0, true"
  })
  void belowMachineModeTheEnvironmentSaysWhichThereAre(
      String mnemonic, int mode, String menvcfg, String senvcfg, boolean there) {
    Supervisor lower = Supervisor.of(mnemonic + " (a0)").enter(mode);
    lower.csrs().writeMenvcfg(Long.parseLong(menvcfg, 16));
    lower.csrs().writeSenvcfg(Long.parseLong(senvcfg, 16));
    Guest guest = lower.guest.set("a0", DATA);
    Access into = new Access();
    guest.hart.pending(into);
    assertEquals(there && mnemonic.equals("cbo.zero"), into.visible());
    guest.run(1);
    assertEquals(there ? 0 : Cause.ILLEGAL_INSTRUCTION, (int) lower.csrs().mcause);
    assertEquals(there ? Guest.RAM + 4 : Guest.HANDLER, guest.hart.pc());
  }

  @Test
  void theReservedWayToInvalidateCannotBeChosen() {
    Guest guest = Guest.of("csrw menvcfg,a0", "csrw menvcfg,a1", "csrr a2,menvcfg");
    assertEquals(0x10, guest.set("a0", 0x10).set("a1", 0x20).run(3).get("a2"));
  }
}
