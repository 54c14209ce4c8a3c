package bohr.emulator.device.nvme;

import bohr.emulator.state.Digest;

/// The phases of the controller's life cycle, which the thread `admin` moves.
sealed interface LifeCyclePhase extends ControlPhase {

  /// A thread has nothing to do.
  record Idle() implements LifeCyclePhase {
    @Override
    public long fingerprint() {
      return 10;
    }

    @Override
    public boolean waits() {
      return true;
    }
  }

  /// Decides what the controller does next: life cycle, events, admin queue.
  record Control() implements LifeCyclePhase, Guarded {
    @Override
    public long fingerprint() {
      return 11;
    }
  }

  // Enabling (§7.6.1): the admin queue's registers are read one after the other.

  record LatchAttributes() implements LifeCyclePhase, Guarded {
    @Override
    public long fingerprint() {
      return 12;
    }
  }

  record LatchSubmissionQueue(int attributes) implements LifeCyclePhase, Guarded {
    @Override
    public long fingerprint() {
      return Digest.of(13, attributes);
    }
  }

  record LatchCompletionQueue(int attributes, long submission) implements LifeCyclePhase, Guarded {
    @Override
    public long fingerprint() {
      return Digest.of(14, attributes, submission);
    }
  }

  record BecomeReady(int attributes, long submission, long completion)
      implements LifeCyclePhase, Guarded {
    @Override
    public long fingerprint() {
      return Digest.of(15, attributes, submission, completion);
    }
  }

  // Reset by CC.EN (§7.3.2), in the order that the setting `reset-order` gives.

  /// Drops what I/O thread `thread` is doing, and what those behind it are.
  record Cancel(int thread) implements LifeCyclePhase, Guarded {
    @Override
    public long fingerprint() {
      return Digest.of(16, thread);
    }
  }

  record ClearQueues() implements LifeCyclePhase, Guarded {
    @Override
    public long fingerprint() {
      return 17;
    }
  }

  /// No completion is left that could interrupt.
  record LowerPin() implements LifeCyclePhase, Guarded {
    @Override
    public long fingerprint() {
      return 26;
    }
  }

  record ClearReady() implements LifeCyclePhase, Guarded {
    @Override
    public long fingerprint() {
      return 18;
    }
  }

  // Shutdown (§7.6.2).

  record BeginShutdown() implements LifeCyclePhase, Guarded {
    @Override
    public long fingerprint() {
      return 19;
    }
  }

  record FinishShutdown() implements LifeCyclePhase, Guarded {
    @Override
    public long fingerprint() {
      return 20;
    }
  }

  /// Sets CSTS.CFS: nothing more is done until the host resets the controller.
  record Fail() implements LifeCyclePhase, Guarded {
    @Override
    public long fingerprint() {
      return 21;
    }
  }
}
