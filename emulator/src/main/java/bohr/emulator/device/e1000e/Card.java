package bohr.emulator.device.e1000e;

import bohr.emulator.agent.Phase;
import bohr.emulator.device.e1000e.CardPhase.Drive;
import bohr.emulator.device.e1000e.CardPhase.Interrupt;
import bohr.emulator.device.e1000e.CardPhase.Raise;
import bohr.emulator.device.e1000e.CardPhase.Signal;
import bohr.emulator.device.network.Frame;
import bohr.emulator.device.network.Hub;
import bohr.emulator.pci.Function;
import bohr.emulator.state.Stateful;
import bohr.emulator.state.Walker;

/// What the card's threads and its register handlers share.
final class Card implements Stateful {

  private static final int ADDRESS_VALID = 1 << 31;

  /// Full duplex, set link up, 1000 Mb/s, advertise wake-up.
  private static final int CONTROL_AT_RESET = 0x0010_0241;

  /// The low bit of a read's tag says which thread waits for it.
  private static final int THREADS_SHIFT = 1;

  private final RegisterFile registers;
  private final InterruptCauses interrupts;
  private final Nvm nvm;
  private final Phy phy = new Phy();
  private final Function function;
  private final Hub hub;
  private final int port;

  /// How often threads were stopped: data that was asked for earlier is dropped.
  private int epoch;

  Card(RegisterFile registers, InterruptCauses interrupts, Nvm nvm, Function function, Hub hub,
      Hub.Port atHub) {
    this.registers = registers;
    this.interrupts = interrupts;
    this.nvm = nvm;
    this.function = function;
    this.hub = hub;
    port = hub.connect(atHub);
    clear();
  }

  RegisterFile registers() {
    return registers;
  }

  InterruptCauses interrupts() {
    return interrupts;
  }

  Nvm nvm() {
    return nvm;
  }

  Phy phy() {
    return phy;
  }

  /// Whether frames come and go; part of an access.
  boolean linkUp() {
    return phy.linkUp() && registers.has(Reg.CTRL, Reg.CTRL_SET_LINK_UP);
  }

  /// The tag of a read that a thread issues now.
  int tag(int reads) {
    return epoch << THREADS_SHIFT | reads;
  }

  /// From now on data that was asked for is dropped.
  void drop() {
    epoch++;
  }

  /// A frame goes out.
  void transmit(Frame frame) {
    if (phy.linkUp()) {
      hub.send(port, frame);
    }
  }

  /// All registers as after reset; the NVM gives the hardware address, the PHY is left alone.
  void clear() {
    registers.clear();
    interrupts.reset();
    registers.set(Reg.CTRL, CONTROL_AT_RESET);
    registers.set(Reg.RAL, nvm.lowAddress());
    registers.set(Reg.RAL + 4, nvm.highAddress() | ADDRESS_VALID);
  }

  Phase step(Interrupt phase) {
    return switch (phase) {
      case Raise(int causes, Phase then) -> follow(interrupts.raise(causes), then);
      case Signal(int vectors, Phase then) -> {
        function.interrupts().signal(Integer.numberOfTrailingZeros(vectors));
        int left = vectors & vectors - 1;
        yield left == 0 ? then : new Signal(left, then);
      }
      case Drive(boolean level, Phase then) -> {
        function.interrupts().setIntx(level);
        yield then;
      }
    };
  }

  /// What follows from a change of causes or masks.
  Phase follow(InterruptCauses.Firing firing, Phase then) {
    if (firing.vectors() != 0) {
      return new Signal(firing.vectors(), then);
    }
    return function.interrupts().messageSignalled() ? then : new Drive(firing.level(), then);
  }

  @Override
  public void walk(Walker walker) {
    registers.walk(walker);
    interrupts.walk(walker);
    nvm.walk(walker);
    phy.walk(walker);
    epoch = walker.value(epoch);
  }
}
