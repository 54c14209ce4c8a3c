package bohr.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bohr.emulator.device.DeviceModel;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/// The device of `examples/`, changed as a test wants it, compiled and packed.
final class ExampleDevice {

  /// The folder of the examples.
  static final Path EXAMPLES = Bohr.HOME.resolve("examples");

  /// The scenario that uses the device.
  static final Path SCENARIO = EXAMPLES.resolve("scenarios/tally");

  static final String SERVICE = "META-INF/services/bohr.emulator.device.DeviceModel";

  private static final Path SOURCES = EXAMPLES.resolve("src/main/java/com/example/tally");

  private final Map<String, String> sources = new TreeMap<>();
  private String providers = "com.example.tally.TallyModel\n";

  /// As it is.
  ExampleDevice() throws IOException {
    try (Stream<Path> files = Files.list(SOURCES)) {
      for (Path file : files.toList()) {
        sources.put(file.getFileName().toString(), Files.readString(file));
      }
    }
  }

  /// Replaces a text, which must be there, in a source file.
  ExampleDevice with(String file, String old, String replacement) {
    String source = sources.get(file + ".java");
    assertTrue(source.contains(old), () -> file + " has no " + old);
    sources.put(file + ".java", source.replace(old, replacement));
    return this;
  }

  /// Says otherwise which classes are device models; null for no such file.
  ExampleDevice providing(String classes) {
    providers = classes;
    return this;
  }

  /// Compiles it into `folder`/`name`, a folder.
  Path classes(Path folder, String name) throws IOException {
    Path classes = Files.createDirectory(folder.resolve(name));
    Path source = Files.createTempDirectory(folder, "source");
    List<String> arguments = new ArrayList<>(
        List.of("-Xlint:all", "-d", classes.toString(), "--class-path", bohr()));
    for (Map.Entry<String, String> each : sources.entrySet()) {
      Path file = source.resolve(each.getKey());
      Files.writeString(file, each.getValue());
      arguments.add(file.toString());
    }
    tool("javac", arguments.toArray(String[]::new));
    if (providers != null) {
      Files.createDirectories(classes.resolve(SERVICE).getParent());
      Files.writeString(classes.resolve(SERVICE), providers);
    }
    return classes;
  }

  /// Compiles it and packs it into `folder`/`name`.
  Path jar(Path folder, String name) throws IOException {
    Path fresh = Files.createTempDirectory(folder, "classes");
    return jar(classes(fresh, "of"), folder, name);
  }

  /// Packs a folder of classes.
  static Path jar(Path classes, Path folder, String name) {
    Path jar = folder.resolve(name);
    tool("jar", "--create", "--file", jar.toString(), "-C", classes.toString(), ".");
    return jar;
  }

  /// Runs a tool of the JDK.
  static void tool(String name, String... arguments) {
    int status =
        ToolProvider.findFirst(name).orElseThrow().run(System.out, System.err, arguments);
    assertEquals(0, status, name);
  }

  /// What devices are compiled against.
  static String bohr() {
    try {
      return Path.of(DeviceModel.class.getProtectionDomain().getCodeSource().getLocation().toURI())
          .toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
