package bohr.emulator.device.virtio;

import bohr.emulator.device.Wiring;
import bohr.emulator.pci.Grant;
import bohr.emulator.pci.Link;
import bohr.emulator.pci.Tlp;
import bohr.emulator.state.Stateful;
import bohr.emulator.state.Walker;

/// The way of a device in a virtio-mmio slot: its link is like a function's, but nothing masters
/// it, and its interrupt is a wire.
final class MmioPort implements Port, Stateful {

  private final Wiring wiring;
  private final Link link;
  private int generation;

  MmioPort(Wiring wiring, Link link) {
    this.wiring = wiring;
    this.link = link;
  }

  @Override
  public Link link() {
    return link;
  }

  @Override
  public Grant begin() {
    wiring.accesses().note();
    return new Grant(false, true, generation);
  }

  @Override
  public boolean read(Grant grant, long address, int length, int tag) {
    issue(grant, "DMA read");
    link.send(new Tlp.Read(address, length, tag));
    return true;
  }

  @Override
  public void write(Grant grant, long address, byte[] data) {
    issue(grant, "DMA write");
    link.send(new Tlp.Write(address, data, false));
  }

  private void issue(Grant grant, String request) {
    wiring.accesses().note();
    boolean stale = grant.generation() != generation;
    wiring.monitor().requestIssued(wiring.name(), request, true, stale);
  }

  @Override
  public boolean open() {
    return true;
  }

  @Override
  public boolean messageSignalled() {
    return false;
  }

  @Override
  public void signal(int vector) {
    throw new IllegalStateException("a virtio-mmio slot sends no messages");
  }

  @Override
  public void raise(boolean level) {
    wiring.accesses().note();
    wiring.platformPin().drive(wiring.slot(), level);
  }

  @Override
  public void acknowledgeReset() {
    generation++;
  }

  @Override
  public void walk(Walker walker) {
    generation = walker.value(generation);
  }
}
