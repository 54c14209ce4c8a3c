package bohr.emulator.device.e1000e;

import bohr.emulator.agent.Phase;
import bohr.emulator.state.Digest;
import bohr.emulator.state.Text;

/// The phases of the card, by what they are about.
sealed interface CardPhase extends Phase permits CardPhase.Interrupt, HandlerPhase, TransmitPhase,
    ReceivePhase {

  /// A phase that touches registers, and so belongs to a critical section.
  interface Guarded extends Phase {
    @Override
    default boolean guarded() {
      return true;
    }
  }

  /// A phase that puts something on the link.
  interface Sending extends Phase {
    @Override
    default boolean sends() {
      return true;
    }
  }

  /// A phase that waits for the data of a DMA read.
  interface Awaiting extends Phase {
    @Override
    default boolean waits() {
      return true;
    }
  }

  /// Interrupting, on behalf of a thread or a handler, which then goes on.
  sealed interface Interrupt extends CardPhase, Guarded {}

  /// Sets causes.
  record Raise(int causes, Phase then) implements Interrupt {
    @Override
    public long fingerprint() {
      return Digest.of(1, causes, then.fingerprint());
    }

    @Override
    public String toString() {
      return Text.format("Raise[causes=0x%x]", causes);
    }
  }

  /// Sends the message of the lowest of `vectors`.
  record Signal(int vectors, Phase then) implements Interrupt, Sending {
    @Override
    public long fingerprint() {
      return Digest.of(2, vectors, then.fingerprint());
    }

    @Override
    public String toString() {
      return Text.format("Signal[vector=%d]", Integer.numberOfTrailingZeros(vectors));
    }
  }

  /// Drives INTx.
  record Drive(boolean level, Phase then) implements Interrupt {
    @Override
    public long fingerprint() {
      return Digest.of(3, level ? 1 : 0, then.fingerprint());
    }

    @Override
    public String toString() {
      return "Drive[" + (level ? "high" : "low") + "]";
    }
  }
}
