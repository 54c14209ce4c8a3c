package bohr.emulator.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bohr.emulator.state.Loader;
import bohr.emulator.state.Saver;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class MemoryTest {

  private static final int RAM = 1 << 17;
  private static final int DEVICES = 4096;
  private static final int LINK = 9;

  private final Memory memory = new Memory(RAM, DEVICES, 2);

  @Test
  void storesAreLittleEndianAndLoadsSignExtend() {
    memory.store64(8, 0x1122334455667788L, 0);
    assertEquals((byte) 0x88, memory.load8(8));
    assertEquals((short) 0x7788, memory.load16(8));
    assertEquals(0x55667788, memory.load32(8));
    memory.store8(8, (byte) 0xff, 0);
    assertEquals(-1, memory.load8(8));
  }

  @Test
  void aMisalignedStoreAcrossBlocksChangesBothAndIsUndoneInBoth() {
    Memory.Image empty = memory.image();
    memory.store64(Memory.BLOCK_BYTES - 3, -1L, 0);
    assertEquals(-1L, memory.load64(Memory.BLOCK_BYTES - 3));
    memory.restore(empty);
    assertEquals(0L, memory.load64(Memory.BLOCK_BYTES - 3));
  }

  @Test
  void aStoreOfTheSameValueByAnotherHartEndsTheReservation() {
    memory.store64(64, 5, 0);
    memory.reserve(0, 64);
    memory.store64(64, 6, 1);
    memory.store64(64, 5, 1);
    assertFalse(memory.takeReservation(0, 64), "A-B-A must not be mistaken for nothing happened");
  }

  @Test
  void aStoreByTheSameHartKeepsItsReservation() {
    memory.reserve(0, 64);
    memory.store64(64, 6, 0);
    assertTrue(memory.takeReservation(0, 64));
  }

  @Test
  void aDmaWriteThatOverlapsEndsTheReservationOfEveryHart() {
    memory.reserve(0, 64);
    memory.reserve(1, 68);
    memory.write(60, new byte[8], 0, 8, LINK);
    assertFalse(memory.takeReservation(0, 64));
    assertFalse(memory.takeReservation(1, 68));
  }

  @Test
  void aStoreBesideTheReservationLeavesIt() {
    memory.reserve(0, 64);
    memory.store64(72, 1, 1);
    memory.store64(56, 1, 1);
    assertTrue(memory.takeReservation(0, 64));
  }

  @Test
  void aReservationIsTakenOnlyOnce() {
    memory.reserve(0, 64);
    assertTrue(memory.takeReservation(0, 64));
    assertFalse(memory.takeReservation(0, 64));
  }

  @Test
  void reservationsComeBackWithTheStateAndStillEnd() {
    memory.reserve(0, 64);
    Saver saver = new Saver();
    memory.walk(saver);
    Memory other = new Memory(RAM, DEVICES, 2);
    other.walk(new Loader().from(saver.saved()));
    other.store8(65, (byte) 0, 1);
    assertFalse(other.takeReservation(0, 64));
  }

  @Test
  void aStoreToDecodedCodeIsToldOnceUntilItIsDecodedAgain() {
    List<Integer> told = new ArrayList<>();
    memory.addCodeListener(told::add);
    memory.markCode(2);
    memory.store32(2 * Memory.BLOCK_BYTES, 1, 0);
    memory.store32(2 * Memory.BLOCK_BYTES, 2, 0);
    assertEquals(List.of(2), told);
    memory.markCode(2);
    memory.store32(2 * Memory.BLOCK_BYTES, 3, 0);
    assertEquals(List.of(2, 2), told);
  }

  @Test
  void restoringChangesDecodedCodeToo() {
    Memory.Image empty = memory.image();
    List<Integer> told = new ArrayList<>();
    memory.addCodeListener(told::add);
    memory.store32(0, 1, 0);
    memory.markCode(0);
    memory.restore(empty);
    assertEquals(List.of(0), told);
  }

  @Test
  void anUntouchedMemoryOfAnySizeHasTheSameDigest() {
    assertEquals(new Memory(1 << 20, 0, 1).digest(), memory.digest());
  }

  @Test
  void theSameBytesAtAnotherPlaceHaveAnotherDigest() {
    Memory other = new Memory(RAM, DEVICES, 2);
    memory.store64(0, 1, 0);
    other.store64(Memory.BLOCK_BYTES, 1, 0);
    assertNotEquals(other.digest(), memory.digest());
  }

  @Test
  void sizesMustBeWholeBlocks() {
    assertThrows(IllegalArgumentException.class, () -> new Memory(RAM + 1, 0, 1));
  }

  /// Any series of stores, images and restores behaves as copying the whole array would.
  @Property
  void imagesBehaveLikeCopiesOfTheWholeArray(
      @ForAll @Size(max = 60) List<@IntRange(min = 0, max = 1 << 20) Integer> program) {
    Memory real = new Memory(RAM, DEVICES, 2);
    byte[] model = new byte[RAM + DEVICES];
    List<Memory.Image> images = new ArrayList<>();
    List<byte[]> copies = new ArrayList<>();
    for (int word : program) {
      int offset = Math.floorMod(word * 31, RAM + DEVICES - 8);
      switch (word % 5) {
        case 0 -> {
          images.add(real.image());
          copies.add(model.clone());
        }
        case 1 -> {
          if (!images.isEmpty()) {
            int which = word % images.size();
            real.restore(images.get(which));
            System.arraycopy(copies.get(which), 0, model, 0, model.length);
          }
        }
        case 2 -> {
          byte[] data = new byte[word % 700];
          Arrays.fill(data, (byte) word);
          int at = Math.min(offset, RAM + DEVICES - data.length);
          if (data.length > 0) {
            real.write(at, data, 0, data.length, LINK);
          }
          System.arraycopy(data, 0, model, at, data.length);
        }
        default -> {
          real.store64(offset, word * 0x0101010101L, word & 1);
          for (int i = 0; i < 8; i++) {
            model[offset + i] = (byte) (word * 0x0101010101L >>> 8 * i);
          }
        }
      }
      assertSame(real, model);
    }
  }

  private static void assertSame(Memory real, byte[] model) {
    byte[] bytes = new byte[model.length];
    real.read(0, bytes, 0, bytes.length);
    assertEquals(-1, Arrays.mismatch(model, bytes));
    Memory fresh = new Memory(RAM, DEVICES, 2);
    fresh.write(0, model, 0, model.length, LINK);
    assertEquals(fresh.digest(), real.digest(), "the incremental digest is the digest");
  }
}
