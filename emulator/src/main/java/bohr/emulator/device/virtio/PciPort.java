package bohr.emulator.device.virtio;

import bohr.emulator.pci.Function;
import bohr.emulator.pci.Grant;
import bohr.emulator.pci.Link;

/// The way through a PCI function.
record PciPort(Function function) implements Port {

  @Override
  public Link link() {
    return function.link();
  }

  @Override
  public Grant begin() {
    return function.begin();
  }

  @Override
  public boolean read(Grant grant, long address, int length, int tag) {
    return function.read(grant, address, length, tag);
  }

  @Override
  public void write(Grant grant, long address, byte[] data) {
    function.write(grant, address, data);
  }

  @Override
  public boolean open() {
    return function.busMaster();
  }

  @Override
  public boolean messageSignalled() {
    return function.interrupts().messageSignalled();
  }

  @Override
  public void signal(int vector) {
    function.interrupts().signal(vector);
  }

  @Override
  public void raise(boolean level) {
    function.interrupts().setIntx(level);
  }

  @Override
  public void acknowledgeReset() {
    function.acknowledgeReset();
  }
}
