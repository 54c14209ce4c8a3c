package bohr.emulator.hart;

import bohr.emulator.hart.PageWalk.Outcome;
import bohr.emulator.memory.Watch;

/// What a debugger sees of a hart. Nothing of it changes what the hart does: neither its state, nor
/// who has observed the time.
public final class DebugPort {

  private static final int CSRS = 1 << 12;
  private static final int[] TRANSLATED = {Privilege.SUPERVISOR, Privilege.USER};

  private final Hart hart;
  private final PageWalk walk;

  /// Looks at `hart`.
  public DebugPort(Hart hart) {
    this.hart = hart;
    walk = new PageWalk(hart.ram, hart.csrs);
  }

  /// The privilege mode: 0 user, 1 supervisor, 3 machine.
  public int privilege() {
    return hart.csrs.status.mode();
  }

  /// Whether the hart has a CSR of this number that may ever be other than zero.
  public boolean hasCsr(int number) {
    if (number < 0 || number >= CSRS || Csr.of(number) == null) {
      return false;
    }
    return switch (Csr.of(number)) {
      case MTOPEI -> hart.csrs.file != null;
      case STOPEI -> hart.csrs.supervisorFile != null;
      case MIREG, SIREG -> false; // what they show is chosen by another register
      case MHPMEVENT, MHPMCOUNTER, HPMCOUNTER, PMPCFG_ABSENT, PMPADDR_ABSENT -> false;
      default -> true;
    };
  }

  /// What a person calls the CSR.
  public static String csrName(int number) {
    return Csr.name(number);
  }

  /// The value of a CSR that the hart has, in whatever mode it is.
  public long csr(int number) {
    return hart.csrs.clock.unobserved(() -> Csr.of(number).read(hart.csrs, number));
  }

  /// Where an address is that the hart's program uses, by its page tables as they are and without
  /// asking what it may do; -1 if it is nowhere.
  public long physical(long address) {
    if (privilege() == Privilege.MACHINE || !PageWalk.translates(hart.csrs.satp)) {
      return address;
    }
    for (int mode : TRANSLATED) {
      for (Purpose purpose : Purpose.values()) {
        Outcome outcome = walk.walk(address, purpose, mode);
        if (outcome == Outcome.DONE || outcome == Outcome.UPDATE) {
          return walk.physical;
        }
      }
    }
    return -1;
  }

  /// From now on this hart, and those that share its decoded instructions, tell of `breakpoints`.
  public void set(Breakpoints breakpoints) {
    hart.code.set(breakpoints);
  }

  /// From now on the hart tells of its loads from `watch`, which its memory has; null for none.
  /// Under a weak memory model it does so anyway.
  public void set(Watch watch) {
    if (hart.weak == null) {
      hart.translation.watch(watch);
    }
  }
}
