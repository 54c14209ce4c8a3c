package bohr.emulator.hart;

import static org.junit.jupiter.api.Assertions.assertEquals;

import bohr.emulator.agent.Access;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/// Laws of CSRs, whatever is written to them.
class CsrPropertiesTest {

  /// A counter that is written counts again at once.
  private static boolean counts(Csr csr) {
    return csr == Csr.MCYCLE || csr == Csr.MINSTRET;
  }

  private static boolean ofInterruptFile(Csr csr) {
    return switch (csr) {
      case MIREG, SIREG, MTOPEI, STOPEI -> true;
      default -> false;
    };
  }

  @Property(tries = 2000)
  void whatAWriteLeavesCanBeWrittenBack(
      @ForAll @IntRange(max = 0xbff) int number, @ForAll long value) {
    Csr csr = Csr.of(number);
    ControlAndStatus csrs = Guest.of("nop").hart.csrs;
    if (csr != null && !ofInterruptFile(csr) && !counts(csr)) {
      csr.write(csrs, number, value);
      long kept = csr.read(csrs, number);
      csr.write(csrs, number, kept);
      assertEquals(kept, csr.read(csrs, number));
    }
  }

  /// Machine mode writes anything to any CSR; the handler, should it still be reachable, does too.
  @Property(tries = 300)
  void noSequenceOfWritesMakesTheHartThrow(@ForAll long seed) {
    Dice dice = new Dice(seed);
    Guest guest = Guest.of().withHandler("csrw mepc,a2", "mret");
    for (int i = 0; i < 200; i++) {
      int number = dice.next(1 << 12);
      while (Csr.of(number) == null) {
        number = dice.next(1 << 12);
      }
      int register = 10 + dice.next(6);
      int operation = 1 + dice.next(7);
      guest.memory.store32(4 * i, number << 20 | register << 15 | operation << 12 | 0x573, -1);
    }
    Access into = new Access();
    for (int i = 0; i < 400; i++) {
      if (i % 8 == 0) {
        guest.set("a" + dice.next(6), dice.corner());
      }
      guest.hart.pending(into);
      guest.hart.describe();
      guest.run(1);
    }
    assertEquals(400, guest.clock.steps());
  }
}
