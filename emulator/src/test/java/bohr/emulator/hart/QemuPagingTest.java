package bohr.emulator.hart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Random page tables, walked here and by `qemu-system-riscv64`: machine mode loads and stores with
/// MPRV in the name of user and supervisor mode, with and without SUM and MXR, and prints what came
/// of it, and the page tables with their A and D bits.
///
/// **Not covered, because** QEMU 7.2 differs: page tables outside RAM (a page fault there, where
/// the specification wants an access fault), and with Svnapot bits 60 to 54 of an entry (not
/// checked).
class QemuPagingTest {

  private static final int TABLE_PAGES = 6;
  private static final long TABLES = Guest.RAM + 0xa000;
  private static final long PROBES = Guest.RAM + 0x2000;
  private static final long LOG = Guest.RAM + 0x4000;
  private static final int PROBE_COUNT = 150;

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"1, 8", "2, 8", "3, 8", "4, 9", "5, 9", "6, 9", "7, 10", "8, 10", "9, 10"})
  void randomPageTablesLeadToTheSameOnQemu(long seed, int scheme) throws Exception {
    assumeTrue(Files.isExecutable(Path.of(QemuDifferentialTest.QEMU)));
    Guest guest = write(new Dice(seed), scheme);
    byte[] image = new byte[Guest.RAM_BYTES];
    guest.memory.read(0, image, 0, image.length);
    Path file = Files.write(folder.resolve("image"), image);
    String expected =
        QemuDifferentialTest.qemu(file, folder.resolve("output"), "-cpu", "rv64,svnapot=true");
    assertTrue(expected.length() > 17 * 2 * PROBE_COUNT, expected);
    assertEquals(expected, QemuDifferentialTest.run(guest));
  }

  private static Guest write(Dice dice, int scheme) {
    Guest guest = Guest.of();
    for (long at = TABLES; at < TABLES + 4096 * TABLE_PAGES; at += 4096) {
      for (int i = 0; i < 8; i++) {
        guest.store(at + 8 * i, entry(dice));
      }
    }
    for (int i = 0; i < PROBE_COUNT; i++) {
      guest.store(PROBES + 16 * i, address(dice, scheme - 5));
      guest.store(PROBES + 16 * i + 8, (dice.next(2) << 11 | dice.next(4) << 18) & 0xffff_ffffL);
    }
    guest.program(Guest.RAM, program(scheme));
    return guest.program(Guest.HANDLER, "csrr a0,mcause", "csrr t1,mepc", "addi t1,t1,4",
        "csrw mepc,t1", "mret");
  }

  /// For each probe: a load and a store, and for both the cause or what was loaded.
  private static String[] program(int scheme) {
    return new String[] {
      "auipc s0,0x0", "lui t0,0x8", "add t0,t0,s0", "csrw mtvec,t0",
      "lui t0,0x2", "addi t0,t0,-2048", "csrc mstatus,t0",
      "li t0,-1", "csrw pmpaddr0,t0", "li t0,31", "csrw pmpcfg0,t0",
      "li t0," + scheme, "slli t0,t0,0x3c", "lui t1,0xa", "add t1,t1,s0", "srli t1,t1,0xc",
      "or t0,t0,t1", "csrw satp,t0",
      "lui s1,0x2", "add s1,s1,s0", "lui s2,0x4", "add s2,s2,s0", "li s3," + PROBE_COUNT,
      "lui s4,0x20",
      "probe:", "ld a1,0(s1)", "ld a2,8(s1)", "sfence.vma",
      "or a2,a2,s4", "li a0,0", "csrs mstatus,a2", "ld a0,0(a1)", "csrc mstatus,s4",
      "sd a0,0(s2)", "li a0,0", "csrs mstatus,a2", "sb zero,7(a1)", "csrc mstatus,s4",
      "sd a0,8(s2)", "csrc mstatus,a2", "addi s1,s1,16", "addi s2,s2,16", "addi s3,s3,-1",
      "bnez s3,probe",
      "lui a0,0x4", "add a0,a0,s0", "lui a1,0x5", "add a1,a1,s0", "li s2,2", "lui a2,0x10000",
      "doubleword:", "ld a3,0(a0)", "li a4,60",
      "digit:", "srl a5,a3,a4", "andi a5,a5,15", "addi a5,a5,48", "li a6,58",
      "blt a5,a6,decimal", "addi a5,a5,39", "decimal:", "sb a5,0(a2)", "addi a4,a4,-4",
      "bgez a4,digit", "li a5,10", "sb a5,0(a2)", "addi a0,a0,8", "bltu a0,a1,doubleword",
      "lui a0,0xa", "add a0,a0,s0", "lui a1,0x10", "add a1,a1,s0", "addi s2,s2,-1",
      "bnez s2,doubleword",
      "lui a0,0x100", "lui a1,0x5", "addi a1,a1,1365", "sw a1,0(a0)", "stop:", "j stop"
    };
  }

  /// Pointers to tables, pages of data, large pages of all RAM, and what is none of that.
  private static long entry(Dice dice) {
    long flags = 0xcf & ~(dice.next(3) == 0 ? 1 << dice.next(8) : 0) | dice.next(2) << 4;
    long data = (Guest.RAM >>> 12) + 5 + dice.next(3);
    return switch (dice.next(16)) {
      case 0 -> 0;
      case 1 -> (TABLES >>> 12) + dice.next(TABLE_PAGES) << 10 | dice.next(256) & 0xf1 | 1;
      case 2 -> 1L << 63 | (Guest.RAM >>> 12 | dice.oneOf(8, 8, 8, 4, 9)) << 10 | flags;
      case 3, 4 -> Guest.RAM >>> 12 << 10 | flags;
      case 5, 6, 7 -> data << 10 | flags;
      default -> (TABLES >>> 12) + dice.next(TABLE_PAGES) << 10 | 1;
    };
  }

  /// In the first 64 KiB of a large page, of either size, and there where the data are.
  private static long address(Dice dice, int levels) {
    long address = 0;
    for (int level = 2; level < levels; level++) {
      address = address << 9 | dice.next(8);
    }
    address = address << 18 | 5 + dice.next(3);
    return address << 12 | 8 * dice.next(500);
  }
}
