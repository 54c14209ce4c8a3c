package bohr.emulator.device.e1000e;

import bohr.emulator.agent.Phase;
import bohr.emulator.device.e1000e.CardPhase.Awaiting;
import bohr.emulator.device.e1000e.CardPhase.Guarded;
import bohr.emulator.device.e1000e.CardPhase.Sending;
import bohr.emulator.device.network.Frame;
import bohr.emulator.device.network.Hub;
import bohr.emulator.pci.Grant;
import bohr.emulator.state.Digest;
import bohr.emulator.state.Text;

/// The phases of the thread that transmits.
sealed interface TransmitPhase extends CardPhase {

  /// Nothing to send.
  record Idle() implements TransmitPhase {
    @Override
    public boolean waits() {
      return true;
    }

    @Override
    public long fingerprint() {
      return 20;
    }
  }

  /// Looks for a queue with descriptors.
  record Arbitrate() implements TransmitPhase, Guarded {
    @Override
    public long fingerprint() {
      return 21;
    }
  }

  /// Begins the fetch of a descriptor.
  record Open(int queue, long address) implements TransmitPhase {
    @Override
    public long fingerprint() {
      return Digest.of(22, queue, address);
    }
  }

  /// @param got what was fetched so far
  record FetchDescriptor(int queue, long address, Grant grant, byte[] got)
      implements TransmitPhase, Sending {
    @Override
    public long fingerprint() {
      return Digest.of(23, queue, address, grant.fingerprint(), hash(got));
    }

    @Override
    public String toString() {
      return Text.format("FetchDescriptor[queue=%d, address=0x%x]", queue, address);
    }
  }

  record AwaitDescriptor(FetchDescriptor fetch) implements TransmitPhase, Awaiting {
    @Override
    public long fingerprint() {
      return Digest.of(24, fetch.fingerprint());
    }

    @Override
    public String toString() {
      return Text.format("AwaitDescriptor[queue=%d]", fetch.queue());
    }
  }

  /// Does what a descriptor says.
  record Take(int queue, TransmitDescriptor descriptor) implements TransmitPhase {
    @Override
    public long fingerprint() {
      return Digest.of(25, queue, descriptor.fingerprint());
    }
  }

  /// A descriptor whose buffer is being fetched.
  ///
  /// @param offset how much of it was fetched
  record Fetching(
      int queue, TransmitDescriptor descriptor, Grant grant, int offset, Assembly assembly)
      implements bohr.emulator.state.Fingerprinted {

    int left() {
      return descriptor.length() - offset;
    }

    Fetching with(byte[] data) {
      return new Fetching(
          queue, descriptor, grant, offset + data.length, assembly.with(data));
    }

    Fetching with(Assembly other) {
      return new Fetching(queue, descriptor, grant, offset, other);
    }

    @Override
    public long fingerprint() {
      return Digest.of(
          queue, descriptor.fingerprint(), grant.fingerprint(), offset, assembly.fingerprint());
    }

    @Override
    public String toString() {
      return Text.format(
          "queue=%d, %d of %d bytes", queue, offset, descriptor.length());
    }
  }

  record FetchData(Fetching fetching) implements TransmitPhase, Sending {
    @Override
    public long fingerprint() {
      return Digest.of(26, fetching.fingerprint());
    }
  }

  record AwaitData(Fetching fetching) implements TransmitPhase, Awaiting {
    @Override
    public long fingerprint() {
      return Digest.of(27, fetching.fingerprint());
    }
  }

  /// Looks at what was fetched: a frame is made if there is enough for one.
  record Assemble(Fetching fetching) implements TransmitPhase, Guarded {
    @Override
    public long fingerprint() {
      return Digest.of(28, fetching.fingerprint());
    }
  }

  /// Puts a frame on the network.
  record Transmit(Frame frame, Phase then) implements TransmitPhase, Guarded {
    @Override
    public int elsewhere() {
      return Hub.OBJECT;
    }

    @Override
    public long fingerprint() {
      return Digest.of(29, frame.fingerprint(), then.fingerprint());
    }

    @Override
    public String toString() {
      return "Transmit[" + frame + "]";
    }
  }

  record Count(Frame frame, Phase then) implements TransmitPhase, Guarded {
    @Override
    public long fingerprint() {
      return Digest.of(30, frame.fingerprint(), then.fingerprint());
    }

    @Override
    public String toString() {
      return "Count[" + frame + "]";
    }
  }

  /// Begins the write of the status.
  record OpenStatus(int queue, TransmitDescriptor descriptor) implements TransmitPhase {
    @Override
    public long fingerprint() {
      return Digest.of(31, queue, descriptor.fingerprint());
    }
  }

  record WriteStatus(int queue, TransmitDescriptor descriptor, Grant grant)
      implements TransmitPhase, Sending {
    @Override
    public long fingerprint() {
      return Digest.of(32, queue, descriptor.fingerprint(), grant.fingerprint());
    }
  }

  /// Moves the head of the queue on.
  ///
  /// @param written whether a status was written back
  record Advance(int queue, boolean written) implements TransmitPhase, Guarded {
    @Override
    public long fingerprint() {
      return Digest.of(33, queue, written ? 1 : 0);
    }
  }

  private static long hash(byte[] bytes) {
    long hash = Digest.of(bytes.length);
    for (byte b : bytes) {
      hash = Digest.mix(hash, b);
    }
    return hash;
  }
}
