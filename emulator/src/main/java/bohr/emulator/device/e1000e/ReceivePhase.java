package bohr.emulator.device.e1000e;

import bohr.emulator.device.e1000e.CardPhase.Awaiting;
import bohr.emulator.device.e1000e.CardPhase.Guarded;
import bohr.emulator.device.e1000e.CardPhase.Sending;
import bohr.emulator.device.network.Frame;
import bohr.emulator.pci.Grant;
import bohr.emulator.state.Digest;
import bohr.emulator.state.Fingerprinted;
import bohr.emulator.state.Text;

/// The phases of the thread that receives.
sealed interface ReceivePhase extends CardPhase {

  /// No frame has come.
  record Idle() implements ReceivePhase {
    @Override
    public boolean waits() {
      return true;
    }

    @Override
    public long fingerprint() {
      return 40;
    }
  }

  /// Takes the oldest frame out of the packet buffer.
  record Look() implements ReceivePhase, Guarded {
    @Override
    public long fingerprint() {
      return 41;
    }
  }

  /// Frames have found the packet buffer full.
  record CountMissed(int frames) implements ReceivePhase, Guarded {
    @Override
    public long fingerprint() {
      return Digest.of(42, frames);
    }
  }

  /// Looks whether the frame is for this card.
  record Admit(Frame frame) implements ReceivePhase, Guarded {
    @Override
    public long fingerprint() {
      return Digest.of(43, frame.fingerprint());
    }

    @Override
    public String toString() {
      return "Admit[" + frame + "]";
    }
  }

  /// Looks for a descriptor.
  record Claim(Reception reception) implements ReceivePhase, Guarded {
    @Override
    public long fingerprint() {
      return Digest.of(44, reception.fingerprint());
    }
  }

  /// There is no descriptor: the frame stays in the packet buffer until there is one.
  record AwaitRoom(Reception reception) implements ReceivePhase {
    @Override
    public boolean waits() {
      return true;
    }

    @Override
    public long fingerprint() {
      return Digest.of(45, reception.fingerprint());
    }
  }

  /// A buffer that is being filled.
  ///
  /// @param at where its descriptor is
  /// @param room how large buffers are
  /// @param extended how descriptors are laid out
  /// @param low whether this takes descriptors down to where the driver wants to be told
  record Filling(Reception reception, long at, int room, boolean extended, boolean low)
      implements Fingerprinted {

    /// How much of the frame goes into the buffer.
    int bytes() {
      return Math.min(room, reception.left());
    }

    @Override
    public long fingerprint() {
      return Digest.of(
          reception.fingerprint(), at, room, extended ? 1 : 0, low ? 1 : 0);
    }

    @Override
    public String toString() {
      return Text.format("%s, descriptor at 0x%x", reception, at);
    }
  }

  /// Begins the fetch of a descriptor.
  record Open(Filling filling) implements ReceivePhase {
    @Override
    public long fingerprint() {
      return Digest.of(46, filling.fingerprint());
    }
  }

  /// Fetches the address of the buffer, which is all that matters of a descriptor.
  record FetchDescriptor(Filling filling, Grant grant) implements ReceivePhase, Sending {
    @Override
    public long fingerprint() {
      return Digest.of(47, filling.fingerprint(), grant.fingerprint());
    }
  }

  record AwaitDescriptor(Filling filling, Grant grant) implements ReceivePhase, Awaiting {
    @Override
    public long fingerprint() {
      return Digest.of(48, filling.fingerprint(), grant.fingerprint());
    }
  }

  /// Writes the frame from `offset` of the buffer on.
  record WriteData(Filling filling, Grant grant, long buffer, int offset)
      implements ReceivePhase, Sending {
    @Override
    public long fingerprint() {
      return Digest.of(49, filling.fingerprint(), grant.fingerprint(), buffer, offset);
    }

    @Override
    public String toString() {
      return Text.format("WriteData[%s, buffer=0x%x, offset=%d]", filling, buffer, offset);
    }
  }

  /// Writes the descriptor back, from `offset` on; its status goes with the last beat.
  record WriteBack(Filling filling, Grant grant, long buffer, int offset)
      implements ReceivePhase, Sending {
    @Override
    public long fingerprint() {
      return Digest.of(50, filling.fingerprint(), grant.fingerprint(), buffer, offset);
    }

    @Override
    public String toString() {
      return "WriteBack[" + filling + "]";
    }
  }

  /// Moves the head of the queue on.
  record Advance(Filling filling) implements ReceivePhase, Guarded {
    @Override
    public long fingerprint() {
      return Digest.of(51, filling.fingerprint());
    }
  }

  record Count(Frame frame, boolean low) implements ReceivePhase, Guarded {
    @Override
    public long fingerprint() {
      return Digest.of(52, frame.fingerprint(), low ? 1 : 0);
    }
  }
}
