package bohr.emulator.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingTest {

  private final Setting number = Setting.number("max-payload", "", 128, 8, 4096);
  private final Setting choice = Setting.oneOf("locking", "", "bql", "device", "none");

  @Test
  void aNumberIsDecimalOrHexadecimalAndInItsRange() {
    assertTrue(number.allows("8"));
    assertTrue(number.allows("0x1000"));
    assertTrue(number.allows("0010"), "ten, not eight");
    for (String wrong : new String[] {"7", "4097", "0x1001", "", "ten", "#10", "1e2", "8 "}) {
      assertFalse(number.allows(wrong), wrong);
    }
    assertEquals(10, new Settings(Map.of("max-payload", "0010")).number("max-payload"));
  }

  @Test
  void aChoiceIsOneOfItsValues() {
    assertTrue(choice.allows("none"));
    assertFalse(choice.allows("None"));
    assertEquals("bql, device or none", choice.allowed());
    assertEquals("a number from 8 to 4096", number.allowed());
  }

  @Test
  void anUndeclaredSettingIsAMistakeOfTheModel() {
    assertThrows(IllegalArgumentException.class, () -> new Settings(Map.of()).get("dma"));
  }
}
