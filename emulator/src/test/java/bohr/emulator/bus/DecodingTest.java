package bohr.emulator.bus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import bohr.emulator.agent.Access;
import bohr.emulator.agent.Chooser;
import bohr.emulator.agent.Clock;
import bohr.emulator.agent.Lock;
import bohr.emulator.agent.Phase;
import bohr.emulator.agent.Roster;
import bohr.emulator.agent.VisibleAccesses;
import bohr.emulator.hart.GuestPort;
import bohr.emulator.hart.Hart;
import bohr.emulator.hart.HartBus.Reply;
import bohr.emulator.memory.Memory;
import bohr.emulator.oracle.Monitor;
import bohr.emulator.oracle.Oracles;
import bohr.emulator.ordering.MemoryRules;
import bohr.emulator.ordering.Ordering;
import bohr.emulator.pci.Function;
import bohr.emulator.pci.Link;
import org.junit.jupiter.api.Test;

/// What the oracle `decode` gets to hear.
class DecodingTest {

  private static final long WINDOW = 0x4000_0000L;
  private static final int COMMAND = 0x04;
  private static final int BAR0 = 0x10;
  private static final int MEMORY_SPACE = 2;
  private static final int SOMEBODY = 5;
  private static final int WRITES = 6;

  private final Roster roster = new Roster();
  private final Clock clock = new Clock();
  private final VisibleAccesses accesses = new VisibleAccesses();
  private final Memory memory = new Memory(1 << 16, 0, 1);
  private final Monitor monitor = new Monitor(Oracles.all(), Long::toHexString);
  private final SystemBus bus = new SystemBus(memory, roster, accesses, 1);
  private final Hart hart = new Hart(0, memory, bus, new Silent(), clock, roster);
  private final Lock lock = new Lock(roster);

  private static final class Silent implements GuestPort {

    @Override
    public void hint(Hart hart, int code, long value) {}

    @Override
    public void exception(Hart hart, int cause, long pc, long value) {}
  }

  private final class Registers implements RegisterBank {

    private record Touch() implements Phase {
      @Override
      public long fingerprint() {
        return 1;
      }
    }

    @Override
    public Lock lock() {
      return lock;
    }

    @Override
    public Phase load(int bar, long offset, int size) {
      return new Touch();
    }

    @Override
    public Phase store(int bar, long offset, int size, long value) {
      return new Touch();
    }

    @Override
    public Phase handle(Phase phase) {
      return new Done(0);
    }
  }

  /// A function whose BAR of 4 KiB is at the beginning of the window.
  private Function function(int object) {
    Link link = new Link("dev" + object, 1 + object, object, bus, roster, clock, monitor);
    Function function =
        new Function(
            "dev" + object, 1 + object, object, new Function.Identity(1, 2, 3, 4),
            new Function.RequestPolicy(false, false, false, false, false), link,
            (slot, asserted) -> {}, monitor, accesses);
    function.addBar(0, 4096, false);
    function.writeConfig(BAR0, 4, (int) WINDOW);
    function.writeConfig(COMMAND, 2, MEMORY_SPACE);
    bus.tell(monitor);
    bus.add(function, new Registers(), lock);
    return function;
  }

  private void found(String message) {
    assertEquals("decode", monitor.finding().oracle());
    assertEquals(message, monitor.finding().message());
  }

  @Test
  void anAccessThatOneBarClaimsIsFine() {
    function(0);
    assertEquals(Reply.DONE, bus.load(hart, WINDOW, 4));
    assertEquals(Reply.DONE, bus.store(hart, WINDOW + 4092, 4, 1));
    assertNull(monitor.finding());
  }

  @Test
  void anAccessThatNoBarClaimsIsAFinding() {
    function(0).writeConfig(COMMAND, 2, 0);
    bus.load(hart, WINDOW + 8, 4);
    found("load of 4 bytes at 0x40000008 is claimed by no BAR");
  }

  @Test
  void anAccessThatTwoBarsClaimIsAFinding() {
    function(0);
    function(1);
    bus.store(hart, WINDOW, 2, 1);
    found("store of 2 bytes at 0x40000000 is claimed by 2 BARs");
  }

  @Test
  void anAccessThatWaitsForTheLockWhileTheBarMovesIsAFinding() {
    Function function = function(0);
    lock.acquire(SOMEBODY);
    assertEquals(Reply.PENDING, bus.load(hart, WINDOW, 4));
    function.writeConfig(BAR0, 4, (int) WINDOW + 4096);
    lock.release(SOMEBODY);
    bus.resume(hart);
    found("load at 0x40000000 came to a BAR that does not claim it any more");
  }

  @Test
  void anAccessThatWaitsForTheLockWhileNothingMovesIsFine() {
    function(0);
    lock.acquire(SOMEBODY);
    bus.load(hart, WINDOW, 4);
    lock.release(SOMEBODY);
    bus.resume(hart);
    assertNull(monitor.finding());
  }

  /// Exploration must not take it for a step of which nobody could tell when it was taken.
  @Test
  void anAccessThatNoBarClaimsYetTouchesTheFunctionsThatMay() {
    Access access = new Access();
    bus.pending(hart, WINDOW, 4, false, access);
    assertFalse(access.visible());
    function(0).writeConfig(COMMAND, 2, 0);
    bus.pending(hart, WINDOW, 4, false, access);
    assertEquals(0, access.object);
  }

  private Downstream posted() {
    Downstream writes =
        new Downstream("dev0", WRITES, 0, new Link("x", 9, 0, bus, roster, clock, monitor), roster,
            clock, accesses, new Ordering(memory, MemoryRules.SC, 0));
    bus.add(writes);
    return writes;
  }

  @Test
  void aPostedWriteThatArrivesWhenMemorySpaceIsDisabledIsAFinding() {
    Function function = function(0);
    Downstream writes = posted();
    assertEquals(Reply.DONE, bus.store(hart, WINDOW, 4, 1));
    function.writeConfig(COMMAND, 2, 0);
    writes.perform(1, Chooser.STRONGEST);
    found("store at 0x40000000 came to a BAR that does not claim it any more");
  }

  @Test
  void aPostedWriteThatArrivesWhereItWasSentIsFine() {
    function(0);
    Downstream writes = posted();
    bus.store(hart, WINDOW, 4, 1);
    writes.perform(1, Chooser.STRONGEST);
    assertNull(monitor.finding());
  }

  @Test
  void aMessageThatNobodyTakesIsLostAndOneIntoRamIsNot() {
    bus.tell(monitor);
    bus.message(0x8000_0000L, 1, 1);
    assertNull(monitor.finding());
    bus.message(0x1000L, 1, 1);
    assertEquals("interrupt-lost", monitor.finding().oracle());
    assertEquals("message 0x1 to 0x1000 is lost: nobody takes messages there",
        monitor.finding().message());
  }
}
