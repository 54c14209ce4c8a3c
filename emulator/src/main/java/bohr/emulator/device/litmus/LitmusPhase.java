package bohr.emulator.device.litmus;

import bohr.emulator.agent.Phase;
import bohr.emulator.state.Digest;

/// The phases of a litmus device: of its thread, which number the operations of the program, and of
/// its register handlers.
sealed interface LitmusPhase extends Phase {

  /// The thread has nothing to do, or nothing more.
  record Idle() implements LitmusPhase {
    @Override
    public boolean waits() {
      return true;
    }

    @Override
    public long fingerprint() {
      return 1;
    }
  }

  /// The thread comes to an operation.
  record At(int operation, boolean guarded, boolean sends) implements LitmusPhase {
    @Override
    public long fingerprint() {
      return Digest.of(2, operation);
    }

    @Override
    public String toString() {
      return "At[operation=" + operation + "]";
    }
  }

  /// It has left the lock, for another operation that needs it.
  record Between(int operation) implements LitmusPhase {
    @Override
    public long fingerprint() {
      return Digest.of(3, operation);
    }
  }

  /// It waits for a register to be written, or for the data of a read.
  record Waiting(int operation) implements LitmusPhase {
    @Override
    public boolean waits() {
      return true;
    }

    @Override
    public long fingerprint() {
      return Digest.of(4, operation);
    }
  }

  // Handlers.

  record LoadRegister(int register) implements Guarded {
    @Override
    public long fingerprint() {
      return Digest.of(5, register);
    }
  }

  record StoreRegister(int register, long value) implements Guarded {
    @Override
    public long fingerprint() {
      return Digest.of(6, register, value);
    }
  }

  record LoadMemory(int offset, int size) implements Guarded {
    @Override
    public long fingerprint() {
      return Digest.of(7, offset, size);
    }
  }

  record StoreMemory(int offset, int size, long value) implements Guarded {
    @Override
    public long fingerprint() {
      return Digest.of(8, offset, size, value);
    }
  }

  /// Under the device's lock.
  sealed interface Guarded extends LitmusPhase {
    @Override
    default boolean guarded() {
      return true;
    }
  }
}
