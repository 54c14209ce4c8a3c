package bohr.emulator.scenario;

import static bohr.emulator.scenario.TestScenario.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import bohr.emulator.boot.TestElf;
import bohr.emulator.input.BadInput;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Every mistake in the YAML, the keys and the single values of a description, with the line that a
/// person gets to see.
class BadScenarioTest {

  // YAML itself.

  @Test
  void anEmptyDescription() {
    refused("", "there is nothing in it");
    refused("# only a comment\n", "there is nothing in it");
  }

  @Test
  void somethingElseThanAMapping() {
    refused("- a\n", "line 1, column 1: a scenario must be a mapping, not a list");
    refused("hello\n", "line 1, column 1: a scenario must be a mapping, not a single value");
  }

  @Test
  void somethingElseThanYaml() {
    refused("title: [a, b\nharts: 2\n",
        "line 2, column 6: not YAML: expected ',' or ']', but got :");
    refused("title: \"open\n", "line 2, column 1: not YAML: found unexpected end of stream");
    refused("\tharts: 2\n", "line 1, column 1: not YAML: found character '\\t(TAB)' that cannot"
        + " start any token. (Do not use \\t(TAB) for indentation)");
  }

  @Test
  void aCharacterThatYamlForbids() {
    refused("title: a\nharts: \u0007\n",
        "line 2, column 8: the character U+0007 is not allowed in YAML");
  }

  @Test
  void anchorsAliasesTagsAndDirectives() {
    refused("title: &a b\n",
        "line 1, column 8: anchors and aliases are not used in scenarios");
    refused("title: *a\n",
        "line 1, column 8: anchors and aliases are not used in scenarios");
    refused("title: !!str b\n", "line 1, column 8: tags such as \"tag:yaml.org,2002:str\""
        + " are not used in scenarios");
    refused("title: !java.net.URL [x]\n",
        "line 1, column 8: tags such as \"!java.net.URL\" are not used in scenarios");
    refused("%YAML 3.0\n---\ntitle: a\n", "not YAML: \"Version{major=3, minor=0}\"");
    refused("%YAML 1.2\n---\ntitle: a\n",
        "line 1, column 1: directives are not used in scenarios");
  }

  @Test
  void anEscapeThatIsNoCharacter() {
    refused("title: \"\\Uffffffff\"\n", "line 1, column 1: not YAML behind this place:"
        + " \"For input string: \"ffffffff\" under radix 16\"");
  }

  @Test
  void twoDocuments() {
    refused("title: a\n---\ntitle: b\n", "line 2, column 1: a second document; there must be one");
  }

  @Test
  void nestingWithoutAnEnd() {
    refused("[".repeat(60_000), "line 1, column 9: nested more than 8 levels deep");
  }

  @Test
  void aDescriptionThatIsTooLong() {
    refused("#".repeat((64 << 10) + 1), "larger than the 65536 bytes that it may have");
  }

  @Test
  void aKeyGivenTwice() {
    refused("step-bound: 20000", "harts: 2",
        "line 6, column 1: the key \"harts\" is given twice, first at line 2, column 1");
  }

  @Test
  void aKeyThatIsNoWord() {
    refused("? [a]\n: b\n", "line 1, column 3: a key must be a single value, not a list");
  }

  // Keys and single values.

  @Test
  void anUnknownKey() {
    refused("harts: 2", "hart: 2", "line 2, column 1: unknown key \"hart\"; did you mean"
        + " \"harts\"? known: title, harts, memory, memory-model, instruction-fetch, aia,"
        + " pte-update, guest, step-bound, devices, guest-parameters, oracles, end-state, variants,"
        + " expect, reference");
    refused("slot: 1", "port: 1", "line 10, column 5: unknown key \"port\";"
        + " known: name, model, slot, set");
  }

