package bohr.emulator.device.nvme;

import bohr.emulator.state.Digest;
import bohr.emulator.state.Fingerprinted;

/// One look at a shadow doorbell (§7.13): the controller writes into the EventIdx buffer how far it
/// knows, and reads in the shadow doorbell buffer how far the host has come.
///
/// @param queue the submission queue for `TAIL`, else the completion queue
/// @param known the tail or head that the controller knows
/// @param moves how often it had been changed by then: what is read is stale if it moved since
/// @param blocked for `ROOM`, the completion that finds no room; else null
record Shadow(Purpose purpose, int queue, int known, int moves, Completion blocked)
    implements Fingerprinted {

  /// Why the controller looks.
  enum Purpose {
    /// It has fetched all commands that it knows of.
    TAIL,
    /// The completion queue seems to be full.
    ROOM,
    /// INTx is to fall when the host has consumed the completion queue.
    PIN
  }

  private static final int NO_QUEUE = -1;

  /// Offset of the doorbell's word in both buffers.
  long offset() {
    return 8L * queue + (purpose == Purpose.TAIL ? 0 : 4);
  }

  /// The submission queue that is being served, or -1.
  int submissionQueue() {
    return switch (purpose) {
      case TAIL -> queue;
      case ROOM -> blocked.queue();
      case PIN -> NO_QUEUE;
    };
  }

  @Override
  public long fingerprint() {
    return Digest.of(
        purpose.ordinal(), queue, known, moves, blocked == null ? 0 : blocked.fingerprint());
  }

  @Override
  public String toString() {
    String doorbell = purpose == Purpose.TAIL ? "tail of queue " : "head of queue ";
    return doorbell + queue + ", known=" + known;
  }
}
