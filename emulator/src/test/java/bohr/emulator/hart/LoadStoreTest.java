package bohr.emulator.hart;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoadStoreTest {

  private static final long DATA = Guest.DATA;

  @ParameterizedTest
  @CsvSource({
    "lb, ffffffffffffff88", "lh, ffffffffffff8788", "lw, ffffffff85868788", "ld, 8182838485868788",
    "lbu, 88", "lhu, 8788", "lwu, 85868788"
  })
  void aLoadExtendsWhatItReads(String mnemonic, String expected) {
    Guest guest = Guest.of(mnemonic + " a0,-8(a1)").store(DATA, 0x8182838485868788L);
    guest.set("a1", DATA + 8).run(1);
    assertEquals(expected, Long.toHexString(guest.get("a0")));
  }

  @ParameterizedTest
  @CsvSource({
    "sb, ffffffffffffff88", "sh, ffffffffffff8788", "sw, ffffffff85868788", "sd, 8182838485868788"
  })
  void aStoreWritesOnlyItsBytes(String mnemonic, String expected) {
    Guest guest = Guest.of(mnemonic + " a0,2047(a1)").store(DATA, -1);
    guest.set("a0", 0x8182838485868788L).set("a1", DATA - 2047).run(1);
    assertEquals(expected, Long.toHexString(guest.load(DATA)));
  }

  @Test
  void misalignedAccessesInRamWorkEvenAcrossBlocks() {
    Guest guest = Guest.of("sd a0,-3(a1)", "ld a2,-3(a1)", "lw a3,-2(a1)", "lhu a4,-1(a1)");
    guest.set("a0", 0x8182838485868788L).set("a1", DATA + 0x100).run(4);
    assertEquals(0x8182838485868788L, guest.get("a2"));
    assertEquals(0xffff_ffff_8485_8687L, guest.get("a3"));
    assertEquals(0x8586, guest.get("a4"));
    assertEquals(List.of(), guest.events);
  }

  @Test
  void theLastBytesOfRamCanBeReachedAndTheNextCannot() {
    long end = Guest.RAM + Guest.RAM_BYTES;
    Guest guest = Guest.of("sd a0,-8(a1)", "ld a2,-8(a1)", "lb a2,0(a1)", "ld a2,-4(a1)");
    guest.set("a0", 99).set("a1", end).withHandler().run(2);
    assertEquals(99, guest.get("a2"));
    guest.run(1);
    assertEquals(List.of("load1 80010000"), guest.bus.log);
    guest.run(1);
    assertEquals(List.of("load address misaligned at 8000000c: 8000fffc"), guest.events);
  }

  @Test
  void deviceMemoryBehindRamIsNotReachable() {
    Guest guest = Guest.of("ld a0,8(a1)").set("a1", Guest.RAM + Guest.RAM_BYTES).run(1);
    assertEquals(List.of("load8 80010008"), guest.bus.log);
  }

  @Test
  void addressesWrapAround() {
    Guest guest = Guest.of("ld a0,16(a1)").set("a1", -8).run(1);
    assertEquals(List.of("load8 8"), guest.bus.log);
  }
}
