package bohr.emulator.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bohr.emulator.input.BadInput;
import bohr.emulator.memory.Memory;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/// Whatever the bytes are, the outcome is an [Elf] whose every method works, or a [BadInput] of one
/// line; never another exception, and never much memory.
class ElfRobustnessTest {

  /// What reading a damaged `guest.elf` may allocate: a few times its 4.5 kB.
  private static final long MOST_ALLOCATED = 256 << 10;

  /// One byte to change; `at` is taken modulo the length.
  private record Change(int at, int value) {}

  private static void use(byte[] bytes) {
    Memory memory = new Memory(64 << 10, 0, 1);
    try {
      Elf elf = Elf.parse(bytes, "guest.elf");
      for (long pc = 0x8000_0000L; pc < 0x8000_0200L; pc += 2) {
        assertOneLine(elf.locate(pc).toString());
      }
      elf.locate(0);
      elf.locate(-1);
      elf.symbol("main");
      elf.load(memory);
      Elf.parse(elf.forDebuggers(), "guest.elf");
      for (Symbol variable : elf.variables()) {
        elf.patch(memory, variable, 1);
      }
    } catch (BadInput e) {
      assertOneLine(e.getMessage());
      assertTrue(e.getMessage().startsWith("guest.elf: "), e.getMessage());
    }
  }

  private static void assertOneLine(String text) {
    assertFalse(text.chars().anyMatch(Character::isISOControl), text);
  }

  @Example
  void everyTruncationIsAnElfOrABadInput() {
    for (byte[] whole : List.of(TestElf.guest(), TestElf.linesOnly())) {
      for (int length = 0; length <= whole.length; length++) {
        use(Arrays.copyOf(whole, length));
      }
    }
  }

  @Example
  void everyByteMayTakeItsWorstValues() {
    byte[] bytes = TestElf.guest();
    for (int at = 0; at < bytes.length; at++) {
      byte original = bytes[at];
      for (int value : new int[] {0, 1, 0x7f, 0x80, 0xff}) {
        bytes[at] = (byte) value;
        use(bytes);
      }
      bytes[at] = original;
    }
  }

  @Property(tries = 4000, edgeCases = EdgeCasesMode.NONE)
  void changedBytesAreAnElfOrABadInput(@ForAll("changes") List<Change> changes) {
    byte[] bytes = TestElf.guest();
    for (Change change : changes) {
      bytes[change.at() % bytes.length] = (byte) change.value();
    }
    use(bytes);
  }

  /// Half of the changes are in the headers, the rest anywhere.
  @Provide
  Arbitrary<List<Change>> changes() {
    Arbitrary<Integer> at = Arbitraries.frequencyOf(
        Tuple.of(1, Arbitraries.integers().between(16, 240)),
        Tuple.of(1, Arbitraries.integers().between(0, 4551)));
    return Combinators.combine(at, Arbitraries.integers().between(0, 255)).as(Change::new)
        .list().ofMinSize(1).ofMaxSize(12);
  }

  @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
  void aGarbledSectionCostsOnlyLinesAndNames(
      @ForAll("sections") String section, @ForAll byte[] garbage) {
    byte[] bytes = TestElf.guest();
    int header = TestElf.section(bytes, section);
    int offset = offset(bytes, section);
    int length = bytes[header + 32] & 0xff | (bytes[header + 33] & 0xff) << 8;
    for (int i = 0; i < Math.min(length, garbage.length); i++) {
      bytes[offset + i] = garbage[i];
    }
    Elf elf = Elf.parse(bytes, "guest.elf");
    assertEquals(0x8000_0000L, elf.entry());
    use(bytes);
  }

  @Provide
  Arbitrary<String> sections() {
    return Arbitraries.of(
        ".debug_line", ".debug_line_str", ".debug_str", ".symtab", ".strtab", ".shstrtab");
  }

  @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
  void aDamagedFileCostsLittleMemory(@ForAll("changes") List<Change> changes) {
    byte[] bytes = TestElf.guest();
    for (Change change : changes) {
      bytes[change.at() % bytes.length] = (byte) change.value();
    }
    long allocated = allocated(() -> {
      try {
        Elf.parse(bytes, "guest.elf");
      } catch (BadInput e) {
        assertOneLine(e.getMessage());
      }
    });
    assertTrue(allocated < MOST_ALLOCATED, allocated + " bytes");
  }

  @Example
  void theLargestTablesCostAFewTimesTheFile() {
    byte[] guest = TestElf.guest();
    byte[] bytes = Arrays.copyOf(guest, Elf.MOST_BYTES);
    Arrays.fill(bytes, guest.length, bytes.length, (byte) 'a');
    claimTheRest(bytes, ".symtab", guest.length);
    claimTheRest(bytes, ".strtab", guest.length);
    assertTrue(allocated(() -> Elf.parse(bytes, "guest.elf")) < 64 << 20);
    // As symbols in .text, every one of them with the name that is the rest of the file.
    for (int at = guest.length; at < bytes.length - 24; at += 24) {
      TestElf.put(bytes, at, 4, 8);
      TestElf.put(bytes, at + 4, 4, 1 << 16 | 2);
    }
    assertTrue(allocated(() -> Elf.parse(bytes, "guest.elf")) < 64 << 20);
    // As a line program, 'a' is a special opcode: a row for every byte.
    Arrays.fill(bytes, guest.length, bytes.length, (byte) 'a');
    byte[] unit = Arrays.copyOfRange(guest, offset(guest, ".debug_line"), guest.length);
    System.arraycopy(unit, 0, bytes, guest.length, 0x36);
    TestElf.put(bytes, guest.length, 4, bytes.length - guest.length - 4);
    claimTheRest(bytes, ".debug_line", guest.length);
    assertTrue(allocated(() -> Elf.parse(bytes, "guest.elf")) < 96 << 20);
  }

  private static void claimTheRest(byte[] bytes, String section, int from) {
    int header = TestElf.section(bytes, section);
    TestElf.put(bytes, header + 24, 8, from);
    TestElf.put(bytes, header + 32, 8, bytes.length - from);
  }

  private static int offset(byte[] bytes, String section) {
    int header = TestElf.section(bytes, section);
    return bytes[header + 24] & 0xff | (bytes[header + 25] & 0xff) << 8;
  }

  /// Bytes allocated by this thread in `work`. By reflection, because the module under test does
  /// not require `jdk.management`.
  private static long allocated(Runnable work) {
    try {
      Object bean = Class.forName("java.lang.management.ManagementFactory")
          .getMethod("getThreadMXBean").invoke(null);
      Method bytes = Class.forName("com.sun.management.ThreadMXBean")
          .getMethod("getCurrentThreadAllocatedBytes");
      long before = (long) bytes.invoke(bean);
      work.run();
      return (long) bytes.invoke(bean) - before;
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }
}
