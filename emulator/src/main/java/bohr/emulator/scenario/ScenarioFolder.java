package bohr.emulator.scenario;

import bohr.emulator.boot.Elf;
import bohr.emulator.input.BadInput;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;

/// The files of a scenario: read whole, bounded in size, and none from outside the folder.
final class ScenarioFolder {

  static final String DESCRIPTION = "scenario.yaml";

  private final Path folder;

  ScenarioFolder(Path folder) {
    this.folder = folder;
    if (!Files.exists(folder)) {
      throw new BadInput(folder.toString(), "", "there is no such folder");
    }
    if (!Files.isDirectory(folder)) {
      throw new BadInput(folder.toString(), "",
          "not a folder; a scenario is a folder with a " + DESCRIPTION);
    }
  }

  /// The folder's own name.
  String name() {
    Path name = folder.toAbsolutePath().normalize().getFileName();
    return name == null ? "/" : name.toString();
  }

  /// The description's path, for messages.
  String descriptionPath() {
    return folder.resolve(DESCRIPTION).toString();
  }

  /// The text of the description.
  String description() {
    Path path = folder.resolve(DESCRIPTION);
    Place whole = new Place(path.toString(), "");
    if (!Files.exists(path)) {
      if (!Files.isReadable(folder)) {
        throw new BadInput(folder.toString(), "", "the folder cannot be read: permission denied");
      }
      throw whole.bad("there is no such file; a scenario is a folder with a " + DESCRIPTION);
    }
    byte[] bytes = read(path, whole, ScenarioReader.MOST_SOURCE_BYTES);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw whole.bad("not UTF-8 text");
    }
  }

  /// The guest that the description names at `guest`.
  Elf guest(Value guest) {
    Path path = folder.resolve(guest.text());
    String quoted = Names.quote(guest.text());
    if (!Files.exists(path)) {
      List<String> present = elfFiles();
      throw guest.place().bad("there is no file " + quoted + " in the folder"
          + Names.didYouMean(guest.text(), present).orElse(";")
          + (present.isEmpty() ? " no .elf file is there" : " there are: " + Names.list(present)));
    }
    try {
      if (!path.toRealPath().startsWith(folder.toRealPath())) {
        throw guest.place().bad("the guest " + quoted + " is a link out of the folder");
      }
    } catch (IOException e) {
      throw guest.place().bad("the guest " + quoted + " " + reason(e));
    }
    return Elf.parse(read(path, new Place(path.toString(), ""), Elf.MOST_BYTES), path.toString());
  }

  private List<String> elfFiles() {
    TreeSet<String> names = new TreeSet<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.elf")) {
      files.forEach(file -> names.add(file.getFileName().toString()));
    } catch (IOException e) {
      return List.of();
    }
    return List.copyOf(names);
  }

  /// Only regular files are opened: a pipe would wait for ever.
  private static byte[] read(Path path, Place place, int most) {
    if (!Files.isRegularFile(path)) {
      throw place.bad("not a regular file");
    }
    try (InputStream stream = Files.newInputStream(path)) {
      byte[] bytes = stream.readNBytes(most + 1);
      if (bytes.length > most) {
        throw place.bad("larger than the " + most + " bytes that it may have");
      }
      return bytes;
    } catch (IOException e) {
      throw place.bad(reason(e));
    }
  }

  private static String reason(IOException e) {
    return e instanceof AccessDeniedException
        ? "cannot be read: permission denied"
        : "cannot be read: " + e.getMessage();
  }
}
