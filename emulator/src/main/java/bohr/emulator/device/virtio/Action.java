package bohr.emulator.device.virtio;

import bohr.emulator.state.Digest;
import bohr.emulator.state.Fingerprinted;

/// What a [Service] wants done next with a buffer.
sealed interface Action extends Fingerprinted {

  /// Fetch `length` bytes from `position` of the readable part, which has them; then
  /// [Service#taken].
  record Take(long position, int length, Job job) implements Action {
    @Override
    public long fingerprint() {
      return Digest.of(1, position, length, job.fingerprint());
    }
  }

  /// Write `data` to `position` of the writable part, which has room; then [Service#put].
  ///
  /// @param data never changed
  record Put(long position, byte[] data, Job job) implements Action {
    @Override
    public long fingerprint() {
      return Bytes.mix(Digest.of(2, position, job.fingerprint()), data);
    }

    @Override
    public String toString() {
      return "Put[%d bytes at %d, %s]".formatted(data.length, position, job);
    }
  }

  /// Take a step in which the device touches what others may see: [Service#touched].
  record Touch(Job job) implements Action {
    @Override
    public long fingerprint() {
      return Digest.of(3, job.fingerprint());
    }
  }

  /// Give the buffer back with its first `written` writable bytes filled.
  record Done(long written) implements Action {
    @Override
    public long fingerprint() {
      return Digest.of(4, written);
    }
  }

  /// There is nothing to put into the buffer yet: leave it where it is until somebody kicks.
  record Postpone() implements Action {
    @Override
    public long fingerprint() {
      return 5;
    }
  }

  /// The buffer breaks the rules of the device: it needs a reset.
  record Refuse() implements Action {
    @Override
    public long fingerprint() {
      return 6;
    }
  }
}
