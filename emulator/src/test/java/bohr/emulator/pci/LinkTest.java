package bohr.emulator.pci;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bohr.emulator.agent.Access;
import bohr.emulator.agent.Chooser;
import bohr.emulator.agent.Clock;
import bohr.emulator.agent.Roster;
import bohr.emulator.oracle.Finding;
import bohr.emulator.oracle.Monitor;
import bohr.emulator.oracle.Oracles;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// PCI Express Base Specification §2.4.1: who may pass whom.
class LinkTest {

  private static final int LINK = 3;
  private static final int WAITER = 5;

  private final List<String> arrivals = new ArrayList<>();
  private final List<Integer> offered = new ArrayList<>();
  private final Roster roster = new Roster();
  private final Clock clock = new Clock();
  private final Monitor monitor = new Monitor(Oracles.all(), Long::toHexString);
  private final Link link = new Link("edu", LINK, 0, new Memo(), roster, clock, monitor);

  private final class Memo implements Upstream {
    @Override
    public void write(long address, byte[] data, int agent) {
      arrivals.add("write " + address);
    }

    @Override
    public void message(long address, int data, int agent) {
      arrivals.add("msi " + data);
    }

    @Override
    public byte[] read(long address, int length) {
      arrivals.add("read " + address);
      return new byte[length];
    }

    @Override
    public void completed(int hart) {
      arrivals.add("completion " + hart);
    }

    @Override
    public int objectAt(long address) {
      return Access.NO_OBJECT;
    }
  }

  LinkTest() {
    link.deliverReadsTo((tag, data) -> arrivals.add("data " + tag));
  }

  private static Tlp.Write write(long address, boolean relaxed) {
    return new Tlp.Write(address, new byte[4], relaxed);
  }

  /// Always the youngest that may go now.
  private int youngest(int agent, int alternatives) {
    offered.add(alternatives);
    return alternatives - 1;
  }

  private void deliverAll(Chooser chooser) {
    while (roster.isEnabled(LINK)) {
      link.perform(1, chooser);
    }
  }

  @Test
  void postedWritesNeverPassPostedWrites() {
    link.send(write(1, false));
    link.send(write(2, false));
    link.send(new Tlp.Msi(0, 7, false));
    deliverAll(this::youngest);
    assertEquals(List.of("write 1", "write 2", "msi 7"), arrivals);
    assertEquals(List.of(), offered, "where there is no choice, nobody is asked");
  }

  @Test
  void aRelaxedWriteMayPassAndTheChoiceZeroIsTheOldest() {
    link.send(write(1, false));
    link.send(write(2, true));
    deliverAll(Chooser.STRONGEST);
    assertEquals(List.of("write 1", "write 2"), arrivals);
    link.send(write(3, false));
    link.send(write(4, true));
    deliverAll(this::youngest);
    assertEquals(List.of("write 1", "write 2", "write 4", "write 3"), arrivals);
    assertEquals(List.of(2), offered);
  }

  @Test
  void aReadDoesNotPassPostedWrites() {
    link.send(write(1, false));
    link.send(new Tlp.Read(2, 4, 9));
    deliverAll(this::youngest);
    assertEquals(List.of("write 1", "read 2", "data 9"), arrivals);
  }

  @Test
  void aPostedWriteMayPassAReadAndACompletion() {
    link.send(new Tlp.Read(1, 4, 9));
    link.send(new Tlp.Completion(0));
    link.send(write(2, false));
    deliverAll(this::youngest);
    assertEquals(List.of("write 2", "read 1", "data 9", "completion 0"), arrivals);
  }

  @Test
  void aCompletionPushesPostedWritesBeforeIt() {
    link.send(write(1, false));
    link.send(new Tlp.Completion(0));
    deliverAll(this::youngest);
    assertEquals(List.of("write 1", "completion 0"), arrivals);
  }

  @Test
  void aBypassingMsiOvertakesDataAndTheOracleSaysSo() {
    link.send(write(1, false));
    link.send(write(2, false));
    link.send(new Tlp.Msi(0, 7, true));
    deliverAll(this::youngest);
    assertEquals(List.of("msi 7", "write 1", "write 2"), arrivals);
    Finding finding = monitor.finding();
    assertEquals("msi-before-dma", finding.oracle());
    assertEquals("edu's MSI was delivered before 2 DMA writes issued earlier", finding.message());
  }

  @Test
  void anMsiBehindOnlyReadsIsNoViolation() {
    link.send(new Tlp.Read(1, 4, 9));
    link.send(new Tlp.Msi(0, 7, false));
    deliverAll(this::youngest);
    assertEquals(List.of("msi 7", "read 1", "data 9"), arrivals);
    assertEquals(null, monitor.finding());
  }

  @Test
  void theLinkIsEnabledExactlyWhileItHoldsSomething() {
    assertFalse(roster.isEnabled(LINK));
    link.send(write(1, false));
    assertTrue(roster.isEnabled(LINK));
    deliverAll(Chooser.STRONGEST);
    assertFalse(roster.isEnabled(LINK));
  }

  @Test
  void whoWaitsForRoomIsEnabledWhenSomethingIsDelivered() {
    while (!link.isFull()) {
      link.send(write(1, false));
    }
    roster.enable(WAITER);
    link.waitForRoom(WAITER);
    assertFalse(roster.isEnabled(WAITER));
    link.perform(1, Chooser.STRONGEST);
    assertTrue(roster.isEnabled(WAITER));
    assertFalse(link.isFull());
  }

  @Test
  void eachDeliveryIsAStepOfTheClock() {
    link.send(write(1, false));
    link.send(write(2, false));
    assertEquals(2, link.perform(10, Chooser.STRONGEST));
    assertEquals(2, clock.steps());
  }
}
