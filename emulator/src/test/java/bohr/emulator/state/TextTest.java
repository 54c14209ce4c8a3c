package bohr.emulator.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.Locale;
import org.junit.jupiter.api.Test;

class TextTest {

  @Test
  void digitsAreTheSameInEveryLocale() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      assertNotEquals("17", "%d".formatted(17), "this locale has digits of its own");
      assertEquals("17 and 0x11", Text.format("%d and 0x%x", 17, 17));
    } finally {
      Locale.setDefault(before);
    }
  }
}
