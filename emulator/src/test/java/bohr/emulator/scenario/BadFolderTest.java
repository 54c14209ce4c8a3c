package bohr.emulator.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import bohr.emulator.boot.Elf;
import bohr.emulator.boot.TestElf;
import bohr.emulator.input.BadInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every way in which a folder may fail to be a scenario.
class BadFolderTest {

  @TempDir
  private Path folder;

  private Path race;

  @BeforeEach
  void aGoodFolder() throws IOException {
    race = Files.createDirectory(folder.resolve("race"));
    Files.writeString(race.resolve("scenario.yaml"), TestScenario.GOOD);
    Files.write(race.resolve("guest.elf"), TestElf.guest());
  }

  private void refused(Path read, String message) {
    BadInput bad = assertThrows(BadInput.class, () -> ScenarioReader.read(
        read, null, List.of(), TestScenario.ORACLES, TestScenario.models()));
    assertEquals(folder + "/" + message, bad.getMessage());
  }

  @Test
  void aFolderThatIsNotThere() {
    refused(folder.resolve("rage"), "rage: there is no such folder");
    refused(race.resolve("scenario.yaml/x"), "race/scenario.yaml/x: there is no such folder");
  }

  @Test
  void aFileInPlaceOfTheFolder() {
    refused(race.resolve("guest.elf"),
        "race/guest.elf: not a folder; a scenario is a folder with a scenario.yaml");
  }

  @Test
  void aFolderWithoutADescription() throws IOException {
    Files.delete(race.resolve("scenario.yaml"));
    refused(race, "race/scenario.yaml: there is no such file;"
        + " a scenario is a folder with a scenario.yaml");
  }

  @Test
  void aDescriptionThatIsNoFile() throws IOException {
    Files.delete(race.resolve("scenario.yaml"));
    Files.createDirectory(race.resolve("scenario.yaml"));
    refused(race, "race/scenario.yaml: not a regular file");
  }

  @Test
  void aDescriptionThatIsTooLong() throws IOException {
    Files.write(race.resolve("scenario.yaml"), new byte[65537]);
    refused(race, "race/scenario.yaml: larger than the 65536 bytes that it may have");
  }

  @Test
  void aDescriptionThatIsNoText() throws IOException {
    Files.write(race.resolve("scenario.yaml"), new byte[] {'a', (byte) 0xff});
    refused(race, "race/scenario.yaml: not UTF-8 text");
  }

  @Test
  void aGuestThatIsNotThere() throws IOException {
    Files.move(race.resolve("guest.elf"), race.resolve("guests.elf"));
    refused(race, "race/scenario.yaml: line 5, column 8: there is no file \"guest.elf\" in the"
        + " folder; did you mean \"guests.elf\"? there are: guests.elf");
    Files.delete(race.resolve("guests.elf"));
    refused(race, "race/scenario.yaml: line 5, column 8: there is no file \"guest.elf\" in the"
        + " folder; no .elf file is there");
  }

  @Test
  void aGuestThatIsNoFile() throws IOException {
    Files.delete(race.resolve("guest.elf"));
    Files.createDirectory(race.resolve("guest.elf"));
    refused(race, "race/guest.elf: not a regular file");
  }

  @Test
  void aGuestThatIsTooLarge() throws IOException {
    Files.write(race.resolve("guest.elf"), new byte[Elf.MOST_BYTES + 1]);
    refused(race, "race/guest.elf: larger than the 16777216 bytes that it may have");
  }

  @Test
  void aGuestForAnotherMachine() throws IOException {
    byte[] guest = TestElf.guest();
    guest[18] = 62;
    Files.write(race.resolve("guest.elf"), guest);
    refused(race, "race/guest.elf: byte 18: made for x86-64, not for RISC-V");
  }

  @Test
  void aGuestThatIsALinkOutOfTheFolder() throws IOException {
    Files.move(race.resolve("guest.elf"), folder.resolve("guest.elf"));
    Files.createSymbolicLink(race.resolve("guest.elf"), Path.of("../guest.elf"));
    refused(race, "race/scenario.yaml: line 5, column 8:"
        + " the guest \"guest.elf\" is a link out of the folder");
  }

  @Test
  void whatMayNotBeRead() throws IOException {
    Path file = race.resolve("scenario.yaml");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
    assumeFalse(Files.isReadable(file), "the superuser may read everything");
    refused(race, "race/scenario.yaml: cannot be read: permission denied");
    Files.setPosixFilePermissions(race, PosixFilePermissions.fromString("---------"));
    refused(race, "race: the folder cannot be read: permission denied");
    Files.setPosixFilePermissions(race, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
