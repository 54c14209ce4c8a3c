package bohr.emulator.device.virtio;

import bohr.emulator.state.Digest;

/// How far the block device has come with a request. Offsets and sizes are in bytes.
sealed interface BlockJob extends Job {

  /// The header is being fetched.
  record Header() implements BlockJob {
    @Override
    public long fingerprint() {
      return 1;
    }
  }

  /// From the medium at `offset` into the buffer: `done` bytes of `total` are.
  record Read(long offset, long done, long total) implements BlockJob {
    @Override
    public long fingerprint() {
      return Digest.of(2, offset, done, total);
    }
  }

  /// From the buffer to the medium at `offset`: `done` bytes of `total` are, the next sector is
  /// being fetched.
  record FetchSector(long offset, long done, long total) implements BlockJob {
    @Override
    public long fingerprint() {
      return Digest.of(3, offset, done, total);
    }
  }

  /// As [FetchSector], with the next sector at hand.
  ///
  /// @param sector its bytes; never changed
  record WriteSector(long offset, long done, long total, byte[] sector) implements BlockJob {
    @Override
    public long fingerprint() {
      return Bytes.mix(Digest.of(4, offset, done, total), sector);
    }

    @Override
    public String toString() {
      return "WriteSector[offset=%d, done=%d, total=%d]".formatted(offset, done, total);
    }
  }

  /// The range to discard or to zero is being fetched.
  record FetchRange(boolean discard) implements BlockJob {
    @Override
    public long fingerprint() {
      return Digest.of(5, discard ? 1 : 0);
    }
  }

  /// Zeroes are being written.
  record Zero(long offset, long left) implements BlockJob {
    @Override
    public long fingerprint() {
      return Digest.of(6, offset, left);
    }
  }

  /// The status is being written; then `written` bytes are in the buffer.
  record Finish(long written) implements BlockJob {
    @Override
    public long fingerprint() {
      return Digest.of(7, written);
    }
  }
}
