package bohr.emulator.device.framebuffer;

import bohr.emulator.agent.Phase;
import bohr.emulator.state.Digest;
import bohr.emulator.state.Text;

/// The phases of a framebuffer: of its register handlers, and of its refresh.
sealed interface FramebufferPhase extends Phase {

  /// Belongs to a critical section.
  sealed interface Guarded extends FramebufferPhase {
    @Override
    default boolean guarded() {
      return true;
    }
  }

  record Idle() implements FramebufferPhase {
    @Override
    public boolean waits() {
      return true;
    }

    @Override
    public long fingerprint() {
      return 1;
    }
  }

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

  record Store(int offset, int value) implements Guarded {
    @Override
    public long fingerprint() {
      return Digest.of(3, offset, value);
    }

    @Override
    public String toString() {
      return Text.format("Store[offset=0x%x, value=0x%x]", offset, value);
    }
  }

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
  }

  /// @param lines a bit for each line of memory
  record MarkDirty(long lines) implements Guarded {
    @Override
    public long fingerprint() {
      return Digest.of(6, lines);
    }
  }

  record MarkStored(long lines) implements Guarded {
    @Override
    public long fingerprint() {
      return Digest.of(14, lines);
    }
  }

  // The refresh.

  record FetchStart() implements Guarded {
    @Override
    public long fingerprint() {
      return 7;
    }
  }

  record FetchSplit(int start) implements Guarded {
    @Override
    public long fingerprint() {
      return Digest.of(8, start);
    }
  }

  record ReadDirty(View view) implements Guarded {
    @Override
    public long fingerprint() {
      return Digest.of(9, view.fingerprint());
    }
  }

  /// Draws the next line of the screen, from line `y` on, whose line of memory is in `dirty`.
  record Draw(View view, long dirty, int y) implements Guarded {
    @Override
    public long fingerprint() {
      return Digest.of(10, view.fingerprint(), dirty, y);
    }

    @Override
    public String toString() {
      return Text.format("Draw[y=%d, dirty=0x%x]", y, dirty);
    }
  }

  record ClearDirty(long lines) implements Guarded {
    @Override
    public long fingerprint() {
      return Digest.of(11, lines);
    }

    @Override
    public String toString() {
      return Text.format("ClearDirty[lines=0x%x]", lines);
    }
  }

  record CountFrame() implements Guarded {
    @Override
    public long fingerprint() {
      return 12;
    }
  }

  record Finish() implements Guarded {
    @Override
    public long fingerprint() {
      return 13;
    }
  }
}
