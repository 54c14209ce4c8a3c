package bohr.emulator.interrupt;

import bohr.emulator.agent.Clock;
import bohr.emulator.bus.SystemBus;
import bohr.emulator.hart.Hart;
import bohr.emulator.memory.MemoryLayout;
import bohr.emulator.oracle.Monitor;
import bohr.emulator.pci.InterruptPin;
import bohr.emulator.state.Stateful;
import bohr.emulator.state.Walker;

/// The board's interrupt controllers, wired to its harts and placed on its bus.
public final class InterruptControllers implements InterruptPin, Stateful {

  private static final int PINS = 4;

  private final Aclint aclint;
  private final Timers timers;
  private final WiredController wired;

  /// Two a hart: hart h's of machine level at 2h, of supervisor level at 2h + 1.
  private final Imsic[] imsics;

  /// As `imsics`.
  private final ExternalInterrupt[] wires;

  /// Which slots assert each of the four shared INTx wires; bit s stands for slot s.
  private final long[] asserting = new long[PINS];

  /// Wires the controllers to `harts` and puts them on `bus`.
  public InterruptControllers(
      Hart[] harts, SystemBus bus, Clock clock, Aia aia, Monitor monitor) {
    aclint = new Aclint(harts, clock);
    timers = new Timers(aclint, harts);
    wires = new ExternalInterrupt[2 * harts.length];
    imsics = new Imsic[wires.length];
    for (int i = 0; i < wires.length; i++) {
      boolean machine = (i & 1) == 0;
      int bit = machine ? Hart.EXTERNAL : Hart.SUPERVISOR_EXTERNAL;
      wires[i] = new ExternalInterrupt(harts[i / 2], bit);
      imsics[i] = new Imsic(wires[i]);
      long files = machine ? MemoryLayout.IMSIC_M : MemoryLayout.IMSIC_S;
      long page = files + i / 2 * MemoryLayout.IMSIC_PAGE;
      bus.add(page, MemoryLayout.IMSIC_PAGE, imsics[i]);
    }
    for (int i = 0; i < harts.length; i++) {
      harts[i].attach(imsics[2 * i]);
      harts[i].attachSupervisor(imsics[2 * i + 1]);
    }
    bus.add(MemoryLayout.ACLINT, MemoryLayout.ACLINT_SIZE, aclint);
    wired =
        switch (aia) {
          case NONE -> plic(bus, monitor);
          case APLIC_IMSIC -> aplic(bus);
        };
  }

  private WiredController plic(SystemBus bus, Monitor monitor) {
    Plic plic = new Plic(wires, monitor);
    bus.add(MemoryLayout.PLIC, MemoryLayout.PLIC_SIZE, plic);
    return plic;
  }

  private static WiredController aplic(SystemBus bus) {
    Aplic aplic = new Aplic(bus);
    bus.add(MemoryLayout.APLIC_M, MemoryLayout.APLIC_SIZE, aplic.machine());
    bus.add(MemoryLayout.APLIC_S, MemoryLayout.APLIC_SIZE, aplic.supervisor());
    return aplic;
  }

  public Timers timers() {
    return timers;
  }

  /// Does what a firmware has to do before an operating system in supervisor mode can use them.
  public void handOver() {
    wired.handOver();
  }

  /// Tells the oracles which sources are asserted and count as being served.
  public void reportWithheld() {
    wired.reportWithheld();
  }

  /// Drives the UART's source.
  public void uart(boolean level) {
    wired.setSource(MemoryLayout.UART_SOURCE, level);
  }

  /// Drives the real-time clock's source.
  public void rtc(boolean level) {
    wired.setSource(MemoryLayout.RTC_SOURCE, level);
  }

  /// Drives the source of virtio-mmio slot `slot`, which has the same number.
  public void mmio(int slot, boolean level) {
    wired.setSource(slot, level);
  }

  /// Pin A of slot s ends at INTx wire s mod 4, as the `virt` board's host bridge swizzles it.
  @Override
  public void drive(int slot, boolean asserted) {
    int wire = slot % PINS;
    long before = asserting[wire];
    asserting[wire] = asserted ? before | 1L << slot : before & ~(1L << slot);
    if (before != 0 != (asserting[wire] != 0)) {
      wired.setSource(MemoryLayout.INTX_SOURCE + wire, asserting[wire] != 0);
    }
  }

  @Override
  public void walk(Walker walker) {
    aclint.walk(walker);
    wired.walk(walker);
    for (int i = 0; i < imsics.length; i++) {
      imsics[i].walk(walker);
      wires[i].walk(walker);
    }
    walker.values(asserting);
  }
}
