package bohr.emulator.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.Set;
import org.junit.jupiter.api.Test;

/// What devices may not do with the guest's memory, with themselves, and with what they have freed.
class LifetimeOraclesTest {

  private final Monitor monitor =
      new Monitor(
          Oracles.named(Set.of("fetch-once", "re-entrancy", "stale-handle"), 1, 1),
          Long::toHexString);

  @Test
  void twoFetchesOfOneFieldThatDifferAreAFinding() {
    monitor.fetchedAgain("sprite", "cursor size", 16, 64);
    assertEquals("fetch-once at sprite cursor size", monitor.finding().signature());
    assertEquals(
        "sprite: cursor size was 16 when it was checked and is 64 when it is used",
        monitor.finding().message());
  }

  @Test
  void twoFetchesThatAgreeAreNone() {
    monitor.fetchedAgain("sprite", "cursor size", 16, 16);
    assertNull(monitor.finding());
  }

  @Test
  void aHandlerThatIsEnteredFromInsideItsDeviceIsAFinding() {
    monitor.reentered("nvme", "BAR 0 + 0x14", false);
    assertEquals("re-entrancy at nvme BAR 0 + 0x14", monitor.finding().signature());
  }

  @Test
  void aRegisterThatIsExemptMayBeEntered() {
    monitor.reentered("sprite", "BAR 2 + 0x14", true);
    assertNull(monitor.finding());
  }

  @Test
  void theUseOfAFreedObjectIsAFinding() {
    monitor.staleUsed("net", "mapping", "writes through it");
    assertEquals("stale-handle at net mapping", monitor.finding().signature());
    assertEquals(
        "net writes through it after its mapping was freed", monitor.finding().message());
  }
}
