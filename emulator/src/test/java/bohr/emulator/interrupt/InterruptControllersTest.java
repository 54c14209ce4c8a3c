package bohr.emulator.interrupt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bohr.emulator.agent.Clock;
import bohr.emulator.agent.Roster;
import bohr.emulator.agent.VisibleAccesses;
import bohr.emulator.bus.SystemBus;
import bohr.emulator.hart.GuestPort;
import bohr.emulator.hart.Hart;
import bohr.emulator.memory.Memory;
import bohr.emulator.oracle.Monitor;
import bohr.emulator.oracle.Oracles;
import org.junit.jupiter.api.Test;

class InterruptControllersTest {

  private static final long ENABLE = 0x2000;
  private static final long CONTEXT0 = 0x20_0000;
  private static final long CLAIM0 = CONTEXT0 + 4;
  private static final int PENDING_WORD_1 = 0x1004;

  private final Clock clock = new Clock();
  private final Monitor monitor = new Monitor(Oracles.all(), Long::toHexString);
  private final Hart[] harts = new Hart[2];
  private final ExternalInterrupt[] wires = new ExternalInterrupt[4];

  private static final class Silent implements GuestPort {
    @Override
    public void hint(Hart hart, int code, long value) {}

    @Override
    public void exception(Hart hart, int cause, long pc, long value) {}
  }

  InterruptControllersTest() {
    Memory memory = new Memory(4096, 0, 2);
    Roster roster = new Roster();
    SystemBus bus = new SystemBus(memory, roster, new VisibleAccesses(), 2);
    for (int id = 0; id < harts.length; id++) {
      harts[id] = new Hart(id, memory, bus, new Silent(), clock, roster);
      wires[2 * id] = new ExternalInterrupt(harts[id], Hart.EXTERNAL);
      wires[2 * id + 1] = new ExternalInterrupt(harts[id], Hart.SUPERVISOR_EXTERNAL);
    }
  }

  private Plic plicWithSources(int... sources) {
    Plic plic = new Plic(wires, monitor);
    long enabled = 0;
    for (int source : sources) {
      plic.store(4L * source, 4, 1);
      enabled |= 1L << (source & 31);
    }
    plic.store(ENABLE + 4, 4, enabled);
    return plic;
  }

  @Test
  void aSourceIsClaimedOnceAndAgainAfterCompletionWhileItsLevelIsHigh() {
    Plic plic = plicWithSources(33);
    plic.setSource(33, true);
    assertEquals(33, plic.load(CLAIM0, 4));
    assertEquals(0, plic.load(CLAIM0, 4));
    plic.store(CLAIM0, 4, 33);
    assertEquals(33, plic.load(CLAIM0, 4), "the level is still high");
    plic.setSource(33, false);
    plic.store(CLAIM0, 4, 33);
    assertEquals(0, plic.load(CLAIM0, 4));
  }

  @Test
  void aLevelIsLostIfItsSourceWasNotEnabledWhenItWasCompleted() {
    Plic plic = plicWithSources(33);
    plic.setSource(33, true);
    plic.load(CLAIM0, 4);
    plic.store(ENABLE + 4, 4, 0);
    plic.store(CLAIM0, 4, 33);
    plic.store(ENABLE + 4, 4, 1L << 1);
    assertEquals(0, plic.load(CLAIM0, 4));
    assertNull(monitor.finding(), "somebody may still make it good");
    plic.reportWithheld();
    assertEquals("interrupt-lost", monitor.finding().oracle());
  }

  @Test
  void aLevelIsNotLostIfTheCompletionIsRepeatedOrTheSourceStaysDisabledOrTheWireFalls() {
    for (int repair = 0; repair < 3; repair++) {
      Plic plic = plicWithSources(33);
      plic.setSource(33, true);
      plic.load(CLAIM0, 4);
      plic.store(ENABLE + 4, 4, 0);
      plic.store(CLAIM0, 4, 33);
      plic.store(ENABLE + 4, 4, repair == 1 ? 0 : 1L << 1);
      if (repair == 0) {
        plic.store(CLAIM0, 4, 33);
      }
      plic.setSource(33, repair != 2);
      plic.reportWithheld();
      assertNull(monitor.finding());
    }
  }

  @Test
  void aLevelThatIsBeingServedIsNotLost() {
    Plic plic = plicWithSources(33);
    plic.setSource(33, true);
    plic.load(CLAIM0, 4);
    plic.reportWithheld();
    assertNull(monitor.finding());
  }

  @Test
  void aRequestThatWasForwardedStaysPendingThoughTheWireFalls() {
    Plic plic = plicWithSources(33);
    plic.setSource(33, true);
    plic.setSource(33, false);
    assertEquals(2, plic.load(PENDING_WORD_1, 4));
    assertEquals(33, plic.load(CLAIM0, 4));
  }

