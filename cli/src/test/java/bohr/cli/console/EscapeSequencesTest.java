package bohr.cli.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class EscapeSequencesTest {

  /// Between two bytes, where `|` stands: `.` for "inside something", `|` for "between two things".
  private static String places(String text) {
    EscapeSequences printed = new EscapeSequences();
    StringBuilder places = new StringBuilder();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      printed.print(new byte[] {b});
      places.append(printed.isBetween() ? '|' : '.');
    }
    return places.toString();
  }

  @Test
  void betweenCharactersItIsBetween() {
    assertEquals("||||", places("a\r\nb"));
    assertEquals(".|..|...|", places("é€😀"));
  }

  @Test
  void insideASequenceItIsNot() {
    assertEquals("...||", places("\u001b[1mx"));
    assertEquals(".|", places("\u001b7").substring(0, 2));
    assertEquals("..|", places("\u001b(B"));
    assertEquals("....|", places("\u001b]0;\u0007"));
    assertEquals("......|", places("\u001b]0;x\u001b\\"));
  }

  @Test
  void aCharacterThatIsCutOffDoesNotSwallowTheNext() {
    EscapeSequences printed = new EscapeSequences();
    printed.print(new byte[] {(byte) 0xe2, 'a'});
    assertEquals(true, printed.isBetween());
    printed.print(new byte[] {(byte) 0xe2, 0x1b, '['});
    assertEquals(false, printed.isBetween());
  }

  @Property
  void whateverWasPrintedAResetOfTheTerminalEndsIt(@ForAll byte[] bytes) {
    EscapeSequences printed = new EscapeSequences();
    printed.print(bytes);
    printed.print(new byte[] {7, 0x1b, '\\', 'x', 'x'});
    assertEquals(true, printed.isBetween());
  }
}
