package bohr.emulator.hart;

import bohr.emulator.ordering.Ordering;
import bohr.emulator.ordering.Views;
import bohr.emulator.state.Stateful;
import bohr.emulator.state.Walker;

/// What of a hart's state can change while it neither traps nor touches CSRs: the integer
/// registers, the program counter and, under a weak memory model, its views; apart from the hart.
/// For searches, which go back often.
public final class RegisterState implements Stateful {

  private static final int REGISTERS = 32;

  private final long[] x = new long[REGISTERS];
  private final Views views = Ordering.noViews();
  private long pc;

  /// All zeros.
  public RegisterState() {}

  /// Takes what `hart` has.
  public void save(Hart hart) {
    System.arraycopy(hart.x, 0, x, 0, REGISTERS);
    pc = hart.pc;
    if (hart.weak != null) {
      Ordering.copy(hart.weak.views, views);
    }
  }

  /// Gives `hart` what was taken from it.
  public void restore(Hart hart) {
    System.arraycopy(x, 0, hart.x, 0, REGISTERS);
    hart.pc = pc;
    if (hart.weak != null) {
      Ordering.copy(views, hart.weak.views);
    }
  }

  @Override
  public void walk(Walker walker) {
    walker.values(x);
    pc = walker.value(pc);
    views.walk(walker);
  }
}
