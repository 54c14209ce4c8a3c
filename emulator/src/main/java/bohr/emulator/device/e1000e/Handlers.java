package bohr.emulator.device.e1000e;

import bohr.emulator.agent.Phase;
import bohr.emulator.bus.RegisterBank.Done;
import bohr.emulator.device.e1000e.CardPhase.Interrupt;
import bohr.emulator.device.e1000e.CardPhase.Raise;
import bohr.emulator.device.e1000e.HandlerPhase.ClearRegisters;
import bohr.emulator.device.e1000e.HandlerPhase.FinishReset;
import bohr.emulator.device.e1000e.HandlerPhase.Load;
import bohr.emulator.device.e1000e.HandlerPhase.MsiXLoad;
import bohr.emulator.device.e1000e.HandlerPhase.MsiXStore;
import bohr.emulator.device.e1000e.HandlerPhase.StopThreads;
import bohr.emulator.device.e1000e.HandlerPhase.Store;
import bohr.emulator.pci.Function;

/// What loads and stores do.
final class Handlers {

  private static final int FULL_DUPLEX_1000 = 0x81;
  private static final int EECD_PRESENT_AND_READ = 0x300;
  private static final int EECD_REQUEST = 1 << 6;
  private static final int EECD_GRANT = 1 << 7;
  private static final int CONFIGURATION_DONE = 1 << 18;
  private static final int MDIC_READY = 1 << 28;
  private static final int MDIC_INTERRUPT = 1 << 29;
  private static final int MDIC_ERROR = 1 << 30;
  private static final int MDIC_WRITE = 1;
  private static final int MDIC_READ = 2;

  private final Card card;
  private final RegisterFile registers;
  private final InterruptCauses interrupts;
  private final Function function;
  private final E1000e device;

  Handlers(Card card, Function function, E1000e device) {
    this.card = card;
    this.registers = card.registers();
    this.interrupts = card.interrupts();
    this.function = function;
    this.device = device;
  }

  Phase step(CardPhase phase) {
    return switch (phase) {
      case HandlerPhase handler -> step(handler);
      case Interrupt interrupt -> card.step(interrupt);
      case TransmitPhase other -> throw new IllegalStateException(other.toString());
      case ReceivePhase other -> throw new IllegalStateException(other.toString());
    };
  }

  private Phase step(HandlerPhase phase) {
    return switch (phase) {
      case Load(int offset) -> load(offset);
      case Store(int offset, int value) -> store(offset, value);
      case MsiXLoad(int offset) -> new Done(function.interrupts().loadMsiX(offset));
      case MsiXStore(int offset, long value) -> {
        function.interrupts().storeMsiX(offset, value);
        yield new Done(0);
      }
      case StopThreads _ -> {
        registers.note();
        device.stop();
        yield new ClearRegisters();
      }
      case ClearRegisters _ -> {
        registers.note();
        card.clear();
        yield new FinishReset();
      }
      case FinishReset _ -> {
        function.acknowledgeReset();
        function.interrupts().setIntx(false);
        yield new Done(0);
      }
    };
  }

  // Loads.

  private static Done done(int value) {
    return new Done(Integer.toUnsignedLong(value));
  }

  private Phase load(int offset) {
    return switch (offset) {
      case Reg.ICR -> {
        int causes = interrupts.causes();
        yield card.follow(interrupts.readCauses(), done(causes));
      }
      case Reg.IMS, Reg.EIAC, Reg.IAM, Reg.IVAR, Reg.CTRL_EXT -> done(interrupts.read(offset));
      case Reg.STATUS -> {
        registers.note();
        yield done(status());
      }
      case Reg.EECD -> {
        int value = registers.read(offset);
        int grant = (value & EECD_REQUEST) != 0 ? EECD_GRANT : 0;
        yield done(value & ~EECD_GRANT | grant | EECD_PRESENT_AND_READ);
      }
      case Reg.EEMNGCTL -> done(registers.read(offset) | CONFIGURATION_DONE);
      case Reg.SWSM -> {
        int value = registers.read(offset);
        registers.set(offset, value | Reg.SWSM_SEMAPHORE);
        yield done(value);
      }
      default -> done(registers.read(offset));
    };
  }

  private int status() {
    int master = registers.has(Reg.CTRL, Reg.CTRL_MASTER_DISABLE) ? 0 : Reg.STATUS_MASTER_ENABLED;
    int link = card.linkUp() ? Reg.STATUS_LINK_UP | FULL_DUPLEX_1000 : 0;
    return master | link;
  }

  // Stores.

  private Phase store(int offset, int value) {
    return switch (offset) {
      case Reg.CTRL -> control(value);
      case Reg.STATUS, Reg.EEMNGCTL -> new Done(0);
      case Reg.ICR, Reg.ICS, Reg.IMS, Reg.IMC, Reg.EIAC, Reg.IAM, Reg.IVAR, Reg.CTRL_EXT ->
          card.follow(interrupts.write(offset, value), new Done(0));
      case Reg.EERD -> written(offset, card.nvm().read(value));
      case Reg.EEWR -> written(offset, card.nvm().write(value));
      case Reg.MDIC -> manage(value);
      case Reg.TDT, Reg.TDT + Reg.QUEUE_STRIDE, Reg.TCTL -> {
        registers.write(offset, value);
        device.startTransmitting();
        yield new Done(0);
      }
      case Reg.RDT, Reg.RCTL -> {
        registers.write(offset, value);
        device.startReceiving();
        yield new Done(0);
      }
      default -> Statistic.isOne(offset) ? new Done(0) : written(offset, value);
    };
  }

  private Phase written(int offset, int value) {
    registers.write(offset, value);
    return new Done(0);
  }

  private Phase control(int value) {
    if ((value & Reg.CTRL_RESET) != 0) {
      return new StopThreads();
    }
    boolean before = card.linkUp();
    registers.write(Reg.CTRL, value & ~Reg.CTRL_PHY_RESET);
    if ((value & Reg.CTRL_PHY_RESET) != 0) {
      card.phy().reset();
    }
    return before == card.linkUp()
        ? new Done(0)
        : new Raise(Cause.LINK_STATUS_CHANGE, new Done(0));
  }

  /// A frame on the management bus takes no time.
  private Phase manage(int value) {
    int operation = value >>> 26 & 3;
    int register = value >>> 16 & 0x1f;
    boolean known = (value >>> 21 & 0x1f) == Phy.ADDRESS
        && (operation == MDIC_READ || operation == MDIC_WRITE);
    boolean linked = false;
    int data = value & 0xffff;
    if (known && operation == MDIC_READ) {
      data = card.phy().read(register);
    } else if (known) {
      linked = card.phy().write(register, data);
    }
    int result = value & ~0xffff & ~MDIC_ERROR | data | MDIC_READY | (known ? 0 : MDIC_ERROR);
    registers.write(Reg.MDIC, result);
    int causes = (linked ? Cause.LINK_STATUS_CHANGE : 0)
        | ((value & MDIC_INTERRUPT) != 0 ? Cause.MDIO_DONE : 0);
    return causes == 0 ? new Done(0) : new Raise(causes, new Done(0));
  }
}
