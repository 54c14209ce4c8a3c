package bohr.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import bohr.cli.Bohr.Run;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// docs/write-a-device.md is true: its files are written, its commands run, and what they print is
/// what it says. Its files are those of `examples/`. `-Dbohr.golden=write` writes the page anew.
class WriteADeviceTest {

  private static final Path PAGE = Bohr.HOME.resolve("docs/write-a-device.md");

  /// ```` ```language file ````, its lines, ```` ``` ````.
  private static final Pattern BLOCK =
      Pattern.compile("^```(\\w+)(?: (\\S+))?\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);

  @TempDir Path folder;

  @Test
  void thePageIsTrue() throws IOException, InterruptedException {
    String page = Files.readString(PAGE);
    StringBuilder now = new StringBuilder();
    Matcher block = BLOCK.matcher(page);
    while (block.find()) {
      String contents = block.group(2) == null
          ? commands(block.group(3)) : file(block.group(2));
      String head = block.group(2) == null ? "console" : block.group(1) + " " + block.group(2);
      block.appendReplacement(now,
          Matcher.quoteReplacement("```" + head + "\n" + contents + "```"));
    }
    block.appendTail(now);
    if ("write".equals(System.getProperty("bohr.golden"))) {
      Files.writeString(PAGE, now);
    }
    assertEquals(Files.readString(PAGE), now.toString());
  }

  /// Writes a file of the page, whose contents are those of the example.
  private String file(String name) throws IOException {
    Path example = name.startsWith("src/")
        ? ExampleDevice.EXAMPLES.resolve("src/main/java/com/example/tally")
            .resolve(name.substring(4))
        : name.startsWith("tally/")
            ? ExampleDevice.SCENARIO.resolve(name.substring(6))
            : ExampleDevice.EXAMPLES.resolve("src/main/resources").resolve(name);
    String contents = Files.readString(example);
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, contents);
    return contents;
  }

  /// Runs the lines that begin with `$`, and puts behind each what it prints.
  private String commands(String lines) throws IOException, InterruptedException {
    StringBuilder session = new StringBuilder();
    for (String line : lines.lines().filter(each -> each.startsWith("$ ")).toList()) {
      session.append(line).append('\n');
      String[] stages = line.substring(2).split(" \\| ");
      List<String> output = output(words(stages[0]));
      output = stages.length == 1 ? output : filtered(output, stages[1].split(" "));
      output.forEach(each -> session.append(each).append('\n'));
    }
    return session.toString();
  }

  private static List<String> filtered(List<String> output, String... filter) {
    return switch (filter[0]) {
      case "grep" -> output.stream().filter(line -> line.contains(filter[1])).toList();
      case "tail" -> output.subList(
          Math.max(0, output.size() - Integer.parseInt(filter[2])), output.size());
      default -> throw new AssertionError(filter[0]);
    };
  }

  private List<String> words(String command) throws IOException {
    String home = Bohr.HOME.toAbsolutePath().normalize().toString();
    List<String> words = new ArrayList<>();
    for (String word : command.replace("$BOHR", home).split(" ")) {
      if (word.endsWith("/*.java")) {
        try (Stream<Path> files = Files.list(folder.resolve(word).getParent())) {
          files.sorted().forEach(file -> words.add(file.toString()));
        }
      } else {
        words.add(word);
      }
    }
    return words;
  }

  private List<String> output(List<String> words) throws IOException, InterruptedException {
    String[] arguments = words.subList(1, words.size()).toArray(String[]::new);
    return switch (words.getFirst()) {
      case "bohr" -> shown(Bohr.in(folder).run(arguments));
      case "javac" -> {
        compile(words);
        yield List.of();
      }
      case "jar" -> {
        pack();
        yield List.of();
      }
      default -> build(words);
    };
  }

  /// Without what differs: where Bohr and the test are, how long a search took, what the compiler
  /// made of the device, and which devices there are besides.
  private List<String> shown(Run run) {
    String home = Bohr.HOME.resolve("bohr").toAbsolutePath().normalize().toString();
    return (run.out() + run.err()).replace(home, "bohr").replace(folder + "/", "").lines()
        .map(line -> line.replaceAll("^[\\d,]+ schedules in .*", "…")
            .replaceAll("with code [0-9a-f]+", "with code …")
            .replaceAll("^ +bohr ", "    bohr ") // how far in depends on the length of its path
            .replaceAll("(there are: |known: ).*", "$1…").stripTrailing())
        .toList();
  }

  /// As the page says, but in the folder of the test; whatever it is compiled against.
  private void compile(List<String> words) {
    List<String> arguments = new ArrayList<>(List.of("-Xlint:all", "-d",
        folder.resolve("classes").toString(), "--class-path", ExampleDevice.bohr()));
    words.stream().filter(word -> word.endsWith(".java")).forEach(arguments::add);
    ExampleDevice.tool("javac", arguments.toArray(String[]::new));
  }

  private void pack() {
    ExampleDevice.tool("jar", "--create", "--file", folder.resolve("tally.jar").toString(),
        "-C", folder.toString(), "META-INF", "-C", folder.resolve("classes").toString(), ".");
  }

  /// Where there is no cross compiler, the example's guest takes the place of what it would build.
  private List<String> build(List<String> words) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(words);
    command.set(1, folder.resolve(words.get(1)).toString());
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() == 0) {
      return output.replace(folder.toRealPath() + "/", "").lines().toList();
    }
    Files.copy(ExampleDevice.SCENARIO.resolve("guest.elf"), folder.resolve("tally/guest.elf"));
    return List.of("built tally/guest.elf");
  }
}
