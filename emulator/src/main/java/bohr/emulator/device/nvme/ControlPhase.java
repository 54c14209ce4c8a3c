package bohr.emulator.device.nvme;

import bohr.emulator.state.Digest;

/// The phases of what concerns the controller as a whole: its life cycle, and the admin commands,
/// some of which work on other threads.
sealed interface ControlPhase extends NvmePhase
    permits LifeCyclePhase,
        ControlPhase.UpdatePin,
        ControlPhase.Execute,
        ControlPhase.CancelQueue,
        ControlPhase.Drain,
        ControlPhase.AwaitDrain {

  /// Drives INTx from the completion queues as they are now.
  record UpdatePin() implements ControlPhase, Guarded {
    @Override
    public long fingerprint() {
      return 27;
    }
  }

  record Execute(Command command) implements ControlPhase, InFlight, Guarded {
    @Override
    public long fingerprint() {
      return Digest.of(22, command.fingerprint());
    }

    @Override
    public int queue() {
      return command.queue();
    }
  }

  /// Drops what I/O thread `thread` does for the submission queue that was deleted.
  record CancelQueue(Command command, int thread) implements ControlPhase, Guarded {
    @Override
    public long fingerprint() {
      return Digest.of(23, command.fingerprint(), thread);
    }
  }

  /// Looks whether completions of the deleted queue are still being written.
  record Drain(Command command) implements ControlPhase, Guarded {
    @Override
    public long fingerprint() {
      return Digest.of(24, command.fingerprint());
    }
  }

  /// Waits for an I/O thread to have raised the interrupt of its completion.
  record AwaitDrain(Command command) implements ControlPhase {
    @Override
    public long fingerprint() {
      return Digest.of(25, command.fingerprint());
    }

    @Override
    public boolean waits() {
      return true;
    }
  }
}
