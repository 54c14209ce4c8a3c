package bohr.emulator.interrupt;

import bohr.emulator.agent.Clock;
import bohr.emulator.bus.SystemBus;
import bohr.emulator.hart.Hart;
import bohr.emulator.memory.MemoryLayout;
import bohr.emulator.pci.InterruptPin;
import bohr.emulator.state.Stateful;
import bohr.emulator.state.Walker;

/// The board's interrupt controllers, wired to its harts and placed on its bus.
public final class InterruptControllers implements InterruptPin, Stateful {

  private static final int PINS = 4;

  private final Aclint aclint;
  private final Plic plic;
  private final Imsic[] imsics;
  private final ExternalInterrupt[] wires;

  /// Which slots assert each of the four shared INTx wires; bit s stands for slot s.
  private final long[] asserting = new long[PINS];

  /// Wires the controllers to `harts` and puts them on `bus`.
  public InterruptControllers(Hart[] harts, SystemBus bus, Clock clock) {
    aclint = new Aclint(harts, clock);
    wires = new ExternalInterrupt[harts.length];
    imsics = new Imsic[harts.length];
    for (int i = 0; i < harts.length; i++) {
      wires[i] = new ExternalInterrupt(harts[i]);
      imsics[i] = new Imsic(wires[i]);
      harts[i].attach(imsics[i]);
      long page = MemoryLayout.IMSIC_M + i * MemoryLayout.IMSIC_PAGE;
      bus.add(page, MemoryLayout.IMSIC_PAGE, imsics[i]);
    }
    plic = new Plic(wires);
    bus.add(MemoryLayout.ACLINT, MemoryLayout.ACLINT_SIZE, aclint);
    bus.add(MemoryLayout.PLIC, MemoryLayout.PLIC_SIZE, plic);
  }

  public Aclint aclint() {
    return aclint;
  }

  /// Drives the UART's source of the PLIC.
  public void uart(boolean level) {
    plic.setSource(MemoryLayout.UART_SOURCE, level);
  }

  /// Drives the source of virtio-mmio slot `slot`, which has the same number.
  public void mmio(int slot, boolean level) {
    plic.setSource(slot, level);
  }

  /// Pin A of slot s ends at INTx wire s mod 4, as the `virt` board's host bridge swizzles it.
  @Override
  public void drive(int slot, boolean asserted) {
    int wire = slot % PINS;
    long before = asserting[wire];
    asserting[wire] = asserted ? before | 1L << slot : before & ~(1L << slot);
    if (before != 0 != (asserting[wire] != 0)) {
      plic.setSource(MemoryLayout.INTX_SOURCE + wire, asserting[wire] != 0);
    }
  }

  @Override
  public void walk(Walker walker) {
    aclint.walk(walker);
    plic.walk(walker);
    for (int i = 0; i < imsics.length; i++) {
      imsics[i].walk(walker);
      wires[i].walk(walker);
    }
    walker.values(asserting);
  }
}
