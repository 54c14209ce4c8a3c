package bohr.emulator.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import bohr.emulator.input.BadInput;
import bohr.emulator.memory.Memory;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/// Every way in which an ELF cannot be used, with the line that a person gets to see.
class BadElfTest {

  private static void refused(byte[] bytes, String message) {
    BadInput bad = assertThrows(BadInput.class, () -> Elf.parse(bytes, "guest.elf"));
    assertEquals("guest.elf: " + message, bad.getMessage());
  }

  private static void refusedWith(int at, int size, long value, String message) {
    refused(TestElf.with(at, size, value), message);
  }

  @Test
  void anEmptyFile() {
    refused(new byte[0], "the file is empty; an ELF executable is needed");
  }

  @Test
  void aFileThatIsTooLarge() {
    refused(new byte[Elf.MOST_BYTES + 1],
        "16777217 bytes are more than the 16777216 that a guest may have");
  }

  @Test
  void somethingElseThanAnElf() {
    String message = "byte 0: not an ELF file: it does not start with 7f 45 4c 46";
    refused("#!/bin/sh\n".getBytes(), message);
    refused(new byte[] {0x7f, 'E', 'L'}, message);
  }

  @Test
  void aTruncatedHeader() {
    refused(Arrays.copyOf(TestElf.guest(), 63),
        "truncated: 63 bytes are less than the ELF header's 64");
  }

  @Test
  void aTruncatedProgramHeaderTable() {
    refused(Arrays.copyOf(TestElf.guest(), 100), "byte 32: the program header table, 168 bytes at"
        + " byte 64, does not fit into the file of 100 bytes: is it truncated?");
  }

  @Test
  void aTruncatedSectionHeaderTable() {
    refused(Arrays.copyOf(TestElf.guest(), 4000), "byte 40: the section header table, 1088 bytes"
        + " at byte 3464, does not fit into the file of 4000 bytes: is it truncated?");
  }

  @Test
  void anotherMachine() {
    refusedWith(18, 2, 62, "byte 18: made for x86-64, not for RISC-V");
    refusedWith(18, 2, 183, "byte 18: made for AArch64, not for RISC-V");
    refusedWith(18, 2, 40, "byte 18: made for Arm, not for RISC-V");
    refusedWith(18, 2, 3, "byte 18: made for x86, not for RISC-V");
    refusedWith(18, 2, 999, "byte 18: made for machine number 999, not for RISC-V");
  }

  @Test
  void aBigEndianMachineIsNamedToo() {
    byte[] bytes = TestElf.with(5, 1, 2);
    TestElf.put(bytes, 18, 2, 21 << 8);
    refused(bytes, "byte 18: made for PowerPC, not for RISC-V");
  }

  @Test
  void aProgramOf32Bits() {
    refusedWith(4, 1, 1, "byte 4: a 32-bit program; this machine is RV64");
    refusedWith(4, 1, 7, "byte 4: neither a 32-bit nor a 64-bit ELF file");
  }

  @Test
  void aBigEndianProgram() {
    byte[] bytes = TestElf.with(5, 1, 2);
    TestElf.put(bytes, 18, 2, 243 << 8);
    refused(bytes, "byte 5: a big-endian program; this machine is little-endian");
    refusedWith(5, 1, 0, "byte 5: neither a little-endian nor a big-endian ELF file");
  }

  @Test
  void aFileThatIsNoExecutable() {
    refusedWith(16, 2, 1, "byte 16: an object file, not an executable: it was not linked");
    refusedWith(16, 2, 3, "byte 16: a shared object or position-independent executable:"
        + " link it with -static -no-pie");
    refusedWith(16, 2, 4, "byte 16: a core dump, not an executable");
    refusedWith(16, 2, 77, "byte 16: an ELF file of type 77, not an executable");
  }

  @Test
  void tooFewOrTooManyProgramHeaders() {
    refusedWith(56, 2, 0, "byte 56: 0 program headers; there must be 1 to 128");
    refusedWith(56, 2, 0xffff, "byte 56: 65535 program headers; there must be 1 to 128");
  }

  @Test
  void headersOfAnotherSize() {
    refusedWith(54, 2, 32, "byte 54: program headers of 32 bytes; they must have 56");
    refusedWith(58, 2, 0, "byte 58: section headers of 0 bytes; they must have 64");
  }

  @Test
  void aTableOutsideTheFile() {
    refusedWith(32, 8, -8, "byte 32: the program header table, 168 bytes at byte"
        + " 18446744073709551608, does not fit into the file of 4552 bytes: is it truncated?");
  }

  @Test
  void aFileWithNothingToLoad() {
    byte[] bytes = TestElf.with(TestElf.segment(1), 4, 6);
    TestElf.put(bytes, TestElf.segment(2) + 40, 8, 0);
    refused(bytes, "it has no segment to load");
  }

  @Test
  void aSegmentThatGoesBeyondTheFile() {
    refusedWith(TestElf.segment(2) + 32, 8, 5000, "segment 2: 5000 bytes at byte 448 do not fit"
        + " into the file of 4552 bytes: is it truncated?");
    refusedWith(TestElf.segment(2) + 8, 8, -1, "segment 2: 12 bytes at byte 18446744073709551615"
        + " do not fit into the file of 4552 bytes: is it truncated?");
  }

  @Test
  void aSegmentThatIsSmallerInMemoryThanInTheFile() {
    refusedWith(TestElf.segment(1) + 40, 8, 100,
        "segment 1: 100 bytes in memory cannot hold 170 bytes of the file");
  }

  @Test
  void aSegmentThatWrapsAroundTheAddressSpace() {
    refusedWith(TestElf.segment(2) + 24, 8, -16,
        "segment 2: 272 bytes at 0xfffffffffffffff0 go beyond the end of the address space");
  }

  @Test
  void segmentsThatOverlap() {
    refusedWith(TestElf.segment(2) + 24, 8, 0x8000_00a0L, "segment 2: 0x800000a0 to 0x800001af"
        + " overlaps segment 1, 0x80000000 to 0x800000a9");
  }

  @Test
  void anEntryPointOutsideTheSegments() {
    refusedWith(24, 8, 0x8001_0000L, "byte 24: the entry point 0x80010000 is in no segment");
  }

  @Test
  void aSegmentOutsideRam() {
    String ram = " is outside RAM, which is 0x80000000 to 0x8000ffff";
    notLoaded(24, 0x7fff_0000L, "segment 2: 0x7fff0000 to 0x7fff010f" + ram);
    notLoaded(24, 0x8000_ff00L, "segment 2: 0x8000ff00 to 0x8001000f" + ram);
    notLoaded(24, -0x1000L, "segment 2: 0xfffffffffffff000 to 0xfffffffffffff10f" + ram);
    notLoaded(40, 1L << 60, "segment 2: 0x800000c0 to 0x10000000800000bf" + ram);
  }

  private static void notLoaded(int field, long value, String message) {
    Elf elf = Elf.parse(TestElf.with(TestElf.segment(2) + field, 8, value), "guest.elf");
    Memory memory = new Memory(64 << 10, 0, 1);
    BadInput bad = assertThrows(BadInput.class, () -> elf.load(memory));
    assertEquals("guest.elf: " + message, bad.getMessage());
    assertEquals(0, memory.digest(), "nothing was loaded");
  }
}
