package bohr.emulator.device.virtio;

import bohr.emulator.agent.Phase;
import bohr.emulator.state.Digest;

/// The phases of a virtio device's register handlers.
sealed interface HandlerPhase extends Phase {

  @Override
  default boolean guarded() {
    return true;
  }

  /// A phase about what the queues do, on behalf of all of them.
  sealed interface OfQueues extends HandlerPhase {}

  /// Reads the selector of a register that has one, then goes on as `then` with the value.
  record Select(Field field, Access then) implements HandlerPhase {
    @Override
    public long fingerprint() {
      return Digest.of(1, field.ordinal(), then.fingerprint());
    }
  }

  /// An access to a register of [Field].
  ///
  /// @param index which of several, where there is a selector
  record Access(boolean store, Field field, Part part, int index, long value)
      implements HandlerPhase {

    Access at(int newIndex) {
      return new Access(store, field, part, newIndex, value);
    }

    @Override
    public long fingerprint() {
      return Digest.of(2, store ? 1 : 0, field.ordinal(), part.ordinal(), index, value);
    }
  }

  /// Reads the configuration of the particular device, which never changes.
  record LoadConfig(int offset, int size) implements HandlerPhase {
    @Override
    public long fingerprint() {
      return Digest.of(3, offset, size);
    }
  }

  /// An available buffer notification.
  record Kick(int queue) implements HandlerPhase {
    @Override
    public long fingerprint() {
      return Digest.of(4, queue);
    }
  }

  /// Reads the interrupt status and clears it.
  record TakeIsr() implements HandlerPhase {
    @Override
    public long fingerprint() {
      return 5;
    }
  }

  /// Reads a register that never changes.
  record Constant(long value) implements HandlerPhase {
    @Override
    public long fingerprint() {
      return Digest.of(17, value);
    }
  }

  /// Reads the interrupt status and leaves it.
  record LoadIsr() implements HandlerPhase {
    @Override
    public long fingerprint() {
      return 18;
    }
  }

  /// Clears bits of the interrupt status.
  record Acknowledge(long bits) implements HandlerPhase {
    @Override
    public long fingerprint() {
      return Digest.of(19, bits);
    }
  }

  /// Lets the wire fall.
  ///
  /// @param value what the handler of a load gives
  record LowerWire(long value) implements HandlerPhase {
    @Override
    public long fingerprint() {
      return Digest.of(6, value);
    }
  }

  record MsiXLoad(int offset) implements HandlerPhase {
    @Override
    public long fingerprint() {
      return Digest.of(7, offset);
    }
  }

  record MsiXStore(int offset, long value) implements HandlerPhase {
    @Override
    public long fingerprint() {
      return Digest.of(8, offset, value);
    }
  }

  /// The driver wants its features confirmed with this status.
  record CheckFeatures(long status) implements HandlerPhase {
    @Override
    public long fingerprint() {
      return Digest.of(9, status);
    }
  }

  /// Writes a status that has been checked.
  record SetStatus(long status) implements HandlerPhase {
    @Override
    public long fingerprint() {
      return Digest.of(10, status);
    }
  }

  /// DRIVER_OK: the queues from `queue` on may find buffers that were made available before.
  record Start(int queue) implements OfQueues {
    @Override
    public long fingerprint() {
      return Digest.of(11, queue);
    }
  }

  /// DRIVER_OK: attaches the handlers of the queues from `queue` on.
  record Attach(int queue) implements OfQueues {
    @Override
    public long fingerprint() {
      return Digest.of(22, queue);
    }
  }

  /// Reset: asks the threads of the queues from `queue` on to detach their handlers.
  record AskToStop(int queue) implements OfQueues {
    @Override
    public long fingerprint() {
      return Digest.of(23, queue);
    }
  }

  /// Saves the device and resumes it.
  record Migrate() implements OfQueues {
    @Override
    public long fingerprint() {
      return 24;
    }
  }

  /// Reads whether the last attempt to save the device went well.
  record LoadMigrated() implements OfQueues {
    @Override
    public long fingerprint() {
      return 25;
    }
  }

  /// Bus master enable was cleared, or the device resumed: the queues from `queue` on are looked at
  /// once more.
  record Poll(int queue) implements OfQueues {
    @Override
    public long fingerprint() {
      return Digest.of(20, queue);
    }
  }

  /// Bus master enable was set: the queues from `queue` on send what they held back.
  record Release(int queue) implements OfQueues {
    @Override
    public long fingerprint() {
      return Digest.of(21, queue);
    }
  }

  /// Gathers what the driver has set up for a queue, one register after the other.
  record Enable(int queue, int next, Ring ring) implements HandlerPhase {
    @Override
    public long fingerprint() {
      return Digest.of(12, queue, next, ring.fingerprint());
    }
  }

  /// The queue is in use with `ring`; null if it is not.
  record Publish(int queue, Ring ring) implements HandlerPhase {
    @Override
    public long fingerprint() {
      return Digest.of(13, queue, ring == null ? 0 : ring.fingerprint());
    }
  }

  // Reset (§2.4).

  record StopQueues() implements HandlerPhase {
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
