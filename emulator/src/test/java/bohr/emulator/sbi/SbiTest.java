package bohr.emulator.sbi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bohr.emulator.sbi.SbiAnswer.Gone;
import bohr.emulator.sbi.SbiAnswer.LegacyReturned;
import bohr.emulator.sbi.SbiAnswer.Returned;
import bohr.emulator.sbi.SbiAnswer.ReturnedAfterWaiting;
import bohr.emulator.state.DigestWalker;
import bohr.emulator.state.Loader;
import bohr.emulator.state.Saver;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class SbiTest {

  private static final SbiAnswer OK = new Returned(0, 0);
  private static final SbiAnswer NOT_SUPPORTED = new Returned(-2, 0);
  private static final SbiAnswer INVALID_PARAMETER = new Returned(-3, 0);
  private static final SbiAnswer INVALID_ADDRESS = new Returned(-5, 0);
  private static final SbiAnswer ALREADY_AVAILABLE = new Returned(-6, 0);

  private final FakePlatform platform = new FakePlatform();
  private final Sbi sbi = new Sbi(platform);

  /// A call of hart 1.
  private SbiAnswer call(long extension, long function, long... arguments) {
    return callFrom(1, extension, function, arguments);
  }

  private SbiAnswer callFrom(int hart, long extension, long function, long... arguments) {
    long[] a = new long[4];
    System.arraycopy(arguments, 0, a, 0, arguments.length);
    return sbi.call(new SbiCall(hart, extension, function, a[0], a[1], a[2], a[3]));
  }

  private void assertDone(String... expected) {
    assertEquals(List.of(expected), platform.log);
    platform.log.clear();
  }

  @Test
  void theBaseExtensionSaysVersionTwoAndWhatIsThere() {
    assertEquals(new Returned(0, 0x0200_0000), call(Sbi.BASE, 0));
    assertEquals(new Returned(0, 0x626f_6872), call(Sbi.BASE, 1));
    assertEquals(new Returned(0, 1), call(Sbi.BASE, 2));
    for (int there : new int[] {0, 1, 2, 8, 0x10, Sbi.TIME, Sbi.IPI, Sbi.HSM, Sbi.SRST, Sbi.DBCN}) {
      assertEquals(new Returned(0, 1), call(Sbi.BASE, 3, there));
    }
    for (long absent : new long[] {3, 4, 7, 9, 0x504d55, -1, 1L << 32 | Sbi.TIME}) {
      assertEquals(OK, call(Sbi.BASE, 3, absent));
    }
    assertEquals(OK, call(Sbi.BASE, 4));
    assertEquals(NOT_SUPPORTED, call(Sbi.BASE, 7));
  }

  @Test
  void unknownExtensionsAndFunctionsAreNotSupported() {
    assertEquals(NOT_SUPPORTED, call(0x504d55, 0));
    assertEquals(NOT_SUPPORTED, call(1L << 32 | Sbi.TIME, 0));
    for (int extension : new int[] {Sbi.TIME, Sbi.IPI, Sbi.RFENCE, Sbi.HSM, Sbi.SRST, Sbi.DBCN}) {
      assertEquals(NOT_SUPPORTED, call(extension, 9));
      assertEquals(NOT_SUPPORTED, call(extension, 1L << 32));
      assertEquals(NOT_SUPPORTED, call(extension, -1));
    }
    assertDone();
  }

  @Test
  void setTimerSetsTheCallersTimer() {
    assertEquals(OK, callFrom(3, Sbi.TIME, 0, -1));
    assertDone("timer 3 -1");
  }

  @Test
  void anIpiGoesToTheHartsOfTheMaskFromItsBaseOn() {
    assertEquals(OK, call(Sbi.IPI, 0, 0b101, 1));
    assertDone("interrupt 1", "interrupt 3");
  }

  @Test
  void aBaseOfAllOnesIsEveryHartWhateverTheMask() {
    assertEquals(OK, call(Sbi.IPI, 0, 0, -1));
    assertDone("interrupt 0", "interrupt 1", "interrupt 2", "interrupt 3");
  }

  @Test
  void anIpiToAHartThatDoesNotExistReachesNobody() {
    assertEquals(INVALID_PARAMETER, call(Sbi.IPI, 0, 0b10000, 0));
    assertEquals(INVALID_PARAMETER, call(Sbi.IPI, 0, 1, 4));
    assertEquals(INVALID_PARAMETER, call(Sbi.IPI, 0, 1, 64));
    assertEquals(INVALID_PARAMETER, call(Sbi.IPI, 0, 1, -2));
    assertEquals(INVALID_PARAMETER, call(Sbi.IPI, 0, 1L << 63, 1));
    assertDone();
    assertEquals(OK, call(Sbi.IPI, 0, 0, 70));
    assertDone();
  }

  @Test
  void remoteFencesReachTheSelectedHarts() {
    assertEquals(OK, call(Sbi.RFENCE, 0, 0b11, 0));
    assertDone("fence.i 0", "fence.i 1");
    assertEquals(OK, call(Sbi.RFENCE, 1, 1, 2, 0x1000, 0x1000));
    assertDone("sfence.vma 2");
    assertEquals(OK, call(Sbi.RFENCE, 2, 0, -1));
    assertDone("sfence.vma 0", "sfence.vma 1", "sfence.vma 2", "sfence.vma 3");
    assertEquals(INVALID_PARAMETER, call(Sbi.RFENCE, 1, 1, 4));
    assertEquals(NOT_SUPPORTED, call(Sbi.RFENCE, 3, 1, 0));
    assertDone();
  }

  @Test
  void onlyHart0IsStartedAtReset() {
    assertEquals(new Returned(0, HartStates.STARTED), call(Sbi.HSM, 2, 0));
    assertEquals(new Returned(0, HartStates.STOPPED), call(Sbi.HSM, 2, 1));
    assertEquals(INVALID_PARAMETER, call(Sbi.HSM, 2, 4));
    assertEquals(INVALID_PARAMETER, call(Sbi.HSM, 2, -1));
  }

  @Test
  void aStoppedHartIsStartedOnce() {
    assertEquals(OK, callFrom(0, Sbi.HSM, 0, 2, 0x1004, 99));
    assertDone("start 2 at 0x1004 with 99");
    assertEquals(new Returned(0, HartStates.STARTED), call(Sbi.HSM, 2, 2));
    assertEquals(ALREADY_AVAILABLE, callFrom(0, Sbi.HSM, 0, 2, 0x1004, 99));
    assertDone();
  }

  @Test
  void aHartIsNotStartedWhereItCannotExecute() {
    assertEquals(INVALID_ADDRESS, call(Sbi.HSM, 0, 2, 0xff8));
    assertEquals(INVALID_ADDRESS, call(Sbi.HSM, 0, 2, 0x1001));
    assertEquals(INVALID_PARAMETER, call(Sbi.HSM, 0, 4, 0x1004));
    assertDone();
    assertEquals(new Returned(0, HartStates.STOPPED), call(Sbi.HSM, 2, 2));
  }

  @Test
  void aHartStopsItselfAndCanBeStartedAgain() {
    assertEquals(new Gone(), callFrom(0, Sbi.HSM, 1));
    assertDone("stop 0");
    assertEquals(new Returned(0, HartStates.STOPPED), call(Sbi.HSM, 2, 0));
    assertEquals(OK, call(Sbi.HSM, 0, 0, 0x1000, 7));
    assertDone("start 0 at 0x1000 with 7");
  }

  @Test
  void aRetentiveSuspendReturnsAfterAnInterrupt() {
    assertEquals(new ReturnedAfterWaiting(), callFrom(0, Sbi.HSM, 3, 0));
    platform.suspended = 0;
    assertEquals(new Returned(0, HartStates.SUSPENDED), call(Sbi.HSM, 2, 0));
    assertEquals(ALREADY_AVAILABLE, call(Sbi.HSM, 0, 0, 0x1000, 7));
    platform.suspended = -1;
    assertEquals(new Returned(0, HartStates.STARTED), call(Sbi.HSM, 2, 0));
  }

  @Test
  void aNonRetentiveSuspendGoesOnWhereItWasToldTo() {
    assertEquals(new Gone(), callFrom(0, Sbi.HSM, 3, 0x8000_0000L, 0x1010, 5));
    assertDone("start 0 at 0x1010 with 5", "suspend 0");
    assertEquals(INVALID_ADDRESS, callFrom(0, Sbi.HSM, 3, 0x8000_0000L, 0x10, 5));
    assertDone();
  }

  @Test
  void otherKindsOfSuspendAreReservedOrAPlatforms() {
    assertEquals(INVALID_PARAMETER, call(Sbi.HSM, 3, 1));
    assertEquals(NOT_SUPPORTED, call(Sbi.HSM, 3, 0x1000_0000L));
    assertEquals(INVALID_PARAMETER, call(Sbi.HSM, 3, 0x8000_0001L));
    assertEquals(NOT_SUPPORTED, call(Sbi.HSM, 3, 0xffff_ffffL));
    assertDone();
  }

  @Test
  void aShutdownOrRebootEndsTheRun() {
    assertEquals(new Gone(), call(Sbi.SRST, 0, 0, 0));
    assertDone("end 0");
    assertEquals(new Gone(), call(Sbi.SRST, 0, 1, 0));
    assertDone("end 0");
    assertEquals(new Gone(), call(Sbi.SRST, 0, 0, 1));
    assertDone("end 1");
    assertEquals(INVALID_PARAMETER, call(Sbi.SRST, 0, 3, 0));
    assertEquals(INVALID_PARAMETER, call(Sbi.SRST, 0, 0, 2));
    assertEquals(NOT_SUPPORTED, call(Sbi.SRST, 0, 0xf000_0000L, 0));
    assertDone();
  }

  @Test
  void theDebugConsoleSendsMemoryAndBytes() {
    byte[] text = "hello\n".getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(text, 0, platform.memory, 16, text.length);
    assertEquals(new Returned(0, 6), call(Sbi.DBCN, 0, 6, 0x1010));
    assertEquals(OK, call(Sbi.DBCN, 2, 0x121));
    assertEquals("hello\n!", platform.output.toString());
  }

  @Test
  void theDebugConsoleReadsWhatIsThere() {
    platform.input.addAll(List.of(0x41, 0xff));
    assertEquals(new Returned(0, 2), call(Sbi.DBCN, 1, 10, 0x1000));
    assertEquals(0x41, platform.memory[0]);
    assertEquals(-1, platform.memory[1]);
    assertEquals(0, platform.memory[2]);
    assertEquals(OK, call(Sbi.DBCN, 1, 10, 0x1000));
  }

  @Test
  void theDebugConsoleTakesMemoryOnlyAndNotTooMuchOfIt() {
    assertEquals(INVALID_PARAMETER, call(Sbi.DBCN, 0, 1, 0xfff));
    assertEquals(INVALID_PARAMETER, call(Sbi.DBCN, 0, 1, 0x1000, 1));
    assertEquals(INVALID_PARAMETER, call(Sbi.DBCN, 0, -1, 0x1000));
    assertEquals(INVALID_PARAMETER, call(Sbi.DBCN, 1, 0x2001, 0x1000));
    assertEquals("", platform.output.toString());
    assertEquals(new Returned(0, 4096), call(Sbi.DBCN, 0, 0x2000, 0x1000));
  }

  @Test
  void legacyCallsKeepA1() {
    assertEquals(new LegacyReturned(0), call(1, 77, 'x'));
    assertEquals("x", platform.output.toString());
    assertEquals(new LegacyReturned(-1), call(2, 0));
    platform.input.add(0x80);
    assertEquals(new LegacyReturned(0x80), call(2, 0));
    assertEquals(new LegacyReturned(0), call(0, 0, 1234));
    assertDone("timer 1 1234");
    assertEquals(new Gone(), call(8, 0));
    assertDone("end 0");
  }

  @Test
  void whichHartsAreStartedIsState() {
    Saver saver = new Saver();
    sbi.walk(saver);
    long before = digest();
    call(Sbi.HSM, 0, 2, 0x1004, 99);
    assertTrue(before != digest());
    sbi.walk(new Loader().from(saver.saved()));
    assertEquals(before, digest());
    assertEquals(new Returned(0, HartStates.STOPPED), call(Sbi.HSM, 2, 2));
  }

  private long digest() {
    DigestWalker walker = new DigestWalker();
    sbi.walk(walker.reset());
    return walker.digest();
  }

  @Property(tries = 10_000)
  void noCallHarmsTheMachine(
      @ForAll @LongRange(min = 0, max = 20) long which,
      @ForAll @LongRange(min = -2, max = 8) long function,
      @ForAll long a0, @ForAll long a1, @ForAll long a2) {
    long[] known = {Sbi.BASE, Sbi.TIME, Sbi.IPI, Sbi.RFENCE, Sbi.HSM, Sbi.SRST, Sbi.DBCN};
    long extension = which < known.length ? known[(int) which] : which - known.length;
    call(extension, function, a0, a1, a2);
  }
}
