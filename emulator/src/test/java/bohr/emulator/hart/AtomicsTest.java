package bohr.emulator.hart;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AtomicsTest {

  private static final long DATA = Guest.DATA;

  @ParameterizedTest
  @CsvSource({
    "amoswap, 1, 2, 2", "amoadd, 7fffffff, 1, 80000000", "amoxor, ff, f0f, ff0",
    "amoand, ff, f0f, f", "amoor, f0, f, ff", "amomin, 80000000, 7fffffff, 80000000",
    "amomin, 5, 3, 3", "amomax, 80000000, 7fffffff, 7fffffff", "amomax, 3, 5, 5",
    "amominu, 80000000, 7fffffff, 7fffffff", "amominu, 3, 5, 3",
    "amomaxu, 80000000, 7fffffff, 80000000", "amomaxu, 5, 3, 5"
  })
  void anAmoOnAWordGivesTheOldValueAndStoresTheNew(
      String name, String old, String source, String stored) {
    Guest guest = Guest.of(name + ".w a0,a1,(a2)");
    guest.store(DATA, 0x1234_5678_0000_0000L | hex(old));
    guest.set("a1", 0x7777_7777_0000_0000L | hex(source)).set("a2", DATA).run(1);
    assertEquals((int) hex(old), guest.get("a0"));
    assertEquals(0x1234_5678_0000_0000L | hex(stored), guest.load(DATA));
  }

  @ParameterizedTest
  @CsvSource({
    "amoswap, 1, 2, 2", "amoadd, ffffffffffffffff, 2, 1", "amoxor, ff, f0f, ff0",
    "amoand, ff, f0f, f", "amoor, f0, f, ff",
    "amomin, 8000000000000000, 7fffffffffffffff, 8000000000000000",
    "amomax, 8000000000000000, 7fffffffffffffff, 7fffffffffffffff",
    "amominu, 8000000000000000, 7fffffffffffffff, 7fffffffffffffff",
    "amomaxu, 8000000000000000, 7fffffffffffffff, 8000000000000000"
  })
  void anAmoOnADoublewordGivesTheOldValueAndStoresTheNew(
      String name, String old, String source, String stored) {
    Guest guest = Guest.of(name + ".d.aqrl a0,a1,(a2)").store(DATA, hex(old));
    guest.set("a1", hex(source)).set("a2", DATA).run(1);
    assertEquals(hex(old), guest.get("a0"));
    assertEquals(hex(stored), guest.load(DATA));
  }

  @Test
  void anScSucceedsRightAfterItsLr() {
    Guest guest = Guest.of("lr.w a0,(a2)", "sc.w a1,a3,(a2)", "sc.w a4,a3,(a2)");
    guest.store(DATA, 0x8000_0000L).set("a2", DATA).set("a3", 5).run(3);
    assertEquals(0xffff_ffff_8000_0000L, guest.get("a0"));
    assertEquals(0, guest.get("a1"));
    assertEquals(5, guest.load(DATA));
    assertEquals(1, guest.get("a4"), "an SC ends the reservation");
  }

  @Test
  void anScWithoutLrFailsAndStoresNothing() {
    Guest guest = Guest.of("sc.d a1,a3,(a2)").set("a2", DATA).set("a3", 5).run(1);
    assertEquals(1, guest.get("a1"));
    assertEquals(0, guest.load(DATA));
  }

  @Test
  void anScFailsAfterAnotherHartStoredTheSameValue() {
    Guest guest = Guest.harts(2, "lr.d a0,(a2)", "sc.d a1,a3,(a2)");
    guest.program(Guest.RAM + 0x100, "sd a0,0(a2)");
    guest.store(DATA, 77).set("a2", DATA).set("a3", 5).run(1);
    Hart other = guest.harts[1];
    other.pc = Guest.RAM + 0x100;
    other.x[10] = 77;
    other.x[12] = DATA;
    guest.run(other, 1).run(1);
    assertEquals(1, guest.get("a1"));
    assertEquals(77, guest.load(DATA));
  }

  @Test
  void anScFailsAfterAnotherHartsAmoThatChangedNothing() {
    Guest guest = Guest.harts(2, "lr.w a0,(a2)", "sc.w a1,a3,(a2)");
    guest.program(Guest.RAM + 0x100, "amoadd.w a0,zero,(a2)");
    guest.set("a2", DATA).run(1);
    guest.harts[1].pc = Guest.RAM + 0x100;
    guest.harts[1].x[12] = DATA;
    guest.run(guest.harts[1], 1).run(1);
    assertEquals(1, guest.get("a1"));
  }

  @Test
  void aStoreOfTheHartItselfAndOneElsewhereLeaveTheReservation() {
    Guest guest = Guest.harts(2, "lr.w a0,(a2)", "sw a3,4(a2)", "sc.w a1,a3,(a2)");
    guest.set("a2", DATA).set("a3", 6).run(2);
    guest.memory.store64((int) (DATA - Guest.RAM) + 8, 1, 1);
    assertEquals(0, guest.run(1).get("a1"));
    assertEquals(6L << 32 | 6, guest.load(DATA));
  }

  @Test
  void aTrapEndsTheReservation() {
    Guest guest = Guest.of("lr.w a0,(a2)", "ecall", "sc.w a1,a3,(a2)");
    guest.withHandler("csrr t0,mepc", "addi t0,t0,4", "csrw mepc,t0", "mret");
    assertEquals(1, guest.set("a2", DATA).run(7).get("a1"));
  }

  @Test
  void theValueOfAnScMayGoIntoItsOwnSource() {
    Guest guest = Guest.of("lr.d a0,(a2)", "sc.d a3,a3,(a2)").set("a2", DATA).set("a3", 5).run(2);
    assertEquals(0, guest.get("a3"));
    assertEquals(5, guest.load(DATA));
  }

  @Test
  void misalignedAtomicsTrap() {
    Guest guest = Guest.of("lr.w a0,(a1)").withHandler("amoadd.d a0,a0,(a2)");
    guest.set("a1", DATA + 2).set("a2", DATA + 4).run(2);
    guest.program(Guest.HANDLER, "sc.w a0,a0,(a1)").run(1);
    assertEquals(
        List.of(
            "load address misaligned at 80000000: 80004002",
            "store/AMO address misaligned at 80008000: 80004004",
            "store/AMO address misaligned at 80008000: 80004002"),
        guest.events);
  }

  @Test
  void atomicsOutsideRamFaultWithoutTheBus() {
    Guest guest = Guest.of("lr.d a0,(a1)").withHandler("amoadd.w.aq a0,a0,(a1)");
    guest.set("a1", 0x4000_0000L).run(2);
    guest.program(Guest.HANDLER, "sc.w a0,a0,(a1)").run(1);
    assertEquals(
        List.of(
            "load access fault at 80000000: 40000000",
            "store/AMO access fault at 80008000: 40000000",
            "store/AMO access fault at 80008000: 40000000"),
        guest.events);
    assertEquals(List.of(), guest.bus.log);
    assertEquals(0, guest.hart.retired());
  }

  private static long hex(String text) {
    return Long.parseUnsignedLong(text, 16);
  }
}
