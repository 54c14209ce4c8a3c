package com.example.tally;

import static org.junit.jupiter.api.Assertions.assertTrue;

import bohr.fuzz.CampaignResult;
import bohr.fuzz.junit.RaceTest;
import bohr.fuzz.junit.ReplayTest;

/// The races of the device.
class TallyRaceTest {

  private static final String SCENARIO = "scenarios/tally";

  @RaceTest(scenario = SCENARIO, variant = "fixed", schedules = 20_000)
  void underTheBigLockEverythingIsRight() {}

  @RaceTest(scenario = SCENARIO, variant = "fixed", set = "tally.locking=device", seed = 2)
  void aLockOfItsOwnIsEnough() {}

  @RaceTest(scenario = SCENARIO, finds = "guest-assert")
  void withoutALockAnAddIsLost(CampaignResult result) {
    assertTrue(result.discoveries().getFirst().finding().message().contains("TOTAL"));
  }

  @RaceTest(scenario = SCENARIO, variant = "early", finds = "guest-assert")
  void doneAtOnceIsDoneTooEarly(CampaignResult result) {
    assertTrue(result.discoveries().getFirst().finding().message().contains("copy"));
  }

  @ReplayTest(value = SCENARIO + "/found.trace", verify = 2)
  void theRecordedRaceIsReproduced() {}
}
