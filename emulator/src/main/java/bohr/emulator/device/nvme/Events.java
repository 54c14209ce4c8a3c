package bohr.emulator.device.nvme;

import bohr.emulator.state.Stateful;
import bohr.emulator.state.Walker;

/// Asynchronous events (§5.2): requests that wait for an event, and events that wait for a request.
/// The only events of this controller are of the type "error": doorbells rung wrongly.
final class Events implements Stateful {

  /// Requests that may wait at a time: AERL + 1.
  static final int LIMIT = 4;

  /// Asynchronous event information of type "error" (figure 146): a doorbell of a queue that does
  /// not exist, and a doorbell value that lies outside the queue.
  static final int INVALID_REGISTER = 0;

  static final int INVALID_VALUE = 1;

  private static final int ERROR_LOG = 1;
  private static final int NONE = -1;

  private final long[] requests = new long[LIMIT];
  private int count;
  private int raised;

  /// The host was told of an error and has not read the log: no more events of this type until
  /// then.
  private boolean masked;

  /// The command identifier of the request that was aborted and must be completed, or [#NONE].
  private int aborted = NONE;

  /// That of the Abort command, or [#NONE].
  private int aborter = NONE;

  Events() {}

  void reset() {
    count = 0;
    raised = 0;
    masked = false;
    aborted = NONE;
    aborter = NONE;
  }

  /// @return whether there was room for another request
  boolean request(int cid) {
    if (count == LIMIT) {
      return false;
    }
    requests[count++] = cid;
    return true;
  }

  /// Aborts the request with `cid`; it completes, and then the Abort command `abortedBy`.
  ///
  /// @return whether there was one
  boolean withdraw(int cid, int abortedBy) {
    for (int i = 0; i < count; i++) {
      if (requests[i] == cid) {
        aborted = cid;
        aborter = abortedBy;
        remove(i);
        return true;
      }
    }
    return false;
  }

  private void remove(int index) {
    count--;
    System.arraycopy(requests, index + 1, requests, index, count - index);
  }

  void raise(int information) {
    raised |= 1 << information;
  }

  /// The host has read the error log and wants to be told again.
  void acknowledge() {
    masked = false;
  }

  /// Whether a request can be completed.
  boolean ready() {
    return aborter != NONE || raised != 0 && count > 0 && !masked;
  }

  /// What the admin queue is to be told next: that a request was aborted, and by whom, or else an
  /// event; not called unless [#ready].
  Completion next() {
    if (aborted != NONE) {
      int cid = aborted;
      aborted = NONE;
      return new Completion(0, cid, Status.ABORT_REQUESTED, 0);
    }
    if (aborter != NONE) {
      int cid = aborter;
      aborter = NONE;
      return new Completion(0, cid, Status.SUCCESS, 0);
    }
    int information = Integer.numberOfTrailingZeros(raised);
    raised &= raised - 1;
    masked = true;
    int cid = (int) requests[0];
    remove(0);
    return new Completion(0, cid, Status.SUCCESS, ERROR_LOG << 16 | information << 8);
  }

  @Override
  public void walk(Walker walker) {
    walker.values(requests);
    count = walker.value(count);
    raised = walker.value(raised);
    masked = walker.value(masked);
    aborted = walker.value(aborted);
    aborter = walker.value(aborter);
  }
}
