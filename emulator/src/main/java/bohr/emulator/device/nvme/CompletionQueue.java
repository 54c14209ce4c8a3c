package bohr.emulator.device.nvme;

import bohr.emulator.state.Stateful;
import bohr.emulator.state.Walker;

/// What the controller knows of a completion queue (§4.1); as a [SubmissionQueue], one word to
/// threads.
final class CompletionQueue implements Stateful {

  long base;

  /// Number of entries; 0 while the queue does not exist.
  int size;

  int vector;
  boolean interrupts;

  /// The last doorbell value that the controller knows.
  int head;

  /// The next entry to fill.
  int tail;

  /// How often the head was changed.
  int moves;

  /// The phase tag (§4.6) of the present round.
  boolean phase;

  /// Nothing need be done about the shadow doorbell: the host was told the present head.
  boolean armed;

  boolean exists() {
    return size > 0;
  }

  void create(long at, int entries, int interruptVector, boolean interruptsEnabled) {
    base = at;
    size = entries;
    vector = interruptVector;
    interrupts = interruptsEnabled;
    head = 0;
    tail = 0;
    moves = 0;
    phase = true;
    armed = true;
  }

  void delete() {
    create(0, 0, 0, false);
  }

  boolean full() {
    return next(tail) == head;
  }

  /// Takes the next entry; not called while full.
  void push() {
    tail = next(tail);
    phase ^= tail == 0;
    armed = false;
  }

  void moveHead(int value) {
    head = value;
    moves++;
    armed = false;
  }

  private int next(int slot) {
    return slot + 1 == size ? 0 : slot + 1;
  }

  @Override
  public void walk(Walker walker) {
    base = walker.value(base);
    size = walker.value(size);
    vector = walker.value(vector);
    interrupts = walker.value(interrupts);
    head = walker.value(head);
    tail = walker.value(tail);
    moves = walker.value(moves);
    phase = walker.value(phase);
    armed = walker.value(armed);
  }
}
