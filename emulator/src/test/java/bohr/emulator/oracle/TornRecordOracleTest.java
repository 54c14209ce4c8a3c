package bohr.emulator.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import bohr.emulator.agent.Access;
import bohr.emulator.state.Loader;
import bohr.emulator.state.Saver;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TornRecordOracleTest {

  private static final long RECORD = 0x1000;
  private static final int LINK = 3;
  private static final int OTHER_LINK = 4;

  private Monitor monitor;

  @BeforeEach
  void aRecordOfFourBytes() {
    monitor = new Monitor(List.of(new TornRecordOracle()), Long::toHexString);
    monitor.recordDeclared(RECORD, bytes(0, 0, 0, 0));
  }

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }

  private void write(int link, long offset, int... values) {
    monitor.reached("nvme", link, Access.Kind.WRITE, RECORD + offset, bytes(values));
  }

  private void consume(int... values) {
    monitor.recordConsumed(RECORD, bytes(values), "here");
  }

  private void torn() {
    assertEquals("torn-record", monitor.finding().oracle());
    assertEquals("here", monitor.finding().place());
  }

  @Test
  void halfOfTheOldAndHalfOfTheNewIsTorn() {
    write(LINK, 0, 1, 1, 1, 1);
    consume(0, 0, 1, 1);
    torn();
  }

  @Test
  void theOldAndTheNewAreWhole() {
    write(LINK, 0, 1, 1, 1, 1);
    consume(0, 0, 0, 0);
    consume(1, 1, 1, 1);
    assertNull(monitor.finding());
  }

  @Test
  void halfOfATransferOfTwoBeatsIsTorn() {
    write(LINK, 2, 1, 1);
    consume(0, 0, 1, 1);
    torn();
  }

  @Test
  void theBeatsOfATransferMakeAWholeInWhateverOrder() {
    write(LINK, 2, 1, 1);
    write(LINK, 0, 1, 1);
    consume(1, 1, 1, 1);
    assertNull(monitor.finding());
  }

  @Test
  void theBeginningOfTheNextTransferMakesItTornAgain() {
    write(LINK, 0, 1, 1);
    write(LINK, 2, 1, 1);
    write(LINK, 0, 2, 2);
    consume(2, 2, 1, 1);
    torn();
  }

  @Test
  void halvesOfTwoDevicesMakeNoWhole() {
    write(LINK, 0, 1, 1);
    write(OTHER_LINK, 2, 1, 1);
    consume(1, 1, 1, 1);
    torn();
  }

  @Test
  void aWriteThatReachesBeyondTheRecordCountsWhereItMeetsIt() {
    write(LINK, -2, 9, 9, 1, 1, 1, 1, 9, 9);
    consume(1, 1, 1, 1);
    assertNull(monitor.finding());
  }

  @Test
  void ofWhatIsNoRecordAndOfARecordOfAnotherSizeNothingIsSaid() {
    monitor.recordConsumed(RECORD + 8, bytes(1), "elsewhere");
    write(LINK, 0, 1, 1, 1, 1);
    consume(1, 0, 1);
    assertNull(monitor.finding());
  }

  @Test
  void aHartThatWritesTheRecordSaysSo() {
    monitor.recordDeclared(RECORD, bytes(5, 5, 5, 5));
    consume(5, 5, 5, 5);
    assertNull(monitor.finding());
    consume(0, 0, 0, 0);
    torn();
  }

  @Test
  void ofARecordWithTooManyVersionsNothingIsSaid() {
    for (int version = 1; version < Versions.MOST; version++) {
      write(LINK, 0, version, version, version, version);
    }
    consume(1, 2, 3, 4);
    assertNull(monitor.finding());
  }

  @Test
  void aSnapshotHasTheVersionsAndTheTransferUnderWay() {
    write(LINK, 0, 1, 1);
    Saver saver = new Saver();
    monitor.walk(saver);
    write(LINK, 0, 2, 2);
    monitor.walk(new Loader().from(saver.saved()));
    write(LINK, 2, 1, 1);
    consume(1, 1, 1, 1);
    assertNull(monitor.finding());
    consume(2, 2, 1, 1);
    torn();
  }
}
