package bohr.emulator.interrupt;

import bohr.emulator.hart.Hart;
import bohr.emulator.state.Stateful;
import bohr.emulator.state.Walker;

/// The external interrupt of one hart and privilege level: the OR of what the PLIC and the hart's
/// IMSIC file of that level say.
final class ExternalInterrupt implements Stateful {

  private final Hart hart;
  private final int bit;
  private boolean plic;
  private boolean imsic;

  /// @param bit of mip: [Hart#EXTERNAL] or [Hart#SUPERVISOR_EXTERNAL]
  ExternalInterrupt(Hart hart, int bit) {
    this.hart = hart;
    this.bit = bit;
  }

  void fromPlic(boolean level) {
    plic = level;
    hart.setInterrupt(bit, plic || imsic);
  }

  void fromImsic(boolean level) {
    imsic = level;
    hart.setInterrupt(bit, plic || imsic);
  }

  @Override
  public void walk(Walker walker) {
    plic = walker.value(plic);
    imsic = walker.value(imsic);
  }
}
