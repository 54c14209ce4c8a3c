package bohr.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;

import bohr.fuzz.junit.RaceTest;
import bohr.fuzz.junit.ReplayTest;
import bohr.replay.ReplayResult;

/// Racy programs of the literature, as a user would test them: found, and not found where they are
/// repaired. Their sources say where they are from.
class ClassicRacesTest {

  private static final String PROGRAMS = "../benchmarks/strategies/";

  @RaceTest(scenario = PROGRAMS + "account", finds = "guest-assert")
  void aWrongCheckOfAnAccountFailsInOneOrder(CampaignResult result) {
    assertSwitches(3, result);
  }

  @RaceTest(scenario = PROGRAMS + "account", variant = "fixed", schedules = 5_000)
  void theRightCheckFailsInNone() {}

  @RaceTest(scenario = PROGRAMS + "bluetooth-driver", finds = "guest-assert")
  void aDriverIsStoppedWhileItIsEntered(CampaignResult result) {
    assertSwitches(2, result);
  }

  @RaceTest(scenario = PROGRAMS + "bluetooth-driver", variant = "fixed", schedules = 5_000)
  void aDriverThatIsEnteredFirstIsNot() {}

  private static void assertSwitches(int switches, CampaignResult result) {
    assertEquals(switches,
        result.discoveries().getFirst().minimised().orElseThrow().after().switches());
  }

  @ReplayTest(value = "../traces/lost-wakeup/found.trace", verify = 2)
  void aRecordedRaceIsReproducedFromItsMiddleToo(ReplayResult result) {
    assertEquals("asleep", ((ReplayResult.Reproduced) result).verdict().oracle());
  }
}