  @Test
  void aCompletionOfASourceThatIsNotEnabledIsIgnored() {
    Plic plic = plicWithSources(33);
    plic.setSource(33, true);
    plic.load(CLAIM0, 4);
    plic.store(ENABLE + 4, 4, 0);
    plic.store(CLAIM0, 4, 33);
    plic.store(ENABLE + 4, 4, 2);
    assertEquals(0, plic.load(CLAIM0, 4), "the source is stuck (Z08)");
  }

  @Test
  void theHighestPriorityIsClaimedFirstAndTheLowestNumberAmongEquals() {
    Plic plic = plicWithSources(33, 34, 35);
    plic.store(4 * 35, 4, 7);
    plic.setSource(34, true);
    plic.setSource(33, true);
    plic.setSource(35, true);
    assertEquals(35, plic.load(CLAIM0, 4));
    assertEquals(33, plic.load(CLAIM0, 4));
    assertEquals(34, plic.load(CLAIM0, 4));
  }

  @Test
  void prioritiesAtOrBelowTheThresholdAreNotClaimed() {
    Plic plic = plicWithSources(33);
    plic.setSource(33, true);
    plic.store(CONTEXT0, 4, 1);
    assertEquals(0, plic.load(CLAIM0, 4));
    plic.store(CONTEXT0, 4, 0);
    assertEquals(33, plic.load(CLAIM0, 4));
  }

  @Test
  void registersThatDoNotExistReadAsZeroAndIgnoreWrites() {
    Plic plic = new Plic(wires, monitor);
    for (long offset = 0; offset < 0x60_0000; offset += 0x3fc) {
      plic.store(offset, 4, -1);
      plic.load(offset, 4);
    }
    assertEquals(0, plic.load(0, 4), "source 0 does not exist");
  }

  @Test
  void theLowestEnabledIdentityBelowTheThresholdIsOnTop() {
    Imsic imsic = new Imsic(wires[0]);
    imsic.write(0x70, 1);
    imsic.write(0xc0, 0b1110);
    imsic.message(3);
    imsic.message(2);
    imsic.message(5);
    assertEquals(2 << 16 | 2, imsic.topInterrupt());
    imsic.claim();
    assertEquals(3 << 16 | 3, imsic.topInterrupt());
    imsic.write(0x72, 3);
    assertEquals(0, imsic.topInterrupt());
    assertEquals(0b101000, imsic.read(0x80));
  }

  @Test
  void identitiesThatDoNotExistAreIgnored() {
    Imsic imsic = new Imsic(wires[0]);
    for (int identity : new int[] {0, 256, -1, Integer.MAX_VALUE}) {
      imsic.message(identity);
    }
    imsic.write(0x80, 1);
    for (int select = 0x80; select < 0xc0; select += 2) {
      assertEquals(0, imsic.read(select));
    }
  }

  @Test
  void onlyEvenRegistersOfTheArraysExist() {
    Imsic imsic = new Imsic(wires[0]);
    assertTrue(imsic.implementsRegister(0x70));
    assertTrue(imsic.implementsRegister(0xfe));
    assertFalse(imsic.implementsRegister(0x71));
    assertFalse(imsic.implementsRegister(0x81));
    assertFalse(imsic.implementsRegister(0x100));
  }

  @Test
  void theNextDeadlineIsTheFirstOneInTheFuture() {
    Aclint aclint = new Aclint(harts, clock);
    assertEquals(-1, aclint.nextDeadline());
    aclint.store(0x4000, 8, 20);
    aclint.store(0x4008, 8, 10);
    assertEquals(10, aclint.nextDeadline());
    clock.step(100);
    assertEquals(20, aclint.nextDeadline());
    assertEquals(10, aclint.load(0xbff8, 8));
  }

  @Test
  void aDeadlineCanBeWrittenInHalves() {
    Aclint aclint = new Aclint(harts, clock);
    aclint.store(0x4004, 4, 0);
    aclint.store(0x4000, 4, 77);
    assertEquals(77, aclint.load(0x4000, 8));
    assertEquals(0, aclint.load(0x4004, 4));
  }

  @Test
  void softwareInterruptsReadBackAsOneBit() {
    Aclint aclint = new Aclint(harts, clock);
    aclint.store(4, 4, 0xff);
    assertEquals(1, aclint.load(4, 4));
    assertEquals(0, aclint.load(0, 4));
    assertFalse(aclint.accepts(0, 8));
  }

  @Test
  void registersOfHartsThatDoNotExistReadAsZero() {
    Aclint aclint = new Aclint(harts, clock);
    aclint.store(8, 4, 1);
    aclint.store(0x4010, 8, 5);
    assertEquals(0, aclint.load(8, 4));
    assertEquals(0, aclint.load(0x4010, 8));
  }
}
