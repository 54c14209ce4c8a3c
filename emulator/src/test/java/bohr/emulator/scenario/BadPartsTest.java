package bohr.emulator.scenario;

import static bohr.emulator.scenario.TestScenario.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import bohr.emulator.input.BadInput;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Every mistake in the devices, parameters, oracles, variants and overrides of a scenario, with
/// the line that a person gets to see.
class BadPartsTest {

  private static void overrideRefused(String override, String message) {
    BadInput bad = assertThrows(
        BadInput.class, () -> TestScenario.read(TestScenario.GOOD, null, override));
    assertEquals("race/scenario.yaml: --set " + message, bad.getMessage());
  }

  // Devices.

  @Test
  void devicesThatAreNoList() {
    refused("devices:\n", "devices: edu\n#", "line 7, column 10: \"devices\" must be a list,"
        + " not a single value", "  - name", "#", "    ", "#");
  }

  @Test
  void aDeviceNameThatIsNone() {
    for (String name : List.of("Edu", "1edu", "e.du", "e".repeat(33))) {
      refused("name: edu", "name: " + name, "line 8, column 11: \"name\" must be lower-case"
          + " letters, digits and hyphens, at most 32, a letter first, not \"" + name + "\"");
    }
    for (String name : List.of("guest", "hart0", "hart12")) {
      refused("name: edu", "name: " + name, "line 8, column 11: a device cannot be called \""
          + name + "\": that is a name of the machine's own");
    }
  }

  @Test
  void twoDevicesOfOneNameOrSlot() {
    refused("name: disk", "name: edu",
        "line 12, column 11: there are two devices called \"edu\"");
    refused("slot: 2", "slot: 0x1", "line 14, column 11: slot 1 is taken by \"edu\"");
  }

  @Test
  void moreAgentsThanTheMachineCanTellApart() {
    StringBuilder many = new StringBuilder("devices:\n");
    for (int slot = 3; slot < 3 + 19; slot++) {
      many.append("  - { name: e%d, model: edu, slot: %d }\n".formatted(slot, slot));
    }
    String yaml = TestScenario.GOOD.replace("devices:\n", many);
    assertEquals(21, TestScenario.read(yaml, null).devices().size(), "2 + 20 * 3 + 2 agents");
    refused(yaml.replace("harts: 2", "harts: 3"),
        "line 8, column 3: 3 harts and 21 devices make 65 agents; there may be 64");
  }

  @Test
  void anUnknownModel() {
    refused("model: edu", "model: edv", "line 9, column 12: unknown device model \"edv\";"
        + " did you mean \"edu\"? known: disk, edu; --plugin JAR brings others");
  }

  @Test
  void anUnknownSettingOrValue() {
    refused("set: { dma:", "set: { dna:", "line 11, column 12: unknown setting \"edu.dna\";"
        + " did you mean \"edu.dma\"? known: edu.locking, edu.dma, edu.max-payload");
    refused("set: { dma: mapped }", "set: { dma: maped }", "line 11, column 17: \"edu.dma\" must be"
        + " per-beat or mapped, not \"maped\"; did you mean \"mapped\"?");
    refused("set: { dma: mapped }", "set: { max-payload: 5000 }", "line 11, column 25:"
        + " \"edu.max-payload\" must be a number from 8 to 4096, not \"5000\"");
    refused("set: { dma: mapped }", "set: { dma: [mapped] }",
        "line 11, column 17: \"dma\" must be a single value, not a list");
  }

  // Guest parameters.

  @Test
  void aParameterThatTheGuestDoesNotHave() {
    refused("{ ack_first: 0 }", "{ ack_frist: 0 }", "line 15, column 21: unknown variable of the"
        + " guest \"ack_frist\"; did you mean \"ack_first\"? known: ack_first, pattern");
    refused("{ ack_first: 0 }", "{ results: 0 }", "line 15, column 21: the guest's \"results\" is"
        + " no variable of 4 or 8 bytes; there are: ack_first, pattern");
    refused("{ ack_first: 0 }", "{ stack_top: 0 }", "line 15, column 21: the guest's"
        + " \"stack_top\" is no variable of 4 or 8 bytes; there are: ack_first, pattern");
  }

