package bohr.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;

import bohr.fuzz.explore.ExploreListener;
import bohr.fuzz.explore.ExploreOptions;
import bohr.fuzz.explore.ExploreResult;
import bohr.fuzz.explore.Explorer;
import bohr.fuzz.target.Scenarios;
import bohr.fuzz.target.Target;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What looks like a bug and is none. Each is shown to happen, by a parameter with which the guest
/// refuses it, and no oracle says a word of it on any schedule.
class NegativeControlsTest {

  private static ExploreResult explore(String scenario, List<String> settings) {
    Target target = Target.of(Scenarios.read(scenario, "fixed", settings));
    return Explorer.explore(target, ExploreOptions.STANDARD, ExploreListener.SILENT);
  }

  /// An interrupt for nothing, behind an acknowledgement that came before the scan; edges that one
  /// pending bit of MSI-X keeps; a D bit that is set after somebody has looked at the entry.
  @ParameterizedTest
  @CsvSource({
    "ack-after-scan, guest.ack_first=1, guest.refuse_spurious=1",
    "msix-masked-edge-lost, guest.twice=1, guest.refuse_coalesced=1",
    "pte-ad-overwrite, guest.watch=1, guest.refuse_late=1"
  })
  void isSeenByAGuestThatLooksForItAndByNoOracle(String name, String scene, String refusal) {
    ExploreResult harmless = explore(name, List.of(scene));
    assertEquals(true, harmless.complete());
    assertEquals(true, harmless.found().isEmpty());

    ExploreResult refused = explore(name, List.of(scene, refusal));
    assertEquals("guest-assert", refused.found().orElseThrow().finding().oracle());
  }
}
