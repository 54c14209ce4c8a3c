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

  /// One instruction in `mode`, with these fields.
  private static Supervisor executed(String mnemonic, int mode, long menvcfg, long senvcfg) {
    Supervisor lower = mode == Privilege.USER
        ? Supervisor.user(mnemonic + " (a0)") : Supervisor.of(mnemonic + " (a0)");
    lower.csrs().writeMenvcfg(menvcfg);
    lower.csrs().writeSenvcfg(senvcfg);
    lower.set("a0", DATA).guest.store(DATA, 7);
    lower.run(1);
    return lower;
  }

  private static void assertPermitted(Supervisor lower, int mode, boolean zeroes) {
    assertEquals(mode, lower.mode());
    assertEquals(Guest.RAM + 4, lower.guest.hart.pc());
    assertEquals(zeroes ? 0 : 7, lower.guest.load(DATA));
  }

  private static void assertIllegal(Supervisor lower) {
    assertEquals(Privilege.MACHINE, lower.mode());
    assertEquals(Cause.ILLEGAL_INSTRUCTION, lower.csrs().mcause);
    assertEquals(7, lower.guest.load(DATA));
  }

  @ParameterizedTest
  @CsvSource({
    "cbo.inval, 10", "cbo.inval, 30", "cbo.clean, 40", "cbo.flush, 40", "cbo.zero, 80"
  })
  void belowMachineModeAnInstructionNeedsItsFieldOfMenvcfgAndInUserModeOfSenvcfg(
      String mnemonic, String hexadecimal) {
    long field = Long.parseLong(hexadecimal, 16);
    long others = 0xf0 & ~(field == 0x10 ? 0x30 : field);
    boolean zeroes = mnemonic.equals("cbo.zero");
    int user = Privilege.USER;
    int supervisor = Privilege.SUPERVISOR;
    assertPermitted(executed(mnemonic, supervisor, field, 0), supervisor, zeroes);
    assertIllegal(executed(mnemonic, supervisor, others, 0xf0));
    assertPermitted(executed(mnemonic, user, field, field), user, zeroes);
    assertIllegal(executed(mnemonic, user, field, others));
    assertIllegal(executed(mnemonic, user, others, field));
  }

  @Test
  void theReservedValueOfCbieIsTakenForZero() {
    assertIllegal(executed("cbo.inval", Privilege.SUPERVISOR, 0x20, 0));
    assertEquals(0, executed("cbo.clean", Privilege.USER, 0, 0x20).csrs().senvcfg);
  }

  @Test
  void machineModeNeedsNoPermission() {
    Guest guest = Guest.of("csrw menvcfg,zero", "cbo.zero (a0)").set("a0", DATA).store(DATA, 7);
    assertEquals(0, guest.run(2).load(DATA));
  }
}
