package bohr.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.stream.Stream;

/// The machine that figures are from; without it they mean nothing.
public final class Host {

  private Host() {}

  /// Prints the line.
  public static void main(String... arguments) {
    System.out.println(describe());
  }

  /// Date, processor, cores, load and JDK in one line.
  static String describe() {
    return "%s, %s, %d cores, load %.1f, JDK %s"
        .formatted(
            LocalDate.now(),
            processor(),
            Runtime.getRuntime().availableProcessors(),
            ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
            Runtime.version());
  }

  private static String processor() {
    Path description = Path.of("/proc/cpuinfo");
    if (!Files.isReadable(description)) {
      return System.getProperty("os.arch");
    }
    try (Stream<String> lines = Files.lines(description)) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse(System.getProperty("os.arch"));
    } catch (IOException e) {
      return System.getProperty("os.arch");
    }
  }
}
