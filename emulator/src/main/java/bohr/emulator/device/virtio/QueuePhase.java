package bohr.emulator.device.virtio;

import bohr.emulator.agent.Phase;
import bohr.emulator.device.Handles.Handle;
import bohr.emulator.pci.Grant;
import bohr.emulator.state.Digest;

/// The phases of the thread that serves a queue.
sealed interface QueuePhase extends Phase {

  /// A phase that touches registers, or what the device keeps, and so belongs to a critical
  /// section.
  sealed interface Guarded extends QueuePhase {
    @Override
    default boolean guarded() {
      return true;
    }
  }

  /// A phase that puts something on the link.
  sealed interface Sending extends QueuePhase {
    @Override
    default boolean sends() {
      return true;
    }
  }

  /// A phase with no buffer in hand.
  sealed interface Resting extends QueuePhase {
    Cursor cursor();
  }

  /// A phase of a reset that the device's own thread carries out.
  sealed interface Resetting extends Guarded {}

  /// A phase on the way of an interrupt to the harts.
  sealed interface Interrupting extends Guarded {}

  /// Nothing to do until somebody kicks.
  record Idle(Cursor cursor) implements Resting {
    @Override
    public boolean waits() {
      return true;
    }

    @Override
    public long fingerprint() {
      return Digest.of(1, cursor.fingerprint());
    }
  }

  /// The event loop has seen the doorbell, and calls the handler with what is attached.
  record Call(Cursor cursor, Handle plane) implements Resting {
    @Override
    public long fingerprint() {
      return Digest.of(19, cursor.fingerprint(), plane.fingerprint());
    }
  }

  /// The handler has been called, and begins when it has the lock.
  record Run(Cursor cursor, Handle plane) implements Guarded, Resting {
    @Override
    public long fingerprint() {
      return Digest.of(20, cursor.fingerprint(), plane.fingerprint());
    }
  }

  /// The thread detaches its handler.
  record Detach() implements Resetting {
    @Override
    public long fingerprint() {
      return 21;
    }
  }

  /// The last handler is detached: the wire falls, and the reset goes on.
  record LowerWire() implements Resetting {
    @Override
    public long fingerprint() {
      return 22;
    }
  }

  /// Ends the reset.
  record Clear() implements Resetting {
    @Override
    public long fingerprint() {
      return 23;
    }
  }

  /// Takes the kick.
  record Wake(Cursor cursor) implements Guarded, Resting {
    @Override
    public long fingerprint() {
      return Digest.of(2, cursor.fingerprint());
    }
  }

  /// Before DRIVER_OK, and when it needs a reset, the device takes no buffers (§2.1.2).
  record CheckStatus(Cursor cursor) implements Guarded {
    @Override
    public long fingerprint() {
      return Digest.of(3, cursor.fingerprint());
    }
  }

  /// Learns how the driver has set the queue up.
  record TakeRing(Cursor cursor) implements Guarded {
    @Override
    public long fingerprint() {
      return Digest.of(4, cursor.fingerprint());
    }
  }

  /// Begins a look at the queue; with `dma: mapped` this is where bus master enable is checked.
  record Open(Ring ring, Cursor cursor) implements QueuePhase {
    @Override
    public long fingerprint() {
      return Digest.of(5, ring.fingerprint(), cursor.fingerprint());
    }
  }

  /// Asks memory.
  record Ask(Session session, Question question) implements Sending {
    @Override
    public long fingerprint() {
      return Digest.of(6, session.fingerprint(), question.fingerprint());
    }

    @Override
    public String toString() {
      return "Ask[" + question + "]";
    }
  }

  /// Waits for memory's answer.
  record Await(Session session, Question question) implements QueuePhase {
    @Override
    public boolean waits() {
      return true;
    }

    @Override
    public long fingerprint() {
      return Digest.of(7, session.fingerprint(), question.fingerprint());
    }

    @Override
    public String toString() {
      return "Await[" + question + "]";
    }
  }

  /// Waits for bus master enable, to go on with `then`.
  record Held(QueuePhase then) implements QueuePhase {
    @Override
    public boolean waits() {
      return true;
    }

    @Override
    public long fingerprint() {
      return Digest.of(18, then.fingerprint());
    }
  }

  /// Writes into the ring.
  record Tell(Grant grant, long address, long value, int length, QueuePhase then)
      implements Sending {
    @Override
    public long fingerprint() {
      return Digest.of(8, grant.fingerprint(), address, value, length, then.fingerprint());
    }

    @Override
    public String toString() {
      return "Tell[%d bytes 0x%x to 0x%x]".formatted(length, value, address);
    }
  }

  /// Looks at a buffer that has been fetched whole.
  record Begin(Session session, Chain chain) implements QueuePhase {
    @Override
    public long fingerprint() {
      return Digest.of(17, session.fingerprint(), chain.fingerprint());
    }

    @Override
    public String toString() {
      return "Begin[" + chain + "]";
    }
  }

  /// Writes the data of `put` into the buffer, from its byte number `offset` on.
  record Fill(Session session, Chain chain, Action.Put put, int offset) implements Sending {
    @Override
    public long fingerprint() {
      return Digest.of(
          9, session.fingerprint(), chain.fingerprint(), put.fingerprint(), offset);
    }

    @Override
    public String toString() {
      return "Fill[%s, offset=%d]".formatted(put, offset);
    }
  }

  /// The device takes a step of its own.
  record Serve(Session session, Chain chain, Job job) implements Guarded {
    @Override
    public long fingerprint() {
      return Digest.of(10, session.fingerprint(), chain.fingerprint(), job.fingerprint());
    }

    @Override
    public String toString() {
      return "Serve[" + job + "]";
    }

    @Override
    public int elsewhere() {
      return job.elsewhere();
    }
  }

  /// Sleeps, unless somebody has kicked meanwhile.
  record Doze(Cursor cursor) implements Guarded {
    @Override
    public long fingerprint() {
      return Digest.of(11, cursor.fingerprint());
    }
  }

  /// The driver has broken the rules: the device needs a reset (§2.1.2).
  record Break(Cursor cursor) implements Guarded {
    @Override
    public long fingerprint() {
      return Digest.of(12, cursor.fingerprint());
    }
  }

  // Interrupts. `then` is where the thread goes on.

  /// Learns the vector, of the queue or of configuration changes.
  record ReadVector(boolean config, QueuePhase then) implements Interrupting {
    @Override
    public long fingerprint() {
      return Digest.of(13, config ? 1 : 0, then.fingerprint());
    }
  }

  /// Sends the message.
  record Signal(int vector, QueuePhase then) implements Interrupting {
    @Override
    public boolean sends() {
      return true;
    }

    @Override
    public long fingerprint() {
      return Digest.of(14, vector, then.fingerprint());
    }

    @Override
    public String toString() {
      return "Signal[vector=" + vector + "]";
    }
  }

  /// Sets a bit of the interrupt status.
  record SetIsr(boolean config, QueuePhase then) implements Interrupting {
    @Override
    public long fingerprint() {
      return Digest.of(15, config ? 1 : 0, then.fingerprint());
    }
  }

  /// Raises the wire.
  record RaiseWire(QueuePhase then) implements Interrupting {
    @Override
    public long fingerprint() {
      return Digest.of(16, then.fingerprint());
    }
  }
}
