package bohr.emulator.device;

import bohr.emulator.agent.Phase;
import bohr.emulator.pci.Grant;
import bohr.emulator.state.Digest;
import bohr.emulator.state.Fingerprinted;
import bohr.emulator.state.Text;

/// The phases of the disk: of its register handlers and of its I/O thread.
sealed interface DiskPhase extends Phase {

  /// What the disk was asked to do.
  ///
  /// @param write memory to disk
  /// @param sectors 1 to 8
  /// @param address in guest memory
  record Request(boolean write, int lba, int sectors, long address, int tag)
      implements Fingerprinted {

    @Override
    public long fingerprint() {
      return Digest.of(write ? 1 : 0, lba, sectors, address, tag);
    }

    /// The request in a task file that was cleared: its LBA is 0.
    Request cleared() {
      return new Request(write, 0, sectors, address, tag);
    }

    @Override
    public String toString() {
      return Text.format("%s lba %d", write ? "write" : "read", lba);
    }
  }

  /// A phase that touches registers or the task file, and so belongs to a critical section.
  sealed interface Guarded extends DiskPhase {
    @Override
    default boolean guarded() {
      return true;
    }
  }

  /// The thread has nothing to do.
  record Idle() implements DiskPhase {
    @Override
    public boolean waits() {
      return true;
    }

    @Override
    public long fingerprint() {
      return 1;
    }
  }

  // Handlers.

  record Load(int offset) implements Guarded {
    @Override
    public long fingerprint() {
      return Digest.of(2, offset);
    }

    @Override
    public String toString() {
      return Text.format("Load[offset=0x%x]", offset);
    }
  }

  record Store(int offset, long value) implements Guarded {
    @Override
    public long fingerprint() {
      return Digest.of(3, offset, value);
    }

    @Override
    public String toString() {
      return Text.format("Store[offset=0x%x, value=0x%x]", offset, value);
    }
  }

  /// Gathers a request from the registers, one after the other.
  record Gather(boolean write, int next, int lba, int sectors, long address) implements Guarded {
    @Override
    public long fingerprint() {
      return Digest.of(4, write ? 1 : 0, next, lba, sectors, address);
    }
  }

  record Enqueue(Request request) implements Guarded {
    @Override
    public long fingerprint() {
      return Digest.of(5, request.fingerprint());
    }

    @Override
    public String toString() {
      return Text.format("Enqueue[%s]", request);
    }
  }

  record MsiXLoad(int offset) implements Guarded {
    @Override
    public long fingerprint() {
      return Digest.of(6, offset);
    }
  }

  record MsiXStore(int offset, long value) implements Guarded {
    @Override
    public long fingerprint() {
      return Digest.of(7, offset, value);
    }
  }

  /// Drives INTx from the ISR as it was just left.
  record DriveIntx(boolean level) implements Guarded {
    @Override
    public long fingerprint() {
      return Digest.of(8, level ? 1 : 0);
    }
  }

  // Reset, in the order that the setting `reset-order` gives.

  record CancelInFlight() implements Guarded {
    @Override
    public long fingerprint() {
      return 9;
    }
  }

  record ClearTaskFile() implements Guarded {
    @Override
    public long fingerprint() {
      return 10;
    }
  }

  record FinishReset() implements Guarded {
    @Override
    public long fingerprint() {
      return 11;
    }
  }

  // The I/O thread.

  record TakeRequest() implements Guarded {
    @Override
    public long fingerprint() {
      return 12;
    }
  }

  /// Begins the transfer; with `dma: mapped` this is where bus master enable is checked.
  record Open(Request request) implements DiskPhase {
    @Override
    public long fingerprint() {
      return Digest.of(13, request.fingerprint());
    }

    @Override
    public String toString() {
      return Text.format("Open[%s]", request);
    }
  }

  /// A transfer under way that can be cancelled: its data is in the disk's buffer, or on its way.
  sealed interface InFlight extends DiskPhase {
    Request request();
  }

  /// Issues the beat at `offset`.
  record Beat(Request request, Grant grant, int offset) implements InFlight {
    @Override
    public boolean sends() {
      return true;
    }

    @Override
    public long fingerprint() {
      return Digest.of(14, request.fingerprint(), grant.fingerprint(), offset);
    }

    @Override
    public String toString() {
      return Text.format("Beat[%s, offset=%d of %d]", request, offset, 512 * request.sectors());
    }
  }

  /// Waits for the data of the beat at `offset`.
  record AwaitData(Request request, Grant grant, int offset) implements InFlight {
    @Override
    public boolean waits() {
      return true;
    }

    @Override
    public long fingerprint() {
      return Digest.of(15, request.fingerprint(), grant.fingerprint(), offset);
    }

    @Override
    public String toString() {
      return Text.format("AwaitData[%s, offset=%d]", request, offset);
    }
  }

  /// Puts the buffer on the medium, where the task file says.
  record Commit(Request request) implements InFlight, Guarded {
    @Override
    public long fingerprint() {
      return Digest.of(16, request.fingerprint());
    }

    @Override
    public String toString() {
      return Text.format("Commit[%s]", request);
    }
  }

  record CountCompletion(int tag, boolean failed) implements Guarded {
    @Override
    public long fingerprint() {
      return Digest.of(17, tag, failed ? 1 : 0);
    }
  }

  record FetchRing(int tag, boolean failed, int sequence, long entries) implements Guarded {
    @Override
    public long fingerprint() {
      return Digest.of(18, tag, failed ? 1 : 0, sequence, entries);
    }

    @Override
    public String toString() {
      return Text.format("FetchRing[tag=%d, sequence=%d]", tag, sequence);
    }
  }

  /// Begins the write of the completion.
  record OpenRing(long entry, long address) implements DiskPhase {
    @Override
    public long fingerprint() {
      return Digest.of(19, entry, address);
    }

    @Override
    public String toString() {
      return Text.format("OpenRing[address=0x%x]", address);
    }
  }

  record WriteRing(long entry, long address, Grant grant) implements DiskPhase {
    @Override
    public boolean sends() {
      return true;
    }

    @Override
    public long fingerprint() {
      return Digest.of(20, entry, address, grant.fingerprint());
    }

    @Override
    public String toString() {
      int tag = (int) entry & 0x7fff_ffff;
      long sequence = entry >>> 32;
      return Text.format("WriteRing[tag=%d, sequence=%d, address=0x%x]", tag, sequence, address);
    }
  }

  record SetIsr() implements Guarded {
    @Override
    public long fingerprint() {
      return 21;
    }
  }

  record TestInterruptEnable() implements Guarded {
    @Override
    public long fingerprint() {
      return 22;
    }
  }

  record Signal() implements Guarded {
    @Override
    public boolean sends() {
      return true;
    }

    @Override
    public long fingerprint() {
      return 23;
    }
  }
}
