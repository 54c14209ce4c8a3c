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
    Saved again = StateCodec.decode(
        StateCodec.encode(SAMPLE, ValueTypes.OF_MODULE), ValueTypes.OF_MODULE);
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

  /// So that no device is forgotten: whatever may be given to a walker is in the table, and made of
  /// what can be written down.
  @Test
  void whateverIsStateCanBeWrittenDown() {
    Module module = ValueTypes.class.getModule();
    int values = 0;
    for (String name : ValueTypes.classNames(module)) {
      Class<?> type = Class.forName(module, name);
      if (Fingerprinted.class.isAssignableFrom(type) && !type.isInterface()
          && !Surrogate.Surrogated.class.isAssignableFrom(type) && !isOfATest(type)) {
        ValueTypes.OF_MODULE.number(type);
        values++;
      }
    }
    assertTrue(values > 150, values + " values");
    for (int i = 0; i < ValueTypes.OF_MODULE.size(); i++) {
      ValueTypes.Shape shape = ValueTypes.OF_MODULE.get(i);
      for (ValueTypes.Component component : shape.components()) {
        boolean written = component.element() == null
            ? canBeWritten(component.type()) : isValue(component.element());
        assertTrue(written || isOfATest(shape.type()),
            () -> shape.type() + ": " + component.accessor().getName());
      }
    }
  }

  /// Tests run inside the module.
  private static boolean isOfATest(Class<?> type) {
    return type.getName().matches(".*(Test|Bench)(\\$.*)?");
  }

  private static boolean canBeWritten(Class<?> type) {
    return type.isArray() ? canBeWritten(type.getComponentType())
        : type.isPrimitive() && type != float.class && type != double.class
            || type.isEnum() || isValue(type);
  }

  private static boolean isValue(Class<?> type) {
    return Fingerprinted.class.isAssignableFrom(type)
        || type.isRecord() && ValueTypes.OF_MODULE.number(type) >= 0;
  }

  @Test
  void aStateOfOtherTypesIsRefused() {
    byte[] bytes = StateCodec.encode(SAMPLE, ValueTypes.OF_MODULE);
    bytes[0] ^= 1;
    assertEquals("was written by a build whose devices have other phases",
        assertThrows(BadState.class,
            () -> StateCodec.decode(bytes, ValueTypes.OF_MODULE)).getMessage());
  }

  @Property(tries = 300)
  void anythingElseIsAStateOrRefusedInALine(@ForAll long seed) {
    Random random = new Random(seed);
    byte[] bytes = StateCodec.encode(SAMPLE, ValueTypes.OF_MODULE);
    for (int count = random.nextInt(4); count >= 0; count--) {
      bytes[8 + random.nextInt(bytes.length - 8)] = (byte) random.nextInt();
    }
    int length = random.nextBoolean() ? bytes.length : random.nextInt(bytes.length);
    try {
      StateCodec.decode(Arrays.copyOf(bytes, length), ValueTypes.OF_MODULE);
    } catch (BadState refused) {
      assertFalse(refused.getMessage().contains("\n"), refused.getMessage());
    }
  }
}
