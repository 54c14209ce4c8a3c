package bohr.emulator.state;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bohr.emulator.device.network.Frame;
import bohr.emulator.pci.Grant;
import bohr.emulator.pci.Tlp;
import bohr.emulator.state.StateCodec.BadState;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class StateCodecTest {

  private static final Saved SAMPLE = new Saved(
      new long[] {0, 1, -1, Long.MIN_VALUE, Long.MAX_VALUE},
      new Object[] {
        null, new byte[] {1, 2, 3}, new Tlp.Write(0x8000_0000L, new byte[64], true),
        new Tlp.Msi(-1, 7, false), new Frame(new byte[60]), new Grant(true, false, 3)
      });

  private static long digest(Object[] objects) {
    long digest = Digest.EMPTY;
    for (Object object : objects) {
      digest = Digest.mix(digest, switch (object) {
        case null -> 0;
        case byte[] bytes -> Arrays.hashCode(bytes);
        case Fingerprinted value -> value.fingerprint();
        default -> throw new AssertionError(object);
      });
    }
    return digest;
  }

  @Test
  void whatIsWrittenDownIsReadAgain() {
    Saved again = StateCodec.decode(StateCodec.encode(SAMPLE));
    assertArrayEquals(SAMPLE.words, again.words);
    assertEquals(SAMPLE.objects.length, again.objects.length);
    assertEquals(digest(SAMPLE.objects), digest(again.objects));
  }

  @Test
  void theTypesAreThoseOfTheModule() {
    // Every packet, frame and phase that there is, device by device.
    assertTrue(ValueTypes.OF_MODULE.size() > 150, ValueTypes.OF_MODULE.size() + " types");
    assertEquals(Tlp.Msi.class,
        ValueTypes.OF_MODULE.get(ValueTypes.OF_MODULE.number(Tlp.Msi.class)).type());
    assertThrows(IllegalStateException.class, () -> ValueTypes.OF_MODULE.number(String.class));
  }

  @Test
  void aStateOfOtherTypesIsRefused() {
    byte[] bytes = StateCodec.encode(SAMPLE);
    bytes[0] ^= 1;
    assertEquals("was written by a build whose devices have other phases",
        assertThrows(BadState.class, () -> StateCodec.decode(bytes)).getMessage());
  }

  @Property(tries = 300)
  void anythingElseIsAStateOrRefusedInALine(@ForAll long seed) {
    Random random = new Random(seed);
    byte[] bytes = StateCodec.encode(SAMPLE);
    for (int count = random.nextInt(4); count >= 0; count--) {
      bytes[8 + random.nextInt(bytes.length - 8)] = (byte) random.nextInt();
    }
    int length = random.nextBoolean() ? bytes.length : random.nextInt(bytes.length);
    try {
      StateCodec.decode(Arrays.copyOf(bytes, length));
    } catch (BadState refused) {
      assertFalse(refused.getMessage().contains("\n"), refused.getMessage());
    }
  }
}
