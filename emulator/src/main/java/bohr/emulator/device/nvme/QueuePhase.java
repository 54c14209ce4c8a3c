package bohr.emulator.device.nvme;

import bohr.emulator.device.nvme.Completion.Entry;
import bohr.emulator.pci.Grant;
import bohr.emulator.state.Digest;
import bohr.emulator.state.Text;

/// The phases of serving a queue: finding one with work, fetching a command, following a shadow
/// doorbell, and posting a completion.
sealed interface QueuePhase extends NvmePhase {

  /// Looks for a queue with work; the controller's arbitration is round robin (§4.13.1).
  record Arbitrate() implements QueuePhase, Guarded {
    @Override
    public long fingerprint() {
      return 30;
    }
  }

  /// Begins the fetch of the entry at `slot`.
  record OpenFetch(int queue, int slot, long address) implements QueuePhase, InFlight {
    @Override
    public long fingerprint() {
      return Digest.of(31, queue, slot, address);
    }

    @Override
    public String toString() {
      return Text.format("OpenFetch[queue=%d, slot=%d]", queue, slot);
    }
  }

  /// Asks for the part of the entry from `offset` on; one beat unless the maximum payload is small.
  record FetchCommand(int queue, int slot, long address, Grant grant, int offset)
      implements QueuePhase, InFlight, Sending {
    @Override
    public long fingerprint() {
      return Digest.of(32, queue, slot, address, grant.fingerprint(), offset);
    }

    @Override
    public String toString() {
      return Text.format("FetchCommand[queue=%d, slot=%d]", queue, slot);
    }
  }

  record AwaitCommand(int queue, int slot, long address, Grant grant, int offset)
      implements QueuePhase, InFlight, Awaiting {
    @Override
    public long fingerprint() {
      return Digest.of(33, queue, slot, address, grant.fingerprint(), offset);
    }

    @Override
    public String toString() {
      return Text.format("AwaitCommand[queue=%d, slot=%d]", queue, slot);
    }
  }

  /// The entry is here: advances the head of the queue and lets others fetch from it.
  record TakeCommand(int queue, int slot) implements QueuePhase, InFlight, Guarded {
    @Override
    public long fingerprint() {
      return Digest.of(34, queue, slot);
    }
  }

  // Shadow doorbells (§7.13).

  record OpenShadow(Shadow shadow) implements QueuePhase, InFlight {
    @Override
    public long fingerprint() {
      return Digest.of(35, shadow.fingerprint());
    }

    @Override
    public int queue() {
      return shadow.submissionQueue();
    }
  }

  /// Tells the host up to where the controller knows; `value` is what the shadow said, if read.
  record WriteEventIndex(Shadow shadow, Grant grant, int value)
      implements QueuePhase, InFlight, Sending {
    @Override
    public long fingerprint() {
      return Digest.of(36, shadow.fingerprint(), grant.fingerprint(), value);
    }

    @Override
    public int queue() {
      return shadow.submissionQueue();
    }

    @Override
    public String toString() {
      return Text.format("WriteEventIndex[%s]", shadow);
    }
  }

  record ReadShadow(Shadow shadow, Grant grant) implements QueuePhase, InFlight, Sending {
    @Override
    public long fingerprint() {
      return Digest.of(37, shadow.fingerprint(), grant.fingerprint());
    }

    @Override
    public int queue() {
      return shadow.submissionQueue();
    }

    @Override
    public String toString() {
      return Text.format("ReadShadow[%s]", shadow);
    }
  }

  record AwaitShadow(Shadow shadow, Grant grant) implements QueuePhase, InFlight, Awaiting {
    @Override
    public long fingerprint() {
      return Digest.of(38, shadow.fingerprint(), grant.fingerprint());
    }

    @Override
    public int queue() {
      return shadow.submissionQueue();
    }

    @Override
    public String toString() {
      return Text.format("AwaitShadow[%s]", shadow);
    }
  }

  /// Takes over what the shadow said, unless the doorbell was rung since.
  record TakeShadow(Shadow shadow, int value) implements QueuePhase, InFlight, Guarded {
    @Override
    public long fingerprint() {
      return Digest.of(39, shadow.fingerprint(), value);
    }

    @Override
    public int queue() {
      return shadow.submissionQueue();
    }

    @Override
    public String toString() {
      return Text.format("TakeShadow[%s, value=%d]", shadow, value);
    }
  }

  // Completion (§7.2.1, steps 5 and 6).

  /// Takes the next place in the completion queue, if there is one.
  record ReserveEntry(Completion completion) implements QueuePhase, InFlight, Guarded {
    @Override
    public long fingerprint() {
      return Digest.of(40, completion.fingerprint());
    }

    @Override
    public int queue() {
      return completion.queue();
    }

    @Override
    public String toString() {
      return Text.format("ReserveEntry[%s]", completion);
    }
  }

  /// The completion queue is full: waits for the host to move its head.
  record AwaitRoom(Completion completion) implements QueuePhase, InFlight {
    @Override
    public long fingerprint() {
      return Digest.of(41, completion.fingerprint());
    }

    @Override
    public int queue() {
      return completion.queue();
    }

    @Override
    public boolean waits() {
      return true;
    }

    @Override
    public String toString() {
      return Text.format("AwaitRoom[%s]", completion);
    }
  }

  record OpenEntry(Entry entry) implements QueuePhase, Posting {
    @Override
    public long fingerprint() {
      return Digest.of(42, entry.fingerprint());
    }

    @Override
    public int queue() {
      return entry.queue();
    }

    @Override
    public String toString() {
      return Text.format("OpenEntry[%s]", entry);
    }
  }

  /// Writes a beat of the entry; with `cqe-write: whole` there is one.
  record WriteEntry(Entry entry, Grant grant, int beat) implements QueuePhase, Posting, Sending {
    @Override
    public long fingerprint() {
      return Digest.of(43, entry.fingerprint(), grant.fingerprint(), beat);
    }

    @Override
    public int queue() {
      return entry.queue();
    }

    @Override
    public String toString() {
      return Text.format("WriteEntry[%s, beat=%d]", entry, beat);
    }
  }

  record Interrupt(Entry entry, Grant grant) implements QueuePhase, Posting, Sending, Guarded {
    @Override
    public long fingerprint() {
      return Digest.of(44, entry.fingerprint(), grant.fingerprint());
    }

    @Override
    public int queue() {
      return entry.queue();
    }

    @Override
    public String toString() {
      return Text.format("Interrupt[%s]", entry);
    }
  }
}