  @Test
  void anUnknownControllerOrWayToUpdateEntries() {
    refused("memory-model: sc", "aia: plic", "line 4, column 6: \"aia\" must be none,"
        + " aplic-imsic, not \"plic\"");
    refused("memory-model: sc", "pte-update: never", "line 4, column 13: \"pte-update\" must be"
        + " atomic, plain, fault, not \"never\"");
  }

  @Test
  void aMissingKey() {
    refused("harts: 2\n", "", "line 1, column 1: the key \"harts\" is missing");
    refused("    slot: 2\n", "", "line 12, column 5: the key \"slot\" is missing");
  }

  @Test
  void aTitleThatIsNotOneSentence() {
    refused("title: One hart clears bus master enable while the device writes.", "title: ",
        "line 1, column 7: \"title\" must have 1 to 200 characters");
    refused("title: One", "title: [One]\n#",
        "line 1, column 8: \"title\" must be a single value, not a list");
  }

  @Test
  void aNumberOutOfItsRange() {
    refused("harts: 2", "harts: 33",
        "line 2, column 8: \"harts\" must be a number from 1 to 32, not \"33\"");
    refused("harts: 2", "harts: two",
        "line 2, column 8: \"harts\" must be a number from 1 to 32, not \"two\"");
    refused("step-bound: 20000", "step-bound: 0", "line 6, column 13: \"step-bound\" must be a"
        + " number from 1 to 1000000000000, not \"0\"");
    refused("step-bound: 20000", "step-bound: 99999999999999999999", "line 6, column 13:"
        + " \"step-bound\" must be a number from 1 to 1000000000000, not"
        + " \"99999999999999999999\"");
    refused("slot: 2", "slot: 32",
        "line 14, column 11: \"slot\" must be a number from 1 to 31, not \"32\"");
  }

  @Test
  void aMemorySizeThatIsNone() {
    for (String size : List.of("1T", "63K", "2G", "65537", "-1M", "9999999999G", "")) {
      int column = size.isEmpty() ? 8 : 9;
      refused("memory: 1M", "memory: " + size, "line 3, column " + column + ": \"memory\" must be"
          + " a size from 64K to 1G, a multiple of 4K, such as 1M, not \"" + size + "\"");
    }
  }

  @Test
  void aMemoryModelThatIsUnknown() {
    refused("memory-model: sc", "memory-model: scc", "line 4, column 15: unknown memory model"
        + " \"scc\"; did you mean \"sc\"? known: sc, tso, rvwmo, rvwmo-full");
  }

  @Test
  void aGuestOutsideTheFolder() {
    for (String path : List.of("../guest.elf", "/etc/passwd", "a/../../guest.elf", ".", "a/..",
        "a//b", "./a", "C:\\guest.elf", "a b", "~/guest.elf", "a/")) {
      refused("guest: guest.elf", "guest: '" + path + "'", "line 5, column 8: \"guest\" must be a"
          + " file inside the scenario's folder, such as guest.elf, not \"" + path + "\"");
    }
  }

  @Test
  void aGuestThatCannotBeUsed() {
    BadInput bad = assertThrows(BadInput.class, () -> ScenarioReader.of("race",
        TestScenario.GOOD, new byte[0], null, List.of(), Set.of(), TestScenario.models()));
    assertEquals("race/guest.elf: the file is empty; an ELF executable is needed",
        bad.getMessage());
  }

  @Test
  void aGuestThatDoesNotFitIntoMemory() {
    byte[] guest = TestElf.guest();
    guest[64 + 2 * 56 + 42] = 2;
    BadInput bad = assertThrows(BadInput.class, () -> ScenarioReader.of("race",
        TestScenario.GOOD, guest, null, List.of("memory=64K"), Set.of(), TestScenario.models()));
    assertEquals("race/guest.elf: segment 2: 0x800000c0 to 0x800201cf is outside RAM, which is"
        + " 0x80000000 to 0x8000ffff", bad.getMessage());
  }
}
