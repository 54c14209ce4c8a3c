package bohr.emulator.boot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bohr.emulator.memory.Memory;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ElfTest {

  private static final int RAM = 64 << 10;

  private final Elf elf = Elf.parse(TestElf.guest(), "guest.elf");

  @Test
  void theEntryPointIsWhereTheGuestStarts() {
    assertEquals(0x8000_0000L, elf.entry());
  }

  @Test
  void segmentsAreLoadedAndTheRestOfThemIsZero() {
    Memory memory = new Memory(RAM, 0, 1);
    for (int offset = 0; offset < RAM; offset++) {
      memory.store8(offset, (byte) 0xaa, 0);
    }
    elf.load(memory);
    assertEquals(0x0000_1117, memory.load32(0), "auipc sp, 1");
    assertEquals((byte) 0xaa, memory.load8(0xbf), "between the segments");
    assertEquals(0x1122_3344_5566_7788L, memory.load64(0xc0), "pattern");
    assertEquals(1, memory.load32(0xc8), "ack_first");
    for (int offset = 0xcc; offset < 0x1d0; offset++) {
      assertEquals(0, memory.load8(offset), "byte " + offset + " of .bss");
    }
    assertEquals((byte) 0xaa, memory.load8(0x1d0), "behind the last segment");
  }

  @Test
  void zerosBehindTheFileBytesMayBeManyPages() {
    byte[] bytes = TestElf.with(TestElf.segment(2) + 40, 8, 0x8000);
    Memory memory = new Memory(RAM, 0, 1);
    memory.store8(0xc0 + 0x7fff, (byte) 1, 0);
    memory.store8(0xc0 + 0x8000, (byte) 2, 0);
    Elf.parse(bytes, "guest.elf").load(memory);
    assertEquals(0, memory.load8(0xc0 + 0x7fff));
    assertEquals(2, memory.load8(0xc0 + 0x8000));
  }

  @Test
  void aSymbolHasAnAddressAndASize() {
    assertEquals(Optional.of(new Symbol("start_dma", 0x8000_003eL, 76)), elf.symbol("start_dma"));
    assertEquals(Optional.of(new Symbol("pattern", 0x8000_00c0L, 8)), elf.symbol("pattern"));
    assertEquals(Optional.empty(), elf.symbol("start_dm"));
    assertEquals(Optional.empty(), elf.symbol("start_dmas"));
    assertEquals(Optional.empty(), elf.symbol("guest.c"));
    assertEquals(Optional.empty(), elf.symbol(""));
  }

  @Test
  void variablesOfFourOrEightBytesCanBePatched() {
    Symbol ackFirst = new Symbol("ack_first", 0x8000_00c8L, 4);
    Symbol pattern = new Symbol("pattern", 0x8000_00c0L, 8);
    assertEquals(List.of(ackFirst, pattern), elf.variables());
    Memory memory = new Memory(RAM, 0, 1);
    elf.load(memory);
    elf.patch(memory, ackFirst, -2);
    elf.patch(memory, pattern, 0x0102_0304_0506_0708L);
    assertEquals(0x0102_0304_0506_0708L, memory.load64(0xc0));
    assertEquals(-2, memory.load32(0xc8));
    assertEquals(0, memory.load32(0xcc));
  }

  @Test
  void aVariableIsPatchedWhereItsSegmentIsLoadedNotWhereItIsLinked() {
    byte[] bytes = TestElf.with(TestElf.segment(2) + 24, 8, 0x8000_1000L);
    Elf moved = Elf.parse(bytes, "guest.elf");
    Memory memory = new Memory(RAM, 0, 1);
    moved.load(memory);
    moved.patch(memory, moved.symbol("ack_first").orElseThrow(), 7);
    assertEquals(7, memory.load32(0x1008));
    assertEquals(0x8000_0000L, moved.entry());
  }

  @Test
  void aSymbolOutsideTheSegmentsIsNotLoaded() {
    assertTrue(elf.isLoaded(elf.symbol("ack_first").orElseThrow()));
    assertFalse(elf.isLoaded(elf.symbol("stack_top").orElseThrow()));
  }

  @Test
  void anInstructionIsLocatedByLineAndFunction() {
    assertEquals(new Location("start_dma", 0, "guest.c", 16), elf.locate(0x8000_003eL));
    assertEquals("guest.c:16 (start_dma)", elf.locate(0x8000_003eL).toString());
    assertEquals("start.S:6 (_start+0x8)", elf.locate(0x8000_0008L).toString());
    assertEquals("start.S:9 (halt+0x4)", elf.locate(0x8000_0010L).toString());
    assertEquals("guest.c:34 (main+0x1a)", elf.locate(0x8000_00a4L).toString());
  }

  @Test
  void anAddressOutsideTheCodeIsNowhere() {
    Location nowhere = new Location("", 0, "", 0);
    for (long pc : new long[] {0, 0x7fff_fffeL, 0x8000_00aaL, 0x8000_00c0L, -2}) {
      assertEquals(nowhere, elf.locate(pc), Long.toHexString(pc));
    }
    assertEquals("", nowhere.toString());
  }

  @Test
  void theLineTableNeedsNoOtherDebugSection() {
    Elf linesOnly = Elf.parse(TestElf.linesOnly(), "lines-only.elf");
    for (long pc = 0x8000_0000L; pc < 0x8000_00b0L; pc++) {
      assertEquals(elf.locate(pc), linesOnly.locate(pc), Long.toHexString(pc));
    }
  }

  @Test
  void aLocationShowsThePartThatIsKnown() {
    assertEquals("main+0x10", new Location("main", 16, "", 0).toString());
    assertEquals("guest.c:3", new Location("", 0, "guest.c", 3).toString());
  }

  @Test
  void theImageIsACopyOfTheFile() {
    byte[] image = elf.image();
    assertArrayEquals(TestElf.guest(), image);
    image[0] = 0;
    assertArrayEquals(TestElf.guest(), elf.image());
  }
}
