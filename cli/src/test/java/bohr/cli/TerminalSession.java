package bohr.cli;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A command in a process of its own, on a terminal of its own, which util-linux's `script` makes;
/// somebody types, and sees what is printed.
final class TerminalSession implements AutoCloseable {

  private static final long PATIENCE_MILLIS = 60_000;

  private final Path folder;
  private final Process script;
  private final ByteArrayOutputStream seen = new ByteArrayOutputStream();
  private int read;

  /// Runs `bohr`, and asks the terminal for its settings before and behind it.
  TerminalSession(Path folder, String... arguments) throws IOException {
    this.folder = folder;
    // Whoever started the test may have had signals ignored, which would be inherited.
    String bohr = Stream.concat(java().stream(), Stream.of(arguments))
        .map(word -> "'" + word + "'").collect(Collectors.joining(" "));
    Path program = Files.writeString(folder.resolve("program.sh"), """
        stty -g >before
        env --default-signal %s &
        echo $! >pid
        fg >/dev/null
        echo "status $?"
        stty -g >after
        """.formatted(bohr));
    script = new ProcessBuilder("script", "-qefc", "bash -m " + program, "/dev/null")
        .directory(folder.toFile())
        .redirectErrorStream(true)
        .start();
  }

  /// As the launcher starts it.
  private static List<String> java() {
    String modules = Stream.of("jdk.module.path", "java.class.path")
        .map(System::getProperty)
        .filter(path -> path != null && !path.isEmpty())
        .collect(Collectors.joining(File.pathSeparator));
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    List<String> command = new ArrayList<>(List.of(java, "-ea", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("--module-path", modules, "--module", "bohr.cli/bohr.cli.Main"));
    return command;
  }

  void type(String keys) throws IOException {
    script.getOutputStream().write(keys.getBytes(StandardCharsets.UTF_8));
    script.getOutputStream().flush();
  }

  /// Waits for a text behind what was waited for before.
  ///
  /// @return everything between
  String await(String text) throws IOException, InterruptedException {
    InputStream in = script.getInputStream();
    for (long waited = 0; waited < PATIENCE_MILLIS; waited += 10) {
      while (in.available() > 0) {
        seen.write(in.readNBytes(in.available()));
      }
      String all = seen.toString(StandardCharsets.UTF_8);
      int at = all.indexOf(text, read);
      if (at >= 0) {
        String between = all.substring(read, at);
        read = at + text.length();
        return between;
      }
      Thread.sleep(10);
    }
    throw new AssertionError("\"" + text + "\" did not come, but:\n" + seen);
  }

  /// Sends a signal to Bohr.
  void signal(String name) throws IOException, InterruptedException {
    String pid = Files.readString(folder.resolve("pid")).strip();
    new ProcessBuilder("kill", "-" + name, pid).start().waitFor();
  }

  /// The exit status of Bohr.
  int status() throws IOException, InterruptedException {
    await("status ");
    return Integer.parseInt(await("\r\n").strip());
  }

  /// Whether the terminal is as it was before.
  boolean isAsBefore() throws IOException, InterruptedException {
    if (!script.waitFor(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
      throw new AssertionError("it does not end");
    }
    String before = Files.readString(folder.resolve("before"));
    return !before.isEmpty() && before.equals(Files.readString(folder.resolve("after")));
  }

  @Override
  public void close() {
    script.descendants().forEach(ProcessHandle::destroyForcibly);
    script.destroyForcibly();
  }
}
