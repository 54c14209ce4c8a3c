package bohr.emulator.device.iommu;

import bohr.emulator.agent.Phase;
import bohr.emulator.pci.Grant;
import bohr.emulator.state.Digest;
import bohr.emulator.state.Text;

/// The phases of an IOMMU: of its register handlers, its queues, and its IOTLB.
sealed interface IommuPhase extends Phase {

  /// Belongs to a critical section.
  sealed interface Guarded extends IommuPhase {
    @Override
    default boolean guarded() {
      return true;
    }
  }

  /// Waits until somebody moves the thread on.
  sealed interface Waiting extends IommuPhase {
    @Override
    default boolean waits() {
      return true;
    }
  }

  /// Sends something.
  sealed interface Sending extends IommuPhase {
    @Override
    default boolean sends() {
      return true;
    }
  }

  record Idle() implements Waiting {
    @Override
    public long fingerprint() {
      return 1;
    }
  }

  // Handlers.

  record Load(int offset, int size) implements Guarded {
    @Override
    public long fingerprint() {
      return Digest.of(2, offset, size);
    }

    @Override
    public String toString() {
      return Text.format("Load[offset=0x%x]", offset);
    }
  }

  record Store(int offset, int size, long value) implements Guarded {
    @Override
    public long fingerprint() {
      return Digest.of(3, offset, size, value);
    }

    @Override
    public String toString() {
      return Text.format("Store[offset=0x%x, value=0x%x]", offset, value);
    }
  }

  /// A half of a register of 8 bytes: the whole was read.
  record StoreHalf(int offset, long old, long value) implements Guarded {
    @Override
    public long fingerprint() {
      return Digest.of(4, offset, old, value);
    }
  }

  /// The control register of a queue was read.
  record Control(int offset, long old, long value) implements Guarded {
    @Override
    public long fingerprint() {
      return Digest.of(5, offset, old, value);
    }
  }

  record SetControl(int offset, long value) implements Guarded {
    @Override
    public long fingerprint() {
      return Digest.of(6, offset, value);
    }
  }

  /// The queue with this control register has met an error, and stops.
  record SetError(int offset, int bit) implements Guarded {
    @Override
    public long fingerprint() {
      return Digest.of(24, offset, bit);
    }
  }

  // The command queue.

  record Look() implements Guarded {
    @Override
    public long fingerprint() {
      return 7;
    }
  }

  record Open(long index) implements Guarded {
    @Override
    public long fingerprint() {
      return Digest.of(8, index);
    }
  }

  record FetchCommand(Grant grant, long index) implements Sending {
    @Override
    public long fingerprint() {
      return Digest.of(9, grant.fingerprint(), index);
    }
  }

  record AwaitCommand(long index) implements Waiting {
    @Override
    public long fingerprint() {
      return Digest.of(10, index);
    }
  }

  record Execute(long first, long second) implements Guarded {
    @Override
    public long fingerprint() {
      return Digest.of(11, first, second);
    }

    @Override
    public String toString() {
      return Text.format("Execute[0x%x, 0x%x]", first, second);
    }
  }

  /// A fence waits until all invalidations have taken effect.
  record AwaitSweep(long first, long second) implements Waiting {
    @Override
    public long fingerprint() {
      return Digest.of(12, first, second);
    }
  }

  record OpenFence(long first, long second) implements Guarded {
    @Override
    public long fingerprint() {
      return Digest.of(13, first, second);
    }
  }

  record WriteFence(Grant grant, long address, int data) implements Sending {
    @Override
    public long fingerprint() {
      return Digest.of(14, grant.fingerprint(), address, data);
    }
  }

  record CompleteFence() implements Guarded {
    @Override
    public long fingerprint() {
      return 15;
    }
  }

  record Advance() implements Guarded {
    @Override
    public long fingerprint() {
      return 16;
    }
  }

  // The fault queue.

  record TakeFault() implements Guarded {
    @Override
    public long fingerprint() {
      return 17;
    }
  }

  record TestRoom(Fault fault) implements Guarded {
    @Override
    public long fingerprint() {
      return Digest.of(18, fault.fingerprint());
    }
  }

  record FindPlace(Fault fault, long tail) implements Guarded {
    @Override
    public long fingerprint() {
      return Digest.of(19, fault.fingerprint(), tail);
    }
  }

  record WriteFault(Grant grant, Fault fault, long tail, long address) implements Sending {
    @Override
    public long fingerprint() {
      return Digest.of(20, grant.fingerprint(), fault.fingerprint(), tail, address);
    }
  }

  record OpenFault(Fault fault, long tail, long address) implements Guarded {
    @Override
    public long fingerprint() {
      return Digest.of(23, fault.fingerprint(), tail, address);
    }
  }

  record AdvanceTail(long tail) implements Guarded {
    @Override
    public long fingerprint() {
      return Digest.of(21, tail);
    }
  }

  /// An entry of the IOTLB that was invalidated goes.
  record Sweep() implements Guarded {
    @Override
    public long fingerprint() {
      return 22;
    }
  }
}
