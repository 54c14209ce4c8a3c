package bohr.emulator.device;

import bohr.emulator.agent.Phase;
import bohr.emulator.pci.Grant;
import bohr.emulator.state.Digest;
import bohr.emulator.state.Text;

/// The phases of the edu device: of its register handlers, its factorial thread and its DMA engine.
sealed interface EduPhase extends Phase {

  /// The thread has nothing to do.
  record Idle() implements EduPhase {
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

  /// The factorial thread was found at rest: give it its operand.
  record StoreOperand(long value) implements Guarded {
    @Override
    public long fingerprint() {
      return Digest.of(4, value);
    }
  }

  record StartFactorial() implements Guarded {
    @Override
    public long fingerprint() {
      return 5;
    }
  }

  /// The DMA engine was found at rest: write one of its registers.
  record StoreDma(int offset, long value) implements Guarded {
    @Override
    public long fingerprint() {
      return Digest.of(22, offset, value);
    }

    @Override
    public String toString() {
      return Text.format("StoreDma[offset=0x%x, value=0x%x]", offset, value);
    }
  }

  /// The interrupt status was read; write it back without the acknowledged bits.
  record StoreAcknowledged(long status) implements Guarded {
    @Override
    public long fingerprint() {
      return Digest.of(6, status);
    }
  }

  record LowerInterrupt() implements Guarded {
    @Override
    public long fingerprint() {
      return 7;
    }
  }

  // Raising an interrupt: `status |= bits`, as a read and a write, and then the signal.

  /// @param then where to go when the interrupt is raised
  record Raise(long bits, Phase then) implements Guarded {
    @Override
    public long fingerprint() {
      return Digest.of(8, bits, then.fingerprint());
    }

    @Override
    public String toString() {
      return Text.format("Raise[bits=0x%x]", bits);
    }
  }

  record StoreRaised(long status, Phase then) implements Guarded {
    @Override
    public long fingerprint() {
      return Digest.of(9, status, then.fingerprint());
    }

    @Override
    public String toString() {
      return Text.format("StoreRaised[status=0x%x]", status);
    }
  }

  record Signal(Phase then) implements Guarded {
    @Override
    public boolean sends() {
      return true;
    }

    @Override
    public long fingerprint() {
      return Digest.of(10, then.fingerprint());
    }

    @Override
    public String toString() {
      return "Signal";
    }
  }

  // The factorial thread.

  record FetchOperand() implements Guarded {
    @Override
    public long fingerprint() {
      return 11;
    }
  }

  record Compute(int operand) implements EduPhase {
    @Override
    public long fingerprint() {
      return Digest.of(12, operand);
    }
  }

  record StoreResult(int result) implements Guarded {
    @Override
    public long fingerprint() {
      return Digest.of(13, result);
    }
  }

  record FinishFactorial() implements Guarded {
    @Override
    public long fingerprint() {
      return 14;
    }
  }

  // The DMA engine.

  record FetchSource(int command) implements Guarded {
    @Override
    public long fingerprint() {
      return Digest.of(15, command);
    }
  }

  record FetchDestination(int command, long source) implements Guarded {
    @Override
    public long fingerprint() {
      return Digest.of(16, command, source);
    }

    @Override
    public String toString() {
      return Text.format("FetchDestination[source=0x%x]", source);
    }
  }

  record FetchCount(int command, long source, long destination) implements Guarded {
    @Override
    public long fingerprint() {
      return Digest.of(17, command, source, destination);
    }

    @Override
    public String toString() {
      return Text.format("FetchCount[source=0x%x, destination=0x%x]", source, destination);
    }
  }

  /// Begins the transfer; with `dma: mapped` this is where bus master enable is checked.
  record Open(int command, long address, int inner, int count) implements EduPhase {
    @Override
    public long fingerprint() {
      return Digest.of(18, command, address, inner, count);
    }

    @Override
    public String toString() {
      return Text.format("Open[address=0x%x, inner=0x%x, count=%d]", address, inner, count);
    }
  }

  /// Issues the beat at `offset`.
  record Beat(Transfer transfer, int offset) implements EduPhase {
    @Override
    public boolean sends() {
      return true;
    }

    @Override
    public long fingerprint() {
      return Digest.of(19, transfer.fingerprint(), offset);
    }

    @Override
    public String toString() {
      return Text.format("Beat[%s, offset=%d of %d]", transfer, offset, transfer.count);
    }
  }

  /// Waits for the data of the beat at `offset`.
  record AwaitData(Transfer transfer, int offset) implements EduPhase {
    @Override
    public boolean waits() {
      return true;
    }

    @Override
    public long fingerprint() {
      return Digest.of(20, transfer.fingerprint(), offset);
    }
  }

  record FinishDma() implements Guarded {
    @Override
    public long fingerprint() {
      return 21;
    }
  }

  /// A phase that touches registers, and so belongs to a critical section.
  sealed interface Guarded extends EduPhase {
    @Override
    default boolean guarded() {
      return true;
    }
  }

  /// A DMA transfer under way.
  ///
  /// @param toMemory EDU to RAM
  /// @param address in guest memory
  /// @param inner in the device's buffer
  /// @param count bytes
  record Transfer(boolean toMemory, long address, int inner, int count, Grant grant) {

    long fingerprint() {
      long grantHash = grant.fingerprint();
      return Digest.of(toMemory ? 1 : 0, address, inner, count, grantHash);
    }

    @Override
    public String toString() {
      return toMemory ? Text.format("edu to 0x%x", address) : Text.format("0x%x to edu", address);
    }
  }
}
