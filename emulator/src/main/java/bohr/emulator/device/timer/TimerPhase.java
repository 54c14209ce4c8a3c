package bohr.emulator.device.timer;

import bohr.emulator.agent.Phase;
import bohr.emulator.state.Digest;
import bohr.emulator.state.Text;

/// The phases of the timer's register handlers.
sealed interface TimerPhase extends Phase {

  record Load(int offset, int size) implements TimerPhase {
    @Override
    public long fingerprint() {
      return Digest.of(1, offset, size);
    }

    @Override
    public String toString() {
      return Text.format("Load[offset=0x%x]", offset);
    }
  }

  record Store(int offset, int size, long value) implements TimerPhase {
    @Override
    public long fingerprint() {
      return Digest.of(2, offset, size, value);
    }

    @Override
    public String toString() {
      return Text.format("Store[offset=0x%x, value=0x%x]", offset, value);
    }
  }

  // A load of the main counter, or of a half of it.

  record LoadCounter(int offset, int size) implements TimerPhase {
    @Override
    public long fingerprint() {
      return Digest.of(3, offset, size);
    }
  }

  /// With a seqlock: the version is read, and if it is odd, whoever writes is waited for.
  record OpenRead(LoadCounter load) implements TimerPhase {
    @Override
    public long fingerprint() {
      return Digest.of(19, load.fingerprint());
    }
  }

  /// @param version of the seqlock when the load began; 0 without one
  record TestEnable(LoadCounter load, long version) implements TimerPhase {
    @Override
    public long fingerprint() {
      return Digest.of(4, load.fingerprint(), version);
    }
  }

  record ReadOffset(LoadCounter load, long version) implements TimerPhase {
    @Override
    public long fingerprint() {
      return Digest.of(5, load.fingerprint(), version);
    }
  }

  record LookAtClock(LoadCounter load, long version, long offset) implements TimerPhase {
    @Override
    public long fingerprint() {
      return Digest.of(6, load.fingerprint(), version, offset);
    }
  }

  record ReadHalted(LoadCounter load, long version) implements TimerPhase {
    @Override
    public long fingerprint() {
      return Digest.of(7, load.fingerprint(), version);
    }
  }

  record CheckVersion(LoadCounter load, long version, long count) implements TimerPhase {
    @Override
    public long fingerprint() {
      return Digest.of(8, load.fingerprint(), version, count);
    }
  }

  // A store to the configuration, or to the halted counter.

  /// The version of the seqlock becomes odd: loads of the counter wait, or will be repeated.
  record OpenWrite(Store store) implements TimerPhase {
    @Override
    public long fingerprint() {
      return Digest.of(9, store.fingerprint());
    }
  }

  record Write(Store store) implements TimerPhase {
    @Override
    public long fingerprint() {
      return Digest.of(10, store.fingerprint());
    }
  }

  record Configure(long before, long after) implements TimerPhase {
    @Override
    public long fingerprint() {
      return Digest.of(11, before, after);
    }
  }

  record StartFromHalted() implements TimerPhase {
    @Override
    public long fingerprint() {
      return 12;
    }
  }

  record StartNow(long halted) implements TimerPhase {
    @Override
    public long fingerprint() {
      return Digest.of(13, halted);
    }
  }

  record StoreOffset(long offset) implements TimerPhase {
    @Override
    public long fingerprint() {
      return Digest.of(14, offset);
    }
  }

  record StopFromOffset() implements TimerPhase {
    @Override
    public long fingerprint() {
      return 15;
    }
  }

  record StopNow(long offset) implements TimerPhase {
    @Override
    public long fingerprint() {
      return Digest.of(16, offset);
    }
  }

  record StoreHalted(long count) implements TimerPhase {
    @Override
    public long fingerprint() {
      return Digest.of(17, count);
    }
  }

  record CloseWrite() implements TimerPhase {
    @Override
    public long fingerprint() {
      return 18;
    }
  }
}
