package bohr.emulator.device.sprite;

import bohr.emulator.agent.Phase;
import bohr.emulator.state.Digest;
import bohr.emulator.state.Text;

/// The phases of the sprite: of its handlers, and of the thread that takes the cursor over.
sealed interface SpritePhase extends Phase {

  record Idle() implements SpritePhase {
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
  }

  record Show() implements Guarded {
    @Override
    public long fingerprint() {
      return 3;
    }
  }

  /// An access to the device's memory.
  record LoadMemory(int offset, int size) implements Guarded {
    @Override
    public long fingerprint() {
      return Digest.of(4, offset, size);
    }
  }

  record StoreMemory(int offset, int size, long value) implements Guarded {
    @Override
    public long fingerprint() {
      return Digest.of(5, offset, size, value);
    }

    @Override
    public String toString() {
      return Text.format("StoreMemory[offset=0x%x, value=0x%x]", offset, value);
    }
  }

  // The thread. Where harts reach the memory past the lock, the lock is of no use to it.

  /// Fetches the size and checks it.
  record FetchSize(boolean guarded) implements SpritePhase {
    @Override
    public long fingerprint() {
      return Digest.of(6, guarded ? 1 : 0);
    }
  }

  /// Fetches the size again.
  ///
  /// @param checked what it was
  record FetchAgain(boolean guarded, long checked) implements SpritePhase {
    @Override
    public long fingerprint() {
      return Digest.of(7, guarded ? 1 : 0, checked);
    }
  }

  /// Copies two pixels, from `offset` on, of `bytes` in all.
  record Copy(boolean guarded, int bytes, int offset) implements SpritePhase {
    @Override
    public long fingerprint() {
      return Digest.of(8, guarded ? 1 : 0, bytes, offset);
    }
  }

  record Finish() implements Guarded {
    @Override
    public long fingerprint() {
      return 9;
    }
  }

  /// A phase that touches registers, and so belongs to a critical section.
  sealed interface Guarded extends SpritePhase {
    @Override
    default boolean guarded() {
      return true;
    }
  }
}
