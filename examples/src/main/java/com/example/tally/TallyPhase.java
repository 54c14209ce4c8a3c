package com.example.tally;

import bohr.emulator.agent.Phase;
import bohr.emulator.pci.Grant;
import bohr.emulator.state.Digest;

/// All places where the device can stand: in a register handler, or in its thread.
sealed interface TallyPhase extends Phase {

  /// A phase that touches registers, and so runs under the device's lock, if it has one.
  sealed interface Guarded extends TallyPhase {
    @Override
    default boolean guarded() {
      return true;
    }
  }

  /// Handler of a load: read the register.
  record Load(int offset) implements Guarded {
    @Override
    public long fingerprint() {
      return Digest.of(1, offset);
    }
  }

  /// Handler of a store to ADD: read the total.
  record Add(long amount) implements Guarded {
    @Override
    public long fingerprint() {
      return Digest.of(2, amount);
    }
  }

  /// It was read: write the sum.
  record StoreTotal(long sum) implements Guarded {
    @Override
    public long fingerprint() {
      return Digest.of(3, sum);
    }
  }

  /// Handler of a store to FLUSH: wake the thread.
  record Flush(long address) implements Guarded {
    @Override
    public long fingerprint() {
      return Digest.of(4, address);
    }
  }

  /// The thread has nothing to do.
  record Idle() implements TallyPhase {
    @Override
    public boolean waits() {
      return true;
    }

    @Override
    public long fingerprint() {
      return 5;
    }
  }

  /// The thread reads the total.
  record FetchTotal(long address) implements Guarded {
    @Override
    public long fingerprint() {
      return Digest.of(6, address);
    }
  }

  /// It begins a transfer; with `dma: mapped` this is where bus master enable is checked.
  record Open(long address, long total) implements TallyPhase {
    @Override
    public long fingerprint() {
      return Digest.of(7, address, total);
    }
  }

  /// It sends the total to memory, over its link.
  record Send(long address, long total, Grant grant) implements TallyPhase {
    @Override
    public boolean sends() {
      return true;
    }

    @Override
    public long fingerprint() {
      return Digest.of(8, address, total, grant.fingerprint());
    }
  }

  /// It says so.
  record Announce() implements Guarded {
    @Override
    public long fingerprint() {
      return 9;
    }
  }
}
