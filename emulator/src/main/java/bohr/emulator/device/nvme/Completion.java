package bohr.emulator.device.nvme;

import bohr.emulator.state.Digest;
import bohr.emulator.state.Fingerprinted;
import bohr.emulator.state.Text;

/// What a command ended with.
///
/// @param queue the submission queue that the command came from
/// @param status see [Status]
/// @param result word 0 of the completion queue entry
record Completion(int queue, int cid, int status, int result) implements Fingerprinted {

  static Completion of(Command command, int status) {
    return new Completion(command.queue(), command.cid(), status, 0);
  }

  static Completion result(Command command, int result) {
    return new Completion(command.queue(), command.cid(), Status.SUCCESS, result);
  }

  @Override
  public long fingerprint() {
    return Digest.of(queue, cid, status, result);
  }

  @Override
  public String toString() {
    return Text.format("queue=%d, cid=%d, status=0x%x", queue, cid, status & 0x7ff);
  }

  /// A completion queue entry (§4.6) that has its place.
  ///
  /// @param queue the submission queue
  /// @param completionQueue where it goes
  /// @param slot its place in the queue
  /// @param address the guest memory address of that place
  /// @param low words 0 and 1
  /// @param high words 2 and 3: SQ head, SQ identifier, command identifier, phase tag, status
  record Entry(int queue, int completionQueue, int slot, long address, long low, long high)
      implements Fingerprinted {

    /// Size of an entry, in bytes: the only one that CC.IOCQES may ask for.
    static final int BYTES = 16;

    int cid() {
      return (int) (high >>> 32) & 0xffff;
    }

    @Override
    public long fingerprint() {
      return Digest.of(queue, completionQueue, slot, address, low, high);
    }

    @Override
    public String toString() {
      return Text.format("queue=%d, slot=%d, cid=%d", completionQueue, slot, cid());
    }
  }
}
