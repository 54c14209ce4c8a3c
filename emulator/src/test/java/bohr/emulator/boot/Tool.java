package bohr.emulator.boot;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Assumptions;

/// A program of the host that a test compares with; where it is not installed, the test is skipped.
record Tool(int status, String output) {

  static Tool run(String... command) throws Exception {
    Process process;
    try {
      process = new ProcessBuilder(command).redirectErrorStream(true).start();
    } catch (IOException e) {
      Assumptions.abort(command[0] + " is not installed");
      throw e;
    }
    process.getOutputStream().close();
    byte[] output = process.getInputStream().readAllBytes();
    return new Tool(process.waitFor(), new String(output, StandardCharsets.UTF_8));
  }
}
