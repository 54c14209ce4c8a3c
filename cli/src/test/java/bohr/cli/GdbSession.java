package bohr.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/// A `gdb-multiarch` that is connected to `bohr replay --gdb`, which runs in this process; without
/// one the test is skipped.
final class GdbSession implements AutoCloseable {

  private static final String PROMPT = "(gdb) ";

  private final Process gdb;
  private final CompletableFuture<Integer> server;
  private final int port;

  private GdbSession(Process gdb, CompletableFuture<Integer> server, int port) {
    this.gdb = gdb;
    this.server = server;
    this.port = port;
  }

  /// Serves `trace`, and connects.
  static GdbSession on(Path folder, String trace, String... options) throws Exception {
    Process gdb = started(folder);
    Announcement out = new Announcement();
    CompletableFuture<Integer> server = CompletableFuture.supplyAsync(() -> {
      Terminal terminal = new Terminal(
          new PrintStream(out, true, StandardCharsets.UTF_8), System.err,
          new ByteArrayInputStream(new byte[0]), StandardCharsets.UTF_8, false, false, 120,
          Bohr.HOME, folder);
      return Main.execute(terminal, "replay", "--gdb", "0", trace);
    });
    int port = out.port.get(100, TimeUnit.SECONDS);
    GdbSession session = new GdbSession(gdb, server, port);
    session.answer();
    for (String setting : List.of("pagination off", "confirm off", "debuginfod enabled off",
        "architecture riscv:rv64", "width 0")) {
      session.says("set " + setting);
    }
    for (String option : options) {
      session.says(option);
    }
    session.says("target remote localhost:" + port);
    return session;
  }

  private static Process started(Path folder) throws IOException {
    try {
      return new ProcessBuilder("gdb-multiarch", "-nx", "-q").directory(folder.toFile())
          .redirectErrorStream(true).start();
    } catch (IOException e) {
      Assumptions.abort("gdb-multiarch is not installed");
      throw e;
    }
  }

  int port() {
    return port;
  }

  /// What gdb says to a command.
  String says(String command) throws IOException {
    gdb.getOutputStream().write((command + "\n").getBytes(StandardCharsets.UTF_8));
    gdb.getOutputStream().flush();
    return answer();
  }

  private String answer() throws IOException {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    InputStream in = gdb.getInputStream();
    int c;
    while (!text.toString(StandardCharsets.UTF_8).endsWith(PROMPT) && (c = in.read()) >= 0) {
      text.write(c);
    }
    String all = text.toString(StandardCharsets.UTF_8);
    return all.endsWith(PROMPT) ? all.substring(0, all.length() - PROMPT.length()) : all;
  }

  /// Kills the program, which ends the server.
  @Override
  public void close() throws IOException {
    says("kill");
    gdb.destroy();
    assertEquals(ExitStatus.FINE, server.orTimeout(60, TimeUnit.SECONDS).join());
  }

  /// What the server prints, of which the first line names its port.
  private static final class Announcement extends OutputStream {

    final CompletableFuture<Integer> port = new CompletableFuture<>();
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    @Override
    public void write(int b) {
      if (b == '\n') {
        String text = line.toString(StandardCharsets.UTF_8);
        port.complete(Integer.valueOf(text.substring(text.lastIndexOf(':') + 1)));
      }
      line.write(b);
    }
  }
}
