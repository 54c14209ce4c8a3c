package bohr.emulator.device.nvme;

import bohr.emulator.state.Stateful;
import bohr.emulator.state.Walker;

/// What the controller knows of a submission queue (§4.1). To threads the context of a queue is one
/// word: reading or changing it is one access, which [Queues] counts.
final class SubmissionQueue implements Stateful {

  long base;

  /// Number of entries; 0 while the queue does not exist.
  int size;

  int completionQueue;

  /// The next entry to fetch.
  int head;

  /// The last doorbell value that the controller knows.
  int tail;

  /// How often the tail was changed.
  int moves;

  /// A thread is fetching from the queue, or looks at its shadow doorbell.
  boolean claimed;

  /// Nothing need be done about the shadow doorbell: the host was told the present tail.
  boolean armed;

  boolean exists() {
    return size > 0;
  }

  void create(long at, int entries, int completions) {
    base = at;
    size = entries;
    completionQueue = completions;
    head = 0;
    tail = 0;
    moves = 0;
    claimed = false;
    armed = true;
  }

  void delete() {
    create(0, 0, 0);
  }

  void moveTail(int value) {
    tail = value;
    moves++;
    armed = false;
  }

  @Override
  public void walk(Walker walker) {
    base = walker.value(base);
    size = walker.value(size);
    completionQueue = walker.value(completionQueue);
    head = walker.value(head);
    tail = walker.value(tail);
    moves = walker.value(moves);
    claimed = walker.value(claimed);
    armed = walker.value(armed);
  }
}
