package bohr.emulator.device.e1000e;

import static bohr.emulator.device.e1000e.E1000eBench.broadcast;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class E1000eInterruptTest {

  private static final int RXQ0 = 1 << 20;
  private static final int TXQ0 = 1 << 22;
  private static final int LSC = Cause.LINK_STATUS_CHANGE;

  /// As Linux has it: vector 0 for receive queue 0, 1 for transmit queue 0, 2 for the rest.
  private static final int IVAR = 0x8 | 0x9 << 8 | 0xa << 16;

  private static E1000eBench msiX(int autoClear) {
    E1000eBench bench = new E1000eBench().up().withMsiX();
    bench.settle();
    bench.store(Reg.IVAR, IVAR);
    bench.store(Reg.EIAC, autoClear);
    bench.store(Reg.IMS, RXQ0 | TXQ0 | Cause.OTHER);
    return bench;
  }

  private static E1000eBench receivedTwice(int autoClear) {
    E1000eBench bench = msiX(autoClear);
    bench.receive(broadcast(60));
    bench.settle();
    bench.receive(broadcast(60));
    bench.settle();
    return bench;
  }

  @Test
  void aCauseThatClearsItselfFiresForEachFrame() {
    assertEquals(List.of(0, 0), receivedTwice(RXQ0 | TXQ0).messages);
  }

  @Test
  void aCauseThatNobodyClearsFiresOnceAndTheNextEdgeIsLost() {
    E1000eBench bench = receivedTwice(0);
    assertEquals(List.of(0), bench.messages);
    bench.store(Reg.ICR, RXQ0);
    bench.settle();
    assertEquals(List.of(0), bench.messages);
    bench.receive(broadcast(60));
    bench.settle();
    assertEquals(List.of(0, 0), bench.messages);
  }

  @Test
  void aCauseThatCameWhileMaskedFiresWhenItIsUnmasked() {
    E1000eBench bench = msiX(RXQ0 | TXQ0);
    bench.store(Reg.IMC, RXQ0);
    bench.receive(broadcast(60));
    bench.settle();
    assertEquals(List.of(), bench.messages);
    bench.store(Reg.IMS, RXQ0);
    bench.settle();
    assertEquals(List.of(0), bench.messages);
  }

  @Test
  void eachCauseHasTheVectorThatIvarGivesIt() {
    E1000eBench bench = msiX(RXQ0 | TXQ0);
    bench.store(Reg.ICS, TXQ0);
    bench.store(Reg.ICS, LSC);
    bench.settle();
    assertEquals(List.of(1, 2), bench.messages);
    bench.store(Reg.IVAR, 0);
    bench.store(Reg.ICS, TXQ0);
    bench.settle();
    assertEquals(List.of(1, 2), bench.messages);
  }

  @Test
  void aMessageMasksWhatIamSaysIfEiameIsSet() {
    E1000eBench bench = msiX(RXQ0 | TXQ0);
    bench.store(Reg.IAM, ~0x01f0_0000 | Cause.OTHER);
    bench.store(Reg.CTRL_EXT, Reg.CTRL_EXT_EIAME);
    bench.store(Reg.ICS, LSC);
    assertEquals(RXQ0 | TXQ0, bench.load(Reg.IMS));
    bench.store(Reg.ICS, TXQ0);
    assertEquals(RXQ0 | TXQ0, bench.load(Reg.IMS));
  }

  @Test
  void withoutEiameAMessageMasksNothing() {
    E1000eBench bench = msiX(RXQ0 | TXQ0);
    bench.store(Reg.IAM, ~0x01f0_0000 | Cause.OTHER);
    bench.store(Reg.ICS, LSC);
    assertEquals(RXQ0 | TXQ0 | Cause.OTHER, bench.load(Reg.IMS));
  }

  @Test
  void readingIcrClearsItWhenTheInterruptIsAsserted() {
    E1000eBench bench = new E1000eBench().up();
    bench.load(Reg.ICR);
    bench.store(Reg.IMS, Cause.RECEIVED);
    bench.receive(broadcast(60));
    bench.settle();
    assertTrue(bench.intx);
    assertEquals(Cause.ASSERTED | Cause.RECEIVED | RXQ0, bench.load(Reg.ICR));
    assertFalse(bench.intx);
    assertEquals(0, bench.load(Reg.ICR));
  }

  @Test
  void readingIcrLeavesCausesThatDoNotInterrupt() {
    E1000eBench bench = new E1000eBench().up();
    bench.store(Reg.IMS, LSC);
    bench.receive(broadcast(60));
    bench.settle();
    assertEquals(Cause.RECEIVED | RXQ0, bench.load(Reg.ICR));
    assertEquals(Cause.RECEIVED | RXQ0, bench.load(Reg.ICR));
  }

  @Test
  void readingIcrClearsItWhenNothingIsEnabled() {
    E1000eBench bench = new E1000eBench().up();
    bench.store(Reg.ICS, LSC);
    assertEquals(LSC | Cause.OTHER, bench.load(Reg.ICR));
    assertEquals(0, bench.load(Reg.ICR));
  }

  @Test
  void readingIcrMasksWhatIamSaysIfIameIsSet() {
    E1000eBench bench = new E1000eBench();
    bench.store(Reg.IAM, -1);
    bench.store(Reg.IMS, LSC);
    bench.store(Reg.ICS, LSC);
    bench.load(Reg.ICR);
    assertEquals(LSC, bench.load(Reg.IMS));
    bench.store(Reg.CTRL_EXT, Reg.CTRL_EXT_IAME);
    bench.store(Reg.ICS, LSC);
    bench.load(Reg.ICR);
    assertEquals(0, bench.load(Reg.IMS));
  }

  @Test
  void anMsiGoesOutWhenTheInterruptIsAssertedAndNotAgainBefore() {
    E1000eBench bench = new E1000eBench().up().withMsi();
    bench.store(Reg.IMS, Cause.RECEIVED);
    for (int i = 0; i < 2; i++) {
      bench.receive(broadcast(60));
      bench.settle();
    }
    assertEquals(List.of(77), bench.messages);
    bench.load(Reg.ICR);
    bench.receive(broadcast(60));
    bench.settle();
    assertEquals(List.of(77, 77), bench.messages);
    assertFalse(bench.intx);
  }

  @Test
  void everyCauseThatADriverCanEnableItCanSet() {
    int sequenceError = 1 << 3;
    E1000eBench bench = new E1000eBench().withMsi();
    bench.store(Reg.IMS, sequenceError);
    bench.store(Reg.ICS, sequenceError);
    bench.settle();
    assertEquals(List.of(77), bench.messages);
    assertEquals(Cause.ASSERTED | sequenceError, bench.load(Reg.ICR));
  }

  @Test
  void unmaskingWhatCameMeanwhileSendsAnotherMsi() {
    E1000eBench bench = new E1000eBench().up().withMsi();
    bench.store(Reg.CTRL_EXT, Reg.CTRL_EXT_IAME);
    bench.store(Reg.IAM, -1);
    bench.store(Reg.IMS, Cause.RECEIVED);
    bench.receive(broadcast(60));
    bench.settle();
    bench.load(Reg.ICR);
    bench.receive(broadcast(60));
    bench.settle();
    assertEquals(List.of(77), bench.messages);
    bench.store(Reg.IMS, Cause.RECEIVED);
    bench.settle();
    assertEquals(List.of(77, 77), bench.messages);
  }

  @Test
  void theMessageComesBehindTheDescriptor() {
    E1000eBench bench = msiX(RXQ0 | TXQ0);
    bench.receive(broadcast(60));
    while (bench.messages.isEmpty()) {
      for (int i = 3; i >= 0; i--) {
        if (bench.enabled(i)) {
          bench.step(i);
        }
      }
    }
    assertEquals(3, bench.word(E1000eBench.RECEIVE_RING, 0, 1) >>> 32 & 3);
  }

  @Test
  void aMessageThatPassesPostedWritesComesBeforeTheDescriptor() {
    E1000eBench bench = new E1000eBench("msi=bypass").up().withMsiX();
    bench.store(Reg.IVAR, IVAR);
    bench.store(Reg.IMS, RXQ0);
    bench.receive(broadcast(60));
    bench.step(3);
    bench.stepUntil(E1000eBench.RECEIVE, "WriteData");
    while (bench.enabled(E1000eBench.RECEIVE)) {
      bench.step(E1000eBench.RECEIVE);
    }
    bench.device.link().perform(1, (_, alternatives) -> alternatives - 1);
    assertEquals(List.of(0), bench.messages);
    assertEquals(0, bench.word(E1000eBench.RECEIVE_RING, 0, 1) >>> 32 & 3);
  }
}
