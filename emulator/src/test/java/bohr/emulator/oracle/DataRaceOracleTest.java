package bohr.emulator.oracle;

import static bohr.emulator.agent.Synchronization.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import bohr.emulator.agent.Access;
import bohr.emulator.state.DigestWalker;
import bohr.emulator.state.Loader;
import bohr.emulator.state.Saver;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Each rule of the oracle in a pair: with what orders the accesses, and without.
class DataRaceOracleTest {

  private static final int WRITES_BEFORE_WRITES = PREDECESSOR_WRITES | SUCCESSOR_WRITES;
  private static final int READS_BEFORE_READS = PREDECESSOR_READS | SUCCESSOR_READS;
  private static final int DATA = 0x1000;
  private static final int FLAG = 0x2000;
  private static final int LOCK = 0x3000;
  private static final int DEVICE = 0;
  private static final int CONTROLLER = Access.PLATFORM_OBJECT;
  private static final int THREAD = 2;
  private static final int LINK = 3;

  private Monitor monitor;
  private long site;

  @BeforeEach
  void begin() {
    monitor = new Monitor(List.of(new DataRaceOracle(4)), Long::toHexString);
    site = 0;
  }

  private void step(int agent, Access access, int ordering) {
    site++;
    int owner = agent < THREAD ? Access.NO_OBJECT : DEVICE;
    monitor.stepped(agent, owner, access, ordering, site);
  }

  private void memory(int agent, Access.Kind kind, int address, int length, int ordering) {
    Access access = new Access();
    access.memory(kind, address, length);
    step(agent, access, ordering);
  }

  private void load(int hart, int address) {
    memory(hart, Access.Kind.READ, address, 4, 0);
  }

  private void store(int hart, int address) {
    memory(hart, Access.Kind.WRITE, address, 4, 0);
  }

  private void atomic(int hart, int address, int ordering) {
    memory(hart, Access.Kind.UPDATE, address, 4, ordering);
  }

  private void touch(int agent, int object, int ordering) {
    Access access = new Access();
    access.object(object);
    step(agent, access, ordering);
  }

  private void order(int hart, int ordering) {
    step(hart, new Access(), ordering);
  }

  private void racing() {
    assertNotNull(monitor.finding());
    assertEquals("data-race", monitor.finding().oracle());
  }

  private void silent() {
    assertNull(monitor.finding());
  }

  @Test
  void twoPlainStoresRace() {
    store(0, DATA);
    store(1, DATA);
    racing();
    assertEquals(
        "agent 0 writes 4 bytes at 1, agent 1 writes 4 bytes of them at 2, and nothing orders the"
            + " two",
        monitor.finding().message());
    assertEquals("data-race at 1 and 2", monitor.finding().signature());
  }

  @Test
  void twoLoadsDoNot() {
    load(0, DATA);
    load(1, DATA);
    store(0, FLAG);
    store(1, FLAG + 4);
    silent();
  }

  @Test
  void bytesThatAreNeighboursDoNot() {
    memory(0, Access.Kind.WRITE, DATA, 1, 0);
    memory(1, Access.Kind.WRITE, DATA + 1, 1, 0);
    silent();
    memory(1, Access.Kind.WRITE, DATA, 2, 0);
    racing();
  }

  @Test
  void aLockOrdersWhatIsDoneUnderIt() {
    for (int hart = 0; hart < 2; hart++) {
      atomic(hart, LOCK, ACQUIRE);
      load(hart, DATA);
      store(hart, DATA);
      atomic(hart, LOCK, RELEASE);
    }
    silent();
  }

  @Test
  void aLockThatIsGivenBackWithoutAReleaseDoesNot() {
    for (int hart = 0; hart < 2; hart++) {
      atomic(hart, LOCK, ACQUIRE);
      store(hart, DATA);
      atomic(hart, LOCK, 0);
    }
    racing();
  }

  /// A loop that waits sees the flag at its second look.
  private void messagePassing(int atWriter, int atReader) {
    load(1, FLAG);
    store(0, DATA);
    order(0, atWriter);
    store(0, FLAG);
    load(1, FLAG);
    order(1, atReader);
    load(1, DATA);
    store(1, LOCK);
  }

  @Test
  void aMessageIsOrderedByBothFences() {
    messagePassing(WRITES_BEFORE_WRITES, READS_BEFORE_READS);
    silent();
  }

  @Test
  void aMessageWithoutTheFenceOfTheWriterRaces() {
    messagePassing(0, READS_BEFORE_READS);
    racing();
  }

  @Test
  void aMessageWithoutTheFenceOfTheReaderRaces() {
    messagePassing(WRITES_BEFORE_WRITES, 0);
    racing();
  }

  @Test
  void aStoreRacesWithALoadThatTurnsOutToBePlain() {
    load(1, DATA);
    store(0, DATA);
    silent();
    store(1, FLAG);
    racing();
  }

  @Test
  void aDoorbellBehindAFenceHandsOverTheRing() {
    store(0, DATA);
    order(0, PREDECESSOR_WRITES | SUCCESSOR_OUTPUT);
    touch(0, DEVICE, DEVICE_STORE);
    touch(THREAD, DEVICE, 0);
    memory(LINK, Access.Kind.READ, DATA, 4, 0);
    silent();
  }

  @Test
  void aDoorbellWithoutAFenceDoesNot() {
    store(0, DATA);
    touch(0, DEVICE, DEVICE_STORE);
    touch(THREAD, DEVICE, 0);
    memory(LINK, Access.Kind.READ, DATA, 4, 0);
    racing();
  }

  @Test
  void anInterruptHandsOverWhatTheDeviceWroteBefore() {
    memory(LINK, Access.Kind.WRITE, DATA, 32, 0);
    touch(LINK, CONTROLLER, 0);
    order(1, INTERRUPT);
    load(1, DATA);
    store(1, FLAG);
    silent();
  }

  @Test
  void anInterruptThatComesBeforeTheDataDoesNot() {
    touch(LINK, CONTROLLER, 0);
    order(1, INTERRUPT);
    memory(LINK, Access.Kind.WRITE, DATA, 32, 0);
    load(1, DATA);
    store(1, FLAG);
    racing();
  }

  @Test
  void aStatusThatWasReadHandsOverAtTheNextFence() {
    memory(LINK, Access.Kind.WRITE, DATA, 32, 0);
    touch(1, DEVICE, 0);
    order(1, PREDECESSOR_INPUT | SUCCESSOR_READS);
    load(1, DATA);
    store(1, FLAG);
    silent();
  }

  @Test
  void aStatusThatWasReadWithoutAFenceDoesNot() {
    memory(LINK, Access.Kind.WRITE, DATA, 32, 0);
    touch(1, DEVICE, 0);
    load(1, DATA);
    store(1, FLAG);
    racing();
  }

  @Test
  void whatWasBeforeTheSnapshotPointRacesWithNothing() {
    store(0, DATA);
    monitor.begun();
    store(1, DATA);
    silent();
  }

  @Test
  void whatItRemembersIsSavedAndHashed() {
    store(0, DATA);
    load(1, FLAG);
    store(0, FLAG);
    Saver saver = new Saver();
    monitor.walk(saver);
    DigestWalker hasher = new DigestWalker();
    monitor.walk(hasher);
    long digest = hasher.digest();
    begin();
    monitor.walk(new Loader().from(saver.saved()));
    monitor.walk(hasher.reset());
    assertEquals(digest, hasher.digest());
    store(1, LOCK);
    racing();
  }
}
