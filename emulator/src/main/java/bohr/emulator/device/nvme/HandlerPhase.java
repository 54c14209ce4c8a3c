package bohr.emulator.device.nvme;

import bohr.emulator.state.Digest;

/// The phases of the register handlers, which harts run.
sealed interface HandlerPhase extends NvmePhase {

  record Load(int offset, int size) implements HandlerPhase, Guarded {
    @Override
    public long fingerprint() {
      return Digest.of(1, offset, size);
    }
  }

  record Store(int offset, int size, long value) implements HandlerPhase, Guarded {
    @Override
    public long fingerprint() {
      return Digest.of(2, offset, size, value);
    }
  }

  record MsiXLoad(int offset) implements HandlerPhase, Guarded {
    @Override
    public long fingerprint() {
      return Digest.of(3, offset);
    }
  }

  record MsiXStore(int offset, long value) implements HandlerPhase, Guarded {
    @Override
    public long fingerprint() {
      return Digest.of(4, offset, value);
    }
  }

  /// Drives INTx from the completion queues as they are now.
  record DriveIntx() implements HandlerPhase, Guarded {
    @Override
    public long fingerprint() {
      return 5;
    }
  }
}