  @Test
  void aParameterValueThatDoesNotFit() {
    for (String value : List.of("0x100000000", "-2147483649", "4294967296", "yes", "''")) {
      refused("{ ack_first: 0 }", "{ ack_first: " + value + " }", "line 15, column 32:"
          + " \"guest.ack_first\" must be a number of 32 bits, not \"" + value.replace("'", "")
          + "\"");
    }
  }

  // Oracles, end state, expectation, reference.

  @Test
  void anUnknownOracle() {
    refused("[guest-assert, gate]", "[guest-asert, gate]", "line 16, column 11: unknown oracle"
        + " \"guest-asert\"; did you mean \"guest-assert\"? known: end-state, gate, guest-assert,"
        + " step-bound");
    refused("[guest-assert, gate]", "[gate, gate]",
        "line 16, column 17: the oracle \"gate\" is listed twice");
  }

  @Test
  void anEndStateThatMakesNoSense() {
    refused("device: disk", "device: disc", "line 18, column 15: unknown device \"disc\";"
        + " did you mean \"disk\"? known: edu, disk");
    refused("length: 512", "length: 0",
        "line 18, column 40: \"length\" must be a number from 1 to 2147483647, not \"0\"");
    refused("unchanged: true", "unchanged: maybe",
        "line 18, column 56: \"unchanged\" must be true, not \"maybe\"");
    refused(", unchanged: true", "", "line 18, column 5: the key \"unchanged\" is missing");
    refused("unchanged: true", "unchnged: true", "line 18, column 45: unknown key \"unchnged\";"
        + " did you mean \"unchanged\"? known: device, offset, length, unchanged");
  }

  @Test
  void anExpectationThatNoOracleOfTheScenarioMeets() {
    refused("{ oracle: gate, ", "{ oracle: end-state, ", "line 22, column 19: unknown oracle of"
        + " this scenario \"end-state\"; known: gate, guest-assert");
    refused("switches: 3", "switches: few",
        "line 22, column 35: \"switches\" must be a number from 0 to 1000000, not \"few\"");
  }

  @Test
  void aReferenceThatIsNoText() {
    refused("reference: >", "reference: []\n#", "line 23, column 12: \"reference\" must be a single"
        + " value, not a list", "  Two lines\n  of text.\n", "");
  }

  // Variants.

  @Test
  void aMissingVariant() {
    refused("  fixed:", "  fixd:", "line 20, column 3: the variant \"fixed\" is missing;"
        + " needed: buggy, fixed");
    refused("  buggy:", "  first:", "line 20, column 3: the variant \"buggy\" is missing;"
        + " needed: buggy, fixed");
  }

  @Test
  void aMistakeInAVariantThatIsNotChosen() {
    refused("edu.dma: per-beat", "edu.dma: per-beet", "line 21, column 21: \"edu.dma\" must be"
        + " per-beat or mapped, not \"per-beet\"; did you mean \"per-beat\"?");
    refused("edu.dma: per-beat", "edv.dma: per-beat", "line 21, column 12: unknown setting"
        + " \"edv.dma\"; did you mean \"edu.dma\"? known: guest.ack_first, edu.locking, edu.dma,"
        + " edu.max-payload, disk.reset-order, disk.sectors");
    refused("edu.dma: per-beat", "hart: 1", "line 21, column 12: unknown setting \"hart\"; known:"
        + " guest.ack_first, edu.locking, edu.dma, edu.max-payload, disk.reset-order,"
        + " disk.sectors");
    refused("edu.dma: per-beat", "harts: 0",
        "line 21, column 19: \"harts\" must be a number from 1 to 32, not \"0\"");
    refused("guest.ack_first: 0x10", "guest.pattern: 1", "line 21, column 31: unknown guest"
        + " parameter \"guest.pattern\"; known: guest.ack_first");
    refused("  fixed: {", "  fixed: [a]\n#",
        "line 21, column 10: the variant \"fixed\" must be a mapping, not a list");
  }

