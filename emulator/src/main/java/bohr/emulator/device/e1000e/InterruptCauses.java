package bohr.emulator.device.e1000e;

import bohr.emulator.agent.VisibleAccesses;
import bohr.emulator.pci.Function;
import bohr.emulator.state.Stateful;
import bohr.emulator.state.Walker;

/// The interrupt registers, which are one word to agents: each method is one access. Whatever
/// changes a cause or its mask gives the [Firing] that follows from it.
///
/// With MSI-X a cause fires when it becomes pending (set and enabled), and not again before it was
/// cleared or masked: a second event until then is a lost edge, unless EIAC clears the cause as its
/// message goes out. Without, the interrupt is asserted while any cause is pending; an MSI goes out
/// when it becomes so.
///
/// Not modelled: throttling (ITR, EITR) and the delay timers; every event interrupts at once.
final class InterruptCauses implements Stateful {

  private static final int VALID = 8;
  private static final int MOST_VECTOR = 4;

  private final VisibleAccesses accesses;
  private final Function function;
  private int causes;
  private int mask;
  private int autoMask;
  private int autoClear;
  private int allocation;
  private int control;

  /// Those of [Cause#VECTORED] whose message has gone out while they were pending.
  private int fired;

  InterruptCauses(VisibleAccesses accesses, Function function) {
    this.accesses = accesses;
    this.function = function;
  }

  /// What interrupts: messages, or a level of the wire.
  ///
  /// @param vectors bit n for vector n
  /// @param level of INTx
  record Firing(int vectors, boolean level) {}

  int read(int register) {
    accesses.note();
    return switch (register) {
      case Reg.IMS -> mask;
      case Reg.EIAC -> autoClear;
      case Reg.IAM -> autoMask;
      case Reg.IVAR -> allocation;
      case Reg.CTRL_EXT -> control;
      default -> 0;
    };
  }

  /// What ICR reads. Reading clears it if nothing is enabled or the interrupt is asserted; in the
  /// latter case it may also mask.
  int causes() {
    return causes;
  }

  Firing readCauses() {
    accesses.note();
    if (mask == 0) {
      causes = 0;
    } else if ((causes & Cause.ASSERTED) != 0) {
      causes = 0;
      maskOnAcknowledge();
    }
    return settle();
  }

  private void maskOnAcknowledge() {
    if ((control & Reg.CTRL_EXT_IAME) != 0) {
      mask &= ~autoMask;
    }
  }

  /// A store to one of the registers.
  Firing write(int register, int value) {
    accesses.note();
    switch (register) {
      case Reg.ICR -> {
        if ((causes & Cause.ASSERTED) != 0) {
          maskOnAcknowledge();
        }
        causes &= ~(value & ~Cause.ASSERTED);
      }
      case Reg.ICS -> set(value & Cause.ALL);
      case Reg.IMS -> mask |= value & Cause.ALL;
      case Reg.IMC -> mask &= ~value;
      case Reg.EIAC -> autoClear = value & Cause.VECTORED;
      case Reg.IAM -> autoMask = value;
      case Reg.IVAR -> allocation = value;
      case Reg.CTRL_EXT -> control = value;
      default -> throw new IllegalArgumentException("no interrupt register " + register);
    }
    return settle();
  }

  /// Something has happened.
  Firing raise(int cause) {
    accesses.note();
    set(cause);
    return settle();
  }

  private void set(int cause) {
    causes |= cause | ((cause & Cause.OTHERS) != 0 ? Cause.OTHER : 0);
  }

  private Firing settle() {
    boolean before = (causes & Cause.ASSERTED) != 0;
    boolean asserted = (causes & mask & ~Cause.ASSERTED) != 0;
    causes = asserted ? causes | Cause.ASSERTED : causes & ~Cause.ASSERTED;
    if (function.interrupts().msiXEnabled()) {
      return new Firing(messages(), false);
    }
    fired = 0;
    boolean message = asserted && !before && function.interrupts().messageSignalled();
    return new Firing(message ? 1 : 0, asserted);
  }

  /// The vectors of the causes that have become pending; clears and masks what is to be cleared and
  /// masked as their messages go out.
  private int messages() {
    int pending = causes & mask & Cause.VECTORED;
    int fresh = pending & ~fired;
    int vectors = 0;
    int sent = 0;
    for (int i = 0; i < Cause.VECTORED_COUNT; i++) {
      int entry = allocation >>> 4 * i;
      int vector = entry & VALID - 1;
      int cause = 1 << Cause.FIRST_VECTORED + i;
      if ((fresh & cause) != 0 && (entry & VALID) != 0 && vector <= MOST_VECTOR) {
        vectors |= 1 << vector;
        sent |= cause;
      }
    }
    causes &= ~(sent & autoClear);
    if ((control & Reg.CTRL_EXT_EIAME) != 0) {
      mask &= ~(sent & autoMask);
    }
    fired = (fired | sent) & causes & mask;
    if ((causes & mask & ~Cause.ASSERTED) == 0) {
      causes &= ~Cause.ASSERTED;
    }
    return vectors;
  }

  void reset() {
    causes = 0;
    mask = 0;
    autoMask = 0;
    autoClear = 0;
    allocation = 0;
    control = 0;
    fired = 0;
  }

  @Override
  public void walk(Walker walker) {
    causes = walker.value(causes);
    mask = walker.value(mask);
    autoMask = walker.value(autoMask);
    autoClear = walker.value(autoClear);
    allocation = walker.value(allocation);
    control = walker.value(control);
    fired = walker.value(fired);
  }
}
