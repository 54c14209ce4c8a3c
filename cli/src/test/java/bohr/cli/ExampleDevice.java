package bohr.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bohr.emulator.device.DeviceModel;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/// The device of `examples/`, changed as a test wants it, compiled and packed.
final class ExampleDevice {

  /// The folder of the examples.
  static final Path EXAMPLES = Bohr.HOME.resolve("examples");

  /// The scenario that uses the device.
  static final Path SCENARIO = EXAMPLES.resolve("scenarios/tally");

  static final String SERVICE = "META-INF/services/bohr.emulator.device.DeviceModel";

  private static final Path SOURCES = EXAMPLES.resolve("src/main/java/com/example/tally");

  private static final JavaCompiler COMPILER = ToolProvider.getSystemJavaCompiler();

  /// The same for all, because it takes long to find the classes of the JDK.
  private static final StandardJavaFileManager FILES =
      COMPILER.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8);

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
    List<Path> files = new ArrayList<>();
    for (Map.Entry<String, String> each : sources.entrySet()) {
      files.add(Files.writeString(source.resolve(each.getKey()), each.getValue()));
    }
    List<String> options =
        List.of("-Xlint:all", "-d", classes.toString(), "--class-path", bohr());
    assertTrue(COMPILER.getTask(
        null, FILES, null, options, null, FILES.getJavaFileObjectsFromPaths(files)).call());
    if (providers != null) {
      Files.createDirectories(classes.resolve(SERVICE).getParent());
      Files.writeString(classes.resolve(SERVICE), providers);
    }
    return classes;
  }

  /// Compiles it and packs it into `folder`/`name`.
  Path jar(Path folder, String name) throws IOException {
    return jar(classes(folder, "classes-of-" + name), folder, name);
  }

  /// Packs a folder of classes.
  static Path jar(Path classes, Path folder, String name) {
    Path jar = folder.resolve(name);
    int status = java.util.spi.ToolProvider.findFirst("jar").orElseThrow().run(System.out,
        System.err, "--create", "--file", jar.toString(), "-C", classes.toString(), ".");
    assertEquals(0, status);
    return jar;
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
