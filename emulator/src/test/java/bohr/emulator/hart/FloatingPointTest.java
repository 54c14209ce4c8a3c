package bohr.emulator.hart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bohr.emulator.agent.Access;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// F and D as a guest sees them: CSRs, mstatus.FS, boxing, loads and stores, and results at corners
/// that random operands do not find.
class FloatingPointTest {

  private static final long INITIAL = 1 << 13;
  private static final long CLEAN = 2 << 13;
  private static final long DIRTY = 1L << 63 | 3 << 13;
  private static final long STATUS = DIRTY;
  private static final long DEVICE = 0x4000_0000L;

  private static Guest on(String... program) {
    Guest guest = Guest.of(program).withHandler("nop");
    guest.hart.csrs.writeMstatus(CLEAN);
    return guest;
  }

  private static Guest set(Guest guest, int register, String value) {
    guest.hart.csrs.floating.f[register] = hex(value);
    return guest;
  }

  private static long hex(String text) {
    return Long.parseUnsignedLong(text, 16);
  }

  private static String f(Guest guest, int register) {
    return Long.toHexString(guest.hart.f(register));
  }

  private static long status(Guest guest) {
    return guest.hart.csrs.mstatus() & STATUS;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"fadd.s fa0,fa0,fa0", "fmv.x.w a0,fa0", "fmv.d.x fa0,a0", "flw fa0,0(a0)",
        "fsd fa0,0(a0)", "fclass.d a0,fa0", "frflags a0", "fsrmi zero,0", "frcsr a0",
        ".half 0x2108"})
  void everythingIsIllegalWhileTheStatusIsOff(String instruction) {
    Guest guest = Guest.of(instruction).withHandler("nop").set("a0", Guest.DATA).run(1);
    assertEquals(Cause.ILLEGAL_INSTRUCTION, guest.hart.csrs.mcause);
    assertEquals(Guest.HANDLER, guest.hart.pc());
    assertEquals(0, status(guest));
  }

  @Test
  void anIllegalLoadTouchesNothing() {
    Access into = new Access();
    Guest guest = Guest.of("fld fa0,0(a0)").set("a0", Guest.DATA);
    guest.hart.pending(into);
    assertTrue(!into.visible());
    guest.hart.csrs.writeMstatus(INITIAL);
    guest.hart.pending(into);
    assertEquals(Access.Kind.READ, into.kind);
    assertEquals(8, into.length);
    guest.set("a0", DEVICE).hart.pending(into);
    assertEquals(4, into.object);
  }

  @ParameterizedTest
  @CsvSource({
    "'fadd.s fa0,fa0,fa0,rne', false", "0x02a57053, false", "0x02a55053, true", "0x02a56053, true"
  })
  void reservedRoundingModesAreIllegal(String instruction, boolean illegal) {
    String line = instruction.startsWith("0x") ? ".word " + instruction : instruction;
    Guest guest = on(line).run(1);
    assertEquals(illegal ? 1 : 0, guest.events.size());
  }

  @ParameterizedTest
  @CsvSource({"4, false", "5, true", "6, true", "7, true"})
  void theDynamicRoundingModeMustBeOne(int mode, boolean illegal) {
    Guest guest = on("fsrmi zero," + mode, "fsgnj.d fa1,fa0,fa0", "fadd.d fa0,fa0,fa0").run(3);
    assertEquals(illegal ? 1 : 0, guest.events.size());
  }

  @Test
  void fcsrIsItsTwoParts() {
    Guest guest =
        on("fscsr a0", "frrm a1", "frflags a2", "fsrmi a3,1", "fsflagsi a4,9", "frcsr a5");
    guest.set("a0", -1).run(6);
    assertEquals(7, guest.get("a1"));
    assertEquals(31, guest.get("a2"));
    assertEquals(7, guest.get("a3"));
    assertEquals(31, guest.get("a4"));
    assertEquals(1 << 5 | 9, guest.get("a5"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"fmv.w.x fa0,a0", "fld fa0,0(a1)", "fadd.d fa0,fa0,fa0", "fsrmi zero,0",
        "fdiv.d fa0,fa1,fa2", "flt.d a0,fs0,fs0", "fcvt.w.d a0,fs0"})
  void whatChangesTheStateMakesItDirty(String instruction) {
    Guest guest = set(on(instruction), 8, "7ff8000000000000").set("a1", Guest.DATA).run(1);
    assertEquals(DIRTY, status(guest));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"fmv.x.w a0,fa0", "fsd fa0,0(a1)", "feq.d a0,fa0,fa0", "frcsr a0",
        "fcvt.l.d a0,fa0"})
  void whatOnlyReadsTheStateLeavesItClean(String instruction) {
    assertEquals(CLEAN, status(on(instruction).set("a1", Guest.DATA).run(1)));
  }

  @Test
  void resetTurnsItOffAndClearsIt() {
    Guest guest = on("fmv.d.x fa0,a0", "fscsr a0").set("a0", -1).run(2);
    guest.hart.reset(Guest.RAM, 0);
    assertEquals(0, status(guest));
    assertEquals(0, guest.hart.f(10));
    assertEquals(0, guest.hart.csrs.floating.control());
  }

  @Test
  void registersAndFlagsArePartOfTheState() {
    Guest guest = on("fmv.d.x ft0,a0", "fsflagsi zero,1").run(1);
    long before = guest.digest();
    guest.hart.csrs.floating.f[0] = 1;
    assertTrue(before != guest.digest());
    guest.hart.csrs.floating.f[0] = 0;
    assertEquals(before, guest.digest());
    guest.hart.csrs.floating.writeFlags(1);
    assertTrue(before != guest.digest());
  }

  @Test
  void singlesAreBoxedAndTransfersDoNotLook() {
    Guest guest = on("fmv.w.x fa0,a0", "flw fa1,0(a1)", "fmv.x.w a2,fa2", "fsw fa2,8(a1)");
    set(guest, 12, "123456789abcdef0").set("a0", 0x11_2233_4455L).set("a1", Guest.DATA);
    guest.store(Guest.DATA, 0x8765_4321L).store(Guest.DATA + 8, -1).run(4);
    assertEquals("ffffffff22334455", f(guest, 10));
    assertEquals("ffffffff87654321", f(guest, 11));
    assertEquals(0xffff_ffff_9abc_def0L, guest.get("a2"));
    assertEquals(0xffff_ffff_9abc_def0L, guest.load(Guest.DATA + 8));
  }

  @Test
  void aValueThatIsNotBoxedCountsAsNan() {
    Guest guest = on("fsgnj.s fa1,fa0,fa0", "fclass.s a0,fa0", "fmin.s fa2,fa0,fs0");
    set(set(guest, 10, "fffffffe3f800000"), 8, "ffffffff40000000").run(3);
    assertEquals("ffffffff7fc00000", f(guest, 11));
    assertEquals(1 << 9, guest.get("a0"));
    assertEquals("ffffffff40000000", f(guest, 12));
  }

  @Test
  void f0IsARegisterLikeTheOthers() {
    Guest guest = on("fmv.d.x ft0,a0", "fmv.d ft1,ft0", "fmv.x.d zero,ft0").set("a0", 7).run(3);
    assertEquals(7, guest.hart.f(0));
    assertEquals(7, guest.hart.f(1));
    assertEquals(0, guest.hart.x(0));
  }

  @Test
  void loadsAndStoresReachDevices() {
    Guest guest = on("flw fa0,4(a0)", "fsd fa0,8(a0)", "fsw fa0,12(a0)", "fld fa1,1(a0)");
    guest.bus.value = 0x1_3f80_0000L;
    guest.bus.delay = 1;
    guest.set("a0", DEVICE).run(6);
    assertEquals("ffffffff3f800000", f(guest, 10));
    assertEquals(
        List.of("load4 40000004", "resume", "store8 40000008 ffffffff3f800000", "resume",
            "store4 4000000c 3f800000", "resume"),
        guest.bus.log);
    guest.run(1);
    assertEquals(List.of("load address misaligned at 8000000c: 40000001"), guest.events);
  }

  @Test
  void compressedLoadsAndStoresAreThoseOfDoubles() {
    // c.fld fa0,8(a0); c.fsd fa0,16(a0); c.fldsp ft0,24(sp); c.fsdsp ft0,32(sp)
    Guest guest = on(".half 0x2508", ".half 0xa908", ".half 0x2062", ".half 0xb002");
    guest.set("a0", Guest.DATA).set("sp", Guest.DATA);
    guest.store(Guest.DATA + 8, 77).store(Guest.DATA + 24, 88).run(4);
    assertEquals(77, guest.load(Guest.DATA + 16));
    assertEquals(88, guest.load(Guest.DATA + 32));
    assertEquals(Guest.RAM + 8, guest.hart.pc());
  }

  /// What the exact result has of bits far below the others decides ties and tininess. The product
  /// in the first four rows is 2^105 and a little more or less; that is half of the addend's last
  /// place. The product in the last ones is all ones right below the normal numbers: exact as such,
  /// but not in the place that a subnormal number leaves.
  @ParameterizedTest
  @CsvSource({
    "fmadd.d, 4330000002d413cc, 433ffffffa57d869, 49d0000000000000, 0, 49d0000000000001, 1",
    "fmadd.d, 4330000002d413ce, 433ffffffa57d865, 49d0000000000000, 0, 49d0000000000000, 1",
    "fmadd.d, 4330000002d413cc, 433ffffffa57d869, 49d0000000000001, 0, 49d0000000000002, 1",
    "fmadd.d, 4330000002d413ce, 433ffffffa57d865, 49d0000000000001, 0, 49d0000000000001, 1",
    "fmul.d, 017fffffffffffff, 3e80000000000000, 0, 0, 0010000000000000, 3",
    "fmul.d, 017fffffffffffff, 3e80000000000000, 0, 3, 0010000000000000, 3",
    "fmul.d, 817fffffffffffff, 3e80000000000000, 0, 3, 800fffffffffffff, 3",
    "fmul.d, 817fffffffffffff, 3e80000000000000, 0, 2, 8010000000000000, 3"
  })
  void theLastBitOfTheExactResultCounts(
      String mnemonic, String a, String b, String c, int mode, String result, int flags) {
    String operands = mnemonic.equals("fmul.d") ? " fa0,ft1,ft2" : " fa0,ft1,ft2,ft3";
    Guest guest = on("fscsr a0", mnemonic + operands).set("a0", mode << 5);
    set(set(set(guest, 1, a), 2, b), 3, c).run(2);
    assertEquals(result, "%016x".formatted(guest.hart.f(10)));
    assertEquals(flags, guest.hart.csrs.floating.flags());
  }
}
