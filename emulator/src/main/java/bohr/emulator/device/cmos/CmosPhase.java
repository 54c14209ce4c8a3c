package bohr.emulator.device.cmos;

import bohr.emulator.agent.Phase;
import bohr.emulator.state.Digest;
import bohr.emulator.state.Text;

/// The phases of the handlers of the two registers.
sealed interface CmosPhase extends Phase {

  record Load(int offset) implements CmosPhase {
    @Override
    public long fingerprint() {
      return Digest.of(1, offset);
    }

    @Override
    public String toString() {
      return Text.format("Load[offset=0x%x]", offset);
    }
  }

  record Store(int offset, int value) implements CmosPhase {
    @Override
    public long fingerprint() {
      return Digest.of(2, offset, value);
    }

    @Override
    public String toString() {
      return Text.format("Store[offset=0x%x, value=0x%x]", offset, value);
    }
  }

  /// The index was read.
  record LoadByte(int index) implements CmosPhase {
    @Override
    public long fingerprint() {
      return Digest.of(3, index);
    }
  }

  record StoreByte(int index, int value) implements CmosPhase {
    @Override
    public long fingerprint() {
      return Digest.of(4, index, value);
    }
  }
}