  @Test
  void aVariantWhoseNameIsNone() {
    refused("  fixed:", "  Fix: {}\n  fixed:", "line 21, column 3: the name of a variant must be"
        + " lower-case letters, digits and hyphens, at most 32, a letter first, not \"Fix\"");
  }

  @Test
  void aVariantThatIsNotThere() {
    BadInput bad = assertThrows(
        BadInput.class, () -> TestScenario.read(TestScenario.GOOD, "fixd"));
    assertEquals("race/scenario.yaml: line 20, column 3: unknown variant \"fixd\"; did you mean"
        + " \"fixed\"? known: buggy, fixed", bad.getMessage());
  }

  // Overrides.

  @Test
  void anOverrideWithoutNameOrValue() {
    String message = ": an override has the form name=value, of at most 256 characters";
    overrideRefused("harts", "harts" + message);
    overrideRefused("=2", "=2" + message);
    overrideRefused("a=" + "b".repeat(300), "a=" + "b".repeat(58) + "…" + message);
  }

  @Test
  void anOverrideOfSomethingUnknown() {
    overrideRefused("edu.dmax=mapped", "edu.dmax=mapped: unknown setting \"edu.dmax\"; did you"
        + " mean \"edu.dma\"? known: edu.locking, edu.dma, edu.max-payload");
    overrideRefused("hart=2", "hart=2: unknown setting \"hart\"; did you mean \"harts\"? known:"
        + " harts, memory, memory-model, instruction-fetch, aia, pte-update,"
        + " oracle, step-bound, guest.ack_first,"
        + " edu.locking, edu.dma, edu.max-payload, disk.reset-order, disk.sectors");
    overrideRefused("nic.dma=mapped", "nic.dma=mapped: unknown setting \"nic.dma\";"
        + " known: harts, memory, memory-model, instruction-fetch, aia, pte-update,"
        + " oracle, step-bound, guest.ack_first,"
        + " edu.locking, edu.dma, edu.max-payload, disk.reset-order, disk.sectors");
    overrideRefused("guest.ack_last=1", "guest.ack_last=1: unknown guest parameter"
        + " \"guest.ack_last\"; did you mean \"guest.ack_first\"? known: guest.ack_first");
    overrideRefused("title=x", "title=x: unknown setting \"title\"; known: harts, memory,"
        + " memory-model, instruction-fetch, aia, pte-update,"
        + " oracle, step-bound, guest.ack_first, edu.locking, edu.dma,"
        + " edu.max-payload, disk.reset-order, disk.sectors");
  }

  @Test
  void anOverrideWithAValueThatIsNotAllowed() {
    overrideRefused("edu.dma=beat",
        "edu.dma=beat: \"edu.dma\" must be per-beat or mapped, not \"beat\"");
    overrideRefused("harts=0", "harts=0: \"harts\" must be a number from 1 to 32, not \"0\"");
    overrideRefused("memory=1", "memory=1: \"memory\" must be a size from 64K to 1G, a multiple of"
        + " 4K, such as 1M, not \"1\"");
    overrideRefused("memory-model=ts", "memory-model=ts: unknown memory model \"ts\"; did you mean"
        + " \"tso\"? known: sc, tso, rvwmo, rvwmo-full");
    overrideRefused("guest.ack_first=",
        "guest.ack_first=: \"guest.ack_first\" must be a number of 32 bits, not \"\"");
  }

  @Test
  void anOverrideThatWouldDisturbATerminal() {
    overrideRefused("\u001b[2J\u202e=1", "?[2J?=1: unknown setting \"?[2J?\"; known: harts,"
        + " memory, memory-model, instruction-fetch, aia, pte-update,"
        + " oracle, step-bound, guest.ack_first, edu.locking,"
        + " edu.dma, edu.max-payload, disk.reset-order, disk.sectors");
  }

  @Test
  void moreOverridesThanAnyoneGives() {
    String[] many = new String[257];
    Arrays.fill(many, "harts=1");
    BadInput bad = assertThrows(
        BadInput.class, () -> TestScenario.read(TestScenario.GOOD, null, many));
    assertEquals("race/scenario.yaml: --set: 257 overrides; there may be 256", bad.getMessage());
  }
}
