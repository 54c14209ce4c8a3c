package bohr.emulator.bus;

import bohr.emulator.memory.Memory;
import bohr.emulator.memory.MemoryLayout;
import bohr.emulator.oracle.Monitor;
import bohr.emulator.ordering.Ordering;
import bohr.emulator.state.Text;
import java.util.Arrays;

/// Where the requests of functions end: in RAM, or at what takes messages.
final class Requests {

  private final Memory memory;
  private final Ordering ordering;
  private final AddressMap map;
  private Monitor monitor = Monitor.blind();

  Requests(Memory memory, Ordering ordering, AddressMap map) {
    this.memory = memory;
    this.ordering = ordering;
    this.map = map;
  }

  void tell(Monitor listener) {
    monitor = listener;
  }

  /// See [bohr.emulator.pci.Upstream]; so too the others.
  void write(long address, byte[] data, int agent) {
    long offset = address - MemoryLayout.RAM;
    if (offset >= 0 && offset <= memory.ramBytes() - data.length) {
      ordering.write(offset, data, agent);
    }
  }

  byte[] read(long address, int length) {
    byte[] data = new byte[length];
    long offset = address - MemoryLayout.RAM;
    boolean inRam = offset >= 0 && offset <= memory.ramBytes() - length;
    if (inRam) {
      memory.loaded((int) offset, length);
    }
    if (inRam && ordering.rules().isWeak()) {
      ordering.hosts().dma(offset, data, ordering.hosts().actor());
    } else if (inRam) {
      memory.read((int) offset, data, 0, length);
    } else {
      Arrays.fill(data, (byte) 0xff);
    }
    return data;
  }

  void message(long address, int data, int agent) {
    AddressMap.Region region = map.region(address);
    long offset = address - MemoryLayout.RAM;
    if (region != null && region.device() instanceof MessageTarget target) {
      ordering.deliver(ordering.rules().isWeak() ? ordering.views(agent).release() : 0);
      if (!target.message(data)) {
        vanish(address, data, "there is no such identity");
      }
      ordering.deliver(0);
    } else if (offset < 0 || offset > memory.ramBytes() - 4) {
      vanish(address, data, "nobody takes messages there");
    } else {
      byte[] bytes = {
        (byte) data, (byte) (data >>> 8), (byte) (data >>> 16), (byte) (data >>> 24)
      };
      ordering.write(offset, bytes, agent);
    }
  }

  private void vanish(long address, int data, String why) {
    monitor.interruptVanished(Text.format("message 0x%x to 0x%x", data, address), why);
  }
}
