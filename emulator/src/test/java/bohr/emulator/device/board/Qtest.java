package bohr.emulator.device.board;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/// QEMU's `virt` board, on which nothing runs and no virtual time passes, whose registers a test
/// reads and writes (QEMU, docs/devel/testing.rst, "qtest"). Where QEMU is not installed, the
/// test is skipped.
final class Qtest implements AutoCloseable {

  private static final char[] WIDTHS = {' ', 'b', 'w', ' ', 'l', ' ', ' ', ' ', 'q'};

  private final Process qemu;
  private final Writer to;
  private final BufferedReader from;

  Qtest(String... more) {
    String[] base = {"qemu-system-riscv64", "-M", "virt", "-m", "128M", "-smp", "3", "-display",
        "none", "-nodefaults", "-S", "-qtest", "stdio", "-qtest-log", "/dev/null"};
    ProcessBuilder builder = new ProcessBuilder(base);
    builder.command().addAll(List.of(more));
    try {
      qemu = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
    } catch (IOException e) {
      Assumptions.abort("qemu-system-riscv64 is not installed");
      throw new AssertionError(e);
    }
    to = qemu.outputWriter(StandardCharsets.US_ASCII);
    from = new BufferedReader(
        new InputStreamReader(qemu.getInputStream(), StandardCharsets.US_ASCII));
  }

  private String ask(String question) {
    try {
      to.write(question + "\n");
      to.flush();
      String answer = from.readLine();
      while (answer != null && !answer.startsWith("OK")) {
        answer = from.readLine();
      }
      if (answer == null) {
        throw new AssertionError("QEMU has ended at " + question);
      }
      return answer;
    } catch (IOException e) {
      throw new AssertionError(question, e);
    }
  }

  long load(long address, int size) {
    String answer = ask("read" + WIDTHS[size] + " 0x" + Long.toHexString(address));
    return Long.parseUnsignedLong(answer.substring("OK 0x".length()), 16);
  }

  void store(long address, int size, long value) {
    ask("write" + WIDTHS[size] + " 0x" + Long.toHexString(address) + " 0x"
        + Long.toHexString(value & -1L >>> 64 - 8 * size));
  }

  @Override
  public void close() {
    qemu.destroyForcibly();
  }
}
