package bohr.emulator.pci;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bohr.emulator.agent.Chooser;
import bohr.emulator.agent.Clock;
import bohr.emulator.agent.Roster;
import bohr.emulator.agent.VisibleAccesses;
import bohr.emulator.oracle.Monitor;
import bohr.emulator.oracle.Oracles;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FunctionTest {

  private static final int COMMAND = 0x04;
  private static final int BAR0 = 0x10;
  private static final int MSI = 0x80;
  private static final int DEVICE_CONTROL = 0x48;

  private final Roster roster = new Roster();
  private final Monitor monitor = new Monitor(Oracles.all(), Long::toHexString);
  private final List<Boolean> pin = new ArrayList<>();

  private final Upstream nowhere =
      new Upstream() {
        @Override
        public void write(long address, byte[] data, int agent) {}

        @Override
        public void message(long address, int data, int agent) {}

        @Override
        public byte[] read(long address, int length) {
          return new byte[length];
        }

        @Override
        public void completed(int hart) {}

        @Override
        public int objectAt(long address) {
          return 0;
        }
      };

  private Function function(boolean mapped) {
    return function(new Function.RequestPolicy(mapped, false, false, false, false));
  }

  private Function function(Function.RequestPolicy policy) {
    Link link = new Link("dev", 0, 0, nowhere, roster, new Clock(), monitor);
    return new Function(
        "dev",
        1,
        0,
        new Function.Identity(0x1234, 0x5678, 0x00ff00, 3),
        policy,
        link,
        (slot, asserted) -> pin.add(asserted),
        monitor,
        new VisibleAccesses());
  }

  @Test
  void identifiesItselfAsAType0Function() {
    Function function = function(false);
    assertEquals(0x56781234, function.readConfig(0, 4));
    assertEquals(0x00ff0003, function.readConfig(8, 4));
    assertEquals(0, function.readConfig(0x0e, 1));
    assertEquals(0x10, function.readConfig((int) function.readConfig(0x34, 1), 1));
  }

  @Test
  void aBarTellsItsSizeAndKeepsItsType() {
    Function function = function(false);
    function.addBar(0, 1 << 20, false);
    function.addBar(2, 1L << 33, true);
    function.writeConfig(BAR0, 4, -1);
    assertEquals(0xfff00000L, function.readConfig(BAR0, 4));
    function.writeConfig(BAR0 + 8, 4, -1);
    function.writeConfig(BAR0 + 12, 4, -1);
    assertEquals(0x4, function.readConfig(BAR0 + 8, 4));
    assertEquals(0xfffffffeL, function.readConfig(BAR0 + 12, 4));
  }

  @Test
  void aBarDecodesOnlyWhileMemorySpaceIsEnabled() {
    Function function = function(false);
    function.addBar(0, 4096, false);
    function.writeConfig(BAR0, 4, 0x4000_0000);
    assertEquals(-1, function.barAt(0x4000_0010L));
    function.writeConfig(COMMAND, 2, 2);
    assertEquals(0, function.barAt(0x4000_0010L));
    assertEquals(-1, function.barAt(0x4000_1000L));
    assertEquals(-1, function.barAt(0x3fff_ffffL));
  }

  @Test
  void readOnlyBitsStayAndNarrowWritesLeaveTheirNeighbours() {
    Function function = function(false);
    function.writeConfig(COMMAND, 2, 0xffff);
    assertEquals(0x0406, function.readConfig(COMMAND, 2));
    function.writeConfig(COMMAND, 1, 0);
    assertEquals(0x0400, function.readConfig(COMMAND, 2));
    function.writeConfig(0, 4, 0);
    assertEquals(0x56781234, function.readConfig(0, 4));
  }

  @Test
  void withoutBusMasterEnableNothingIsIssuedBeatByBeat() {
    Function function = function(false);
    function.writeConfig(COMMAND, 2, 4);
    Grant grant = function.begin();
    function.writeConfig(COMMAND, 2, 0);
    function.write(grant, 0x8000_0000L, new byte[8]);
    assertFalse(function.read(grant, 0x8000_0000L, 8, 0));
    assertFalse(roster.isEnabled(0));
    assertEquals(null, monitor.finding());
  }

  @Test
  void aMappedTransferGoesOnWithoutBusMasterEnableAndTheGateOracleFires() {
    Function function = function(true);
    function.writeConfig(COMMAND, 2, 4);
    Grant grant = function.begin();
    function.writeConfig(COMMAND, 2, 0);
    function.write(grant, 0x8000_0000L, new byte[8]);
    assertTrue(roster.isEnabled(0));
    assertEquals("gate", monitor.finding().oracle());
    assertEquals(
        "dev issued a DMA write while bus master enable is clear", monitor.finding().message());
  }

  @Test
  void aMappedTransferThatBeganWithoutBusMasterEnableIssuesNothing() {
    Function function = function(true);
    Grant grant = function.begin();
    function.writeConfig(COMMAND, 2, 4);
    function.write(grant, 0x8000_0000L, new byte[8]);
    assertFalse(roster.isEnabled(0));
  }

  @Test
  void aRequestOfATransferFromBeforeAnAcknowledgedResetIsAFinding() {
    Function function = function(false);
    function.writeConfig(COMMAND, 2, 4);
    Grant grant = function.begin();
    function.acknowledgeReset();
    function.write(grant, 0x8000_0000L, new byte[8]);
    assertEquals(
        "dev issued a DMA write after its reset was acknowledged", monitor.finding().message());
  }

  @Test
  void functionLevelResetClearsTheFunctionAndTellsItsDevice() {
    Function function = function(false);
    function.addBar(0, 4096, false);
    List<String> resets = new ArrayList<>();
    function.onReset(() -> resets.add("reset"));
    function.writeConfig(COMMAND, 2, 6);
    function.writeConfig(BAR0, 4, 0x4000_0000);
    function.writeConfig(DEVICE_CONTROL, 2, 0x8000);
    assertEquals(List.of("reset"), resets);
    assertEquals(0, function.readConfig(COMMAND, 2));
    assertEquals(0, function.readConfig(BAR0, 4));
    assertEquals(0x10, function.readConfig(DEVICE_CONTROL, 2), "the bit reads as zero");
  }

  @Test
  void everyWidthOfWriteThatTouchesTheBitResets() {
    for (int[] write : new int[][] {{DEVICE_CONTROL, 4, 0x8000}, {DEVICE_CONTROL + 1, 1, 0x80}}) {
      Function function = function(false);
      List<String> resets = new ArrayList<>();
      function.onReset(() -> resets.add("reset"));
      function.writeConfig(write[0], write[1], write[2]);
      assertEquals(1, resets.size());
    }
  }

  @Test
  void anMsiNeedsItsEnableAndBusMasterEnable() {
    Function function = function(false);
    function.addMsi();
    assertEquals(MSI, function.readConfig(0x41, 1));
    function.interrupts().signal(0);
    assertFalse(roster.isEnabled(0));
    function.writeConfig(MSI + 2, 2, 1);
    function.interrupts().signal(0);
    assertFalse(roster.isEnabled(0), "bus master enable is clear: the message is lost");
    function.writeConfig(COMMAND, 2, 4);
    function.interrupts().signal(0);
    assertTrue(roster.isEnabled(0));
    assertEquals("MSI 0x0 to 0x0", function.link().describe());
  }

  @Test
  void aMaskedMsiXVectorWaitsInThePendingBitsAndGoesOutWhenUnmasked() {
    Function function = function(false);
    function.addMsiX(2, 2);
    function.writeConfig(COMMAND, 2, 4);
    function.writeConfig(MSI + 2, 2, 0x8000);
    function.interrupts().storeMsiX(16, 0x2400_0000L);
    function.interrupts().storeMsiX(24, 42);
    function.interrupts().signal(1);
    assertEquals(2, function.interrupts().loadMsiX(MsiX.PENDING_OFFSET));
    assertFalse(roster.isEnabled(0));
    function.interrupts().storeMsiX(28, 0);
    assertEquals(0, function.interrupts().loadMsiX(MsiX.PENDING_OFFSET));
    assertEquals("MSI 0x2a to 0x24000000", function.link().describe());
  }

  @Test
  void aMessageIsLostBehindItsMaskIfThePolicySaysSo() {
    Function function = function(new Function.RequestPolicy(false, false, false, true, false));
    function.addMsiX(2, 1);
    function.writeConfig(COMMAND, 2, 4);
    function.writeConfig(MSI + 2, 2, 0x8000);
    function.interrupts().signal(0);
    assertEquals(0, function.interrupts().loadMsiX(MsiX.PENDING_OFFSET));
    function.interrupts().storeMsiX(12, 0);
    assertFalse(roster.isEnabled(0));
    function.interrupts().signal(0);
    assertTrue(roster.isEnabled(0), "what is sent without a mask arrives");
  }

  @Test
  void twoMessagesBehindAMaskAreOneWhenItIsGone() {
    Function function = function(false);
    function.addMsiX(2, 1);
    function.writeConfig(COMMAND, 2, 4);
    function.writeConfig(MSI + 2, 2, 0x8000);
    function.interrupts().signal(0);
    function.interrupts().signal(0);
    function.interrupts().storeMsiX(12, 0);
    assertEquals(1, function.link().perform(9, Chooser.STRONGEST));
    assertFalse(roster.isEnabled(0));
  }

  @Test
  void theFunctionMaskHoldsMessagesBackToo() {
    Function function = function(false);
    function.addMsiX(2, 1);
    function.writeConfig(COMMAND, 2, 4);
    function.interrupts().storeMsiX(12, 0);
    function.writeConfig(MSI + 2, 2, 0xc000);
    function.interrupts().signal(0);
    assertFalse(roster.isEnabled(0));
    function.writeConfig(MSI + 2, 2, 0x8000);
    assertTrue(roster.isEnabled(0));
  }

  @Test
  void intxFollowsTheDeviceUnlessItIsDisabledOrMessagesAreEnabled() {
    Function function = function(false);
    function.addMsi();
    function.interrupts().setIntx(true);
    assertEquals(true, pin.getLast());
    assertEquals(0x18, function.readConfig(6, 2));
    function.writeConfig(COMMAND, 2, 0x400);
    assertEquals(false, pin.getLast());
    assertEquals(0x18, function.readConfig(6, 2), "the status bit shows the device's side");
    function.writeConfig(COMMAND, 2, 0);
    assertEquals(true, pin.getLast());
    function.writeConfig(MSI + 2, 2, 1);
    assertEquals(false, pin.getLast());
  }

  @Test
  void extendedConfigSpaceReadsAsZero() {
    Function function = function(false);
    function.writeConfig(0x100, 4, -1);
    assertEquals(0, function.readConfig(0x100, 4));
  }

  private Function withMsiX(boolean forgetful) {
    Function function = function(new Function.RequestPolicy(false, false, false, forgetful, false));
    function.addMsiX(2, 2);
    function.writeConfig(COMMAND, 2, 6);
    function.writeConfig(MSI + 2, 2, 1 << 15);
    return function;
  }

  @Test
  void aMessageOfAMaskedVectorThatNothingKeepsIsLost() {
    withMsiX(true).interrupts().signal(0);
    assertEquals("interrupt-lost", monitor.finding().oracle());
    assertEquals(
        "dev's message of vector 0 is lost: its vector is masked and no pending bit keeps it",
        monitor.finding().message());
  }

  @Test
  void messagesOfAMaskedVectorThatAPendingBitKeepsAreCoalescedAndNotLost() {
    Function function = withMsiX(false);
    function.interrupts().signal(0);
    function.interrupts().signal(0);
    assertEquals(1, function.interrupts().loadMsiX(MsiX.PENDING_OFFSET));
    function.interrupts().storeMsiX(12, 0);
    function.link().perform(9, Chooser.STRONGEST);
    assertEquals(0, function.interrupts().loadMsiX(MsiX.PENDING_OFFSET));
    assertNull(monitor.finding());
  }

  @Test
  void aMessageOfATransferFromBeforeAnAcknowledgedResetGoesThroughAShutGate() {
    Function function = withMsiX(false);
    function.interrupts().storeMsiX(12, 0);
    Grant before = function.begin();
    function.interrupts().signal(0, before);
    assertNull(monitor.finding());
    function.acknowledgeReset();
    function.interrupts().signal(0, function.begin());
    assertNull(monitor.finding());
    function.interrupts().signal(0, before);
    assertEquals("gate", monitor.finding().oracle());
    assertEquals(
        "dev issued a MSI after its reset was acknowledged", monitor.finding().message());
  }

  @Test
  void aMessageIsNotIssuedWithoutBusMasterEnable() {
    Function function = withMsiX(false);
    function.interrupts().storeMsiX(12, 0);
    function.writeConfig(COMMAND, 2, 2);
    function.interrupts().signal(0);
    assertFalse(roster.isEnabled(0));
    assertNull(monitor.finding());
  }
}
