package bohr.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class FailuresTest {

  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Failures failures = new Failures(
      new Terminal(new PrintStream(new ByteArrayOutputStream()),
          new PrintStream(err, true, StandardCharsets.UTF_8), new ByteArrayInputStream(new byte[0]),
          StandardCharsets.UTF_8, false, false, 80, Path.of("."), Path.of(".")),
      List.of("fuzz", "a scenario", "--seed", "3"));

  private String said() {
    return err.toString(StandardCharsets.UTF_8);
  }

  @Test
  void anInternalErrorIsOneLineWithTheCommandThatRepeatsItAndAFileWithTheDetails()
      throws IOException {
    int status = failures.internal(new IllegalStateException("the model is\nwrong"), false);
    assertEquals(ExitStatus.INTERNAL, status);
    Matcher line = Pattern.compile("bohr: internal error: java.lang.IllegalStateException: the"
        + " model is\\?wrong; repeat it with: ./bohr fuzz 'a scenario' --seed 3; details: (\\S+)\n")
        .matcher(said());
    assertTrue(line.matches(), said());
    Path details = Path.of(line.group(1));
    String written = Files.readString(details);
    Files.delete(details);
    assertTrue(written.startsWith("./bohr fuzz 'a scenario' --seed 3\n"), written);
    assertTrue(written.contains("\tat bohr.cli"), written);
  }

  @Test
  void theDetailsArePrintedWithDebug() {
    int status = failures.internal(new StackOverflowError(), true);
    assertEquals(ExitStatus.INTERNAL, status);
    assertTrue(said().contains("\tat "), said());
  }
}
