package bohr.emulator.device.e1000e;

import bohr.emulator.device.e1000e.CardPhase.Guarded;
import bohr.emulator.state.Digest;
import bohr.emulator.state.Text;

/// The phases of the register handlers.
sealed interface HandlerPhase extends CardPhase, Guarded {

  record Load(int offset) implements HandlerPhase {
    @Override
    public long fingerprint() {
      return Digest.of(10, offset);
    }

    @Override
    public String toString() {
      return Text.format("Load[offset=0x%x]", offset);
    }
  }

  record Store(int offset, int value) implements HandlerPhase {
    @Override
    public long fingerprint() {
      return Digest.of(11, offset, value);
    }

    @Override
    public String toString() {
      return Text.format("Store[offset=0x%x, value=0x%x]", offset, value);
    }
  }

  record MsiXLoad(int offset) implements HandlerPhase {
    @Override
    public long fingerprint() {
      return Digest.of(12, offset);
    }
  }

  record MsiXStore(int offset, long value) implements HandlerPhase {
    @Override
    public long fingerprint() {
      return Digest.of(13, offset, value);
    }
  }

  // Reset by CTRL.RST.

  record StopThreads() implements HandlerPhase {
    @Override
    public long fingerprint() {
      return 14;
    }
  }

  record ClearRegisters() implements HandlerPhase {
    @Override
    public long fingerprint() {
      return 15;
    }
  }

  record FinishReset() implements HandlerPhase {
    @Override
    public long fingerprint() {
      return 16;
    }
  }
}
