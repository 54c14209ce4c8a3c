package bohr.emulator.interrupt;

import bohr.emulator.hart.Hart;
import bohr.emulator.state.Stateful;
import bohr.emulator.state.Walker;

/// The external interrupt of one hart: the OR of what the PLIC and the hart's IMSIC file say.
final class ExternalInterrupt implements Stateful {

  private final Hart hart;
  private boolean plic;
  private boolean imsic;

  ExternalInterrupt(Hart hart) {
    this.hart = hart;
  }

  void fromPlic(boolean level) {
    plic = level;
    hart.setInterrupt(Hart.EXTERNAL, plic || imsic);
  }

  void fromImsic(boolean level) {
    imsic = level;
    hart.setInterrupt(Hart.EXTERNAL, plic || imsic);
  }

  @Override
  public void walk(Walker walker) {
    plic = walker.value(plic);
    imsic = walker.value(imsic);
  }
}
