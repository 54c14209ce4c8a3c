package bohr.emulator.hart;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsrTest {

  @ParameterizedTest
  @CsvSource({
    "csrrw, a1, 00ff",
    "csrrs, a1, 0fff",
    "csrrc, a1, 0f00",
    "csrrwi, 9, 9",
    "csrrsi, 9, 0ff9",
    "csrrci, 16, 0fe0"
  })
  void aCsrInstructionReadsTheOldValueAndWritesTheNew(
      String mnemonic, String operand, String now) {
    Guest guest = Guest.of(mnemonic + " a0,mscratch," + operand).set("a1", 0xff);
    guest.hart.csrs.mscratch = 0xff0;
    guest.run(1);
    assertEquals(0xff0, guest.get("a0"));
    assertEquals(hex(now), guest.hart.csrs.mscratch);
  }

  @Test
  void sourceAndDestinationMayBeTheSameRegister() {
    Guest guest = Guest.of("csrrw a0,mscratch,a0").set("a0", 5);
    guest.hart.csrs.mscratch = 6;
    assertEquals(6, guest.run(1).get("a0"));
    assertEquals(5, guest.hart.csrs.mscratch);
  }

  @ParameterizedTest
  @CsvSource({
    "mstatus, 8000000a007e79aa, a00000000", "mie, aaa, 0", "mtvec, fffffffffffffffd, 0",
    "mcounteren, 7, 0",
    "mscratch, ffffffffffffffff, 0", "mepc, fffffffffffffffe, 0", "mcause, ffffffffffffffff, 0",
    "mtval, ffffffffffffffff, 0", "misa, 800000000014112d, 800000000014112d",
    "mcountinhibit, 5, 0", "menvcfg, a0000000000000f1, 0",
    "pmpcfg4, 0, 0", "pmpcfg14, 0, 0", "pmpaddr0, 3fffffffffffff, 0", "pmpaddr16, 0, 0",
    "medeleg, b3ff, 0", "mideleg, 222, 0", "stvec, fffffffffffffffd, 0", "scounteren, 7, 0",
    "senvcfg, f1, 0", "sscratch, ffffffffffffffff, 0", "sepc, fffffffffffffffe, 0",
    "scause, ffffffffffffffff, 0", "stval, ffffffffffffffff, 0",
    "sstatus, 80000002000c6122, 200000000",
    "stimecmp, ffffffffffffffff, 0", "satp, 0, 0", "sip, 0, 0", "sie, 0, 0",
    "pmpaddr63, 0, 0", "mhpmcounter3, 0, 0", "mhpmcounter31, 0, 0", "mhpmevent3, 0, 0"
  })
  void writingAllOnesKeepsWhatExistsAndWritingZeroClearsIt(String csr, String ones, String zero) {
    String write = "csrw " + csr;
    Guest guest =
        Guest.of(write + ",a1", "csrr a0," + csr, write + ",zero", "csrr a2," + csr);
    guest.set("a1", -1).run(4);
    assertEquals(hex(ones), guest.get("a0"));
    assertEquals(hex(zero), guest.get("a2"));
    assertEquals(List.of(), guest.events);
  }

  @ParameterizedTest
  @CsvSource({
    "mvendorid, 0", "marchid, 0", "mimpid, 0", "mhartid, 1", "mconfigptr, 0", "cycle, 0",
    "time, 0", "instret, 0", "hpmcounter3, 0"
  })
  void readOnlyCsrsCanBeReadAndNotWritten(String csr, long value) {
    Guest guest = Guest.harts(2, "csrr a0," + csr, "csrsi " + csr + ",1").withHandler("nop");
    Hart hart = guest.harts[1];
    hart.x[10] = 99;
    guest.run(hart, 1);
    assertEquals(value, hart.x(10));
    guest.run(hart, 1);
    int word = Assembler.word(0, "csrsi " + csr + ",1");
    assertEquals(
        List.of("illegal instruction at 80000004: " + Integer.toHexString(word)), guest.events);
  }

  @Test
  void settingOrClearingNothingDoesNotWrite() {
    Guest guest = Guest.of("csrrs a0,cycle,zero", "csrrci a0,time,0", "csrrs a0,mip,zero");
    assertEquals(3, guest.run(3).hart.retired());
    assertEquals(List.of(), guest.events);
  }

  @ParameterizedTest
  @ValueSource(
      ints = {0x000, 0x001, 0x101, 0x150, 0x151, 0x15c, 0x181, 0x308, 0x310, 0x321, 0x322,
        0x350, 0x351, 0x35c, 0x3a1, 0x7a0, 0x7c0, 0xb01, 0xdb0, 0xfb0, 0xfff})
  void aCsrThatDoesNotExistIsAnIllegalInstruction(int number) {
    Guest guest = Guest.of(".word " + (number << 20 | 0x2573)).withHandler("nop").run(1);
    assertEquals(Guest.HANDLER, guest.hart.pc());
    assertEquals(Cause.ILLEGAL_INSTRUCTION, guest.hart.csrs.mcause);
    assertEquals((number << 20 | 0x2573) & 0xffff_ffffL, guest.hart.csrs.mtval);
    assertEquals(0, guest.hart.retired());
  }

  @Test
  void countersCountExactlyWhatCameBefore() {
    Guest guest = Guest.of("nop", "nop", "csrr a0,minstret", "csrr a1,mcycle", "csrr a2,instret");
    guest.run(5);
    assertEquals(2, guest.get("a0"));
    assertEquals(3, guest.get("a1"));
    assertEquals(4, guest.get("a2"));
  }

  @Test
  void aWrittenCounterIsReadBackUnchangedByTheNextInstruction() {
    Guest guest =
        Guest.of("csrw minstret,a1", "csrr a0,minstret", "csrw mcycle,a1", "csrr a2,cycle", "nop");
    guest.set("a1", 1000).run(5);
    assertEquals(1000, guest.get("a0"));
    assertEquals(1000, guest.get("a2"));
    assertEquals(5, guest.hart.retired());
    assertEquals(1004, guest.hart.csrs.counters.instret());
  }

  @Test
  void exceptionsAndInterruptsDoNotCountAsRetired() {
    Guest guest = Guest.of("nop", "ecall").withHandler("csrr a0,minstret", "csrr a1,mcycle");
    guest.run(4);
    assertEquals(1, guest.get("a0"));
    assertEquals(3, guest.get("a1"));
  }

  @Test
  void timeTicksOnceInTenSteps() {
    Guest guest = Guest.of("csrr a0,time", "csrr a1,time");
    guest.clock.step(18);
    guest.run(2);
    assertEquals(1, guest.get("a0"));
    assertEquals(1, guest.get("a1"));
    guest = Guest.of("nop", "csrr a1,time");
    guest.clock.step(19);
    assertEquals(2, guest.run(2).get("a1"));
  }

  @Test
  void timeOfOtherAgentsCountsForCyclesAndNotForInstructions() {
    Guest guest = Guest.of("csrr a0,mcycle", "csrr a1,minstret");
    guest.clock.step(100);
    guest.run(2);
    assertEquals(100, guest.get("a0"));
    assertEquals(1, guest.get("a1"));
  }

  /// An interrupt file that notes what it is asked.
  private static final class NotedFile implements InterruptFile {

    private final List<String> log = new ArrayList<>();

    @Override
    public boolean implementsRegister(int select) {
      return select == 0x70 || select == 0x80;
    }

    @Override
    public long read(int select) {
      log.add("read %x".formatted(select));
      return 0x40 + select;
    }

    @Override
    public void write(int select, long value) {
      log.add("write %x %x".formatted(select, value));
    }

    @Override
    public long topInterrupt() {
      return 5 << 16 | 5;
    }

    @Override
    public void claim() {
      log.add("claim");
    }
  }

  @Test
  void theInterruptFileIsReachedThroughMiselectAndMireg() {
    NotedFile file = new NotedFile();
    Guest guest = Guest.of("csrw miselect,a1", "csrrw a0,mireg,a2", "csrr a3,miselect");
    guest.hart.attach(file);
    guest.set("a1", 0x80).set("a2", 0x11).run(3);
    assertEquals(0xc0, guest.get("a0"));
    assertEquals(0x80, guest.get("a3"));
    assertEquals(List.of("read 80", "write 80 11"), file.log);
  }

  @ParameterizedTest
  @CsvSource({"0x30, false", "0x3e, false", "0x31, true", "0x71, true", "0x82, true", "0, true"})
  void miregExistsWhereSomethingIsSelected(String select, boolean illegal) {
    Guest guest = Guest.of("csrw miselect,a1", "csrrw a0,mireg,a2").withHandler("nop");
    guest.hart.attach(new NotedFile());
    guest.set("a1", Long.decode(select)).set("a0", 1).run(2);
    assertEquals(illegal ? 1 : 0, guest.get("a0"));
    assertEquals(illegal ? 1 : 0, guest.events.size());
  }

  @Test
  void readingMtopeiDoesNotClaimAndWritingDoes() {
    NotedFile file = new NotedFile();
    Guest guest = Guest.of("csrr a0,mtopei", "csrrw a1,mtopei,zero");
    guest.hart.attach(file);
    guest.run(1);
    assertEquals(List.of(), file.log);
    guest.run(1);
    assertEquals(List.of("claim"), file.log);
    assertEquals(5 << 16 | 5, guest.get("a0"));
    assertEquals(5 << 16 | 5, guest.get("a1"));
  }

  @Test
  void mtopiNamesTheFirstInterruptThatIsPendingAndEnabled() {
    Guest guest = Guest.of("csrr a0,mtopi", "csrr a1,mtopi", "csrr a2,mtopi", "csrr a3,mtopi");
    guest.hart.attach(new NotedFile());
    guest.hart.setInterrupt(Hart.TIMER, true);
    guest.run(1);
    guest.hart.csrs.interrupts.mie = -1;
    guest.run(1);
    guest.hart.setInterrupt(Hart.SOFTWARE, true);
    guest.run(1);
    guest.hart.setInterrupt(Hart.EXTERNAL, true);
    guest.run(1);
    assertEquals(0, guest.get("a0"));
    assertEquals(7 << 16 | 1, guest.get("a1"));
    assertEquals(3 << 16 | 1, guest.get("a2"));
    assertEquals(11 << 16 | 1, guest.get("a3"));
  }

  private static long hex(String text) {
    return Long.parseUnsignedLong(text.trim(), 16);
  }
}
