package bohr.emulator.device.virtio;

import bohr.emulator.state.Digest;
import bohr.emulator.state.Fingerprinted;

/// What a queue's thread asks memory for: at most one beat, and what it is for.
sealed interface Question extends Fingerprinted {

  long address();

  int length();

  /// Split ring: how far has the driver come?
  record AvailableIndex(long address) implements Question {
    @Override
    public int length() {
      return 2;
    }

    @Override
    public long fingerprint() {
      return Digest.of(1, address);
    }
  }

  /// Split ring: which descriptor heads the next buffer?
  record Head(long address) implements Question {
    @Override
    public int length() {
      return 2;
    }

    @Override
    public long fingerprint() {
      return Digest.of(2, address);
    }
  }

  /// A descriptor.
  ///
  /// @param table where it stands
  /// @param chain those before it
  record Element(Table table, Chain chain) implements Question {
    @Override
    public long address() {
      return table.address();
    }

    @Override
    public int length() {
      return Table.ELEMENT_BYTES;
    }

    @Override
    public long fingerprint() {
      return Digest.of(3, table.fingerprint(), chain.fingerprint());
    }
  }

  /// Does the driver want to hear of the buffer that was just used?
  ///
  /// @param before where the queue stood before that
  /// @param slots how many descriptors of the ring were used
  record DriverEvent(long address, int length, Cursor before, int slots) implements Question {
    @Override
    public long fingerprint() {
      return Digest.of(4, address, length, before.fingerprint(), slots);
    }
  }

  /// Data of a buffer.
  ///
  /// @param take what the device asked for
  /// @param before the part of it that has come already; never changed
  record Data(long address, int length, Chain chain, Action.Take take, byte[] before)
      implements Question {
    @Override
    public long fingerprint() {
      long hash = Digest.of(5, address, length, chain.fingerprint(), take.fingerprint());
      return Bytes.mix(hash, before);
    }

    @Override
    public String toString() {
      return "Data[%d bytes from 0x%x, %s]".formatted(length, address, take);
    }
  }
}
