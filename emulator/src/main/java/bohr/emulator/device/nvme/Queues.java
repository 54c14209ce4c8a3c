package bohr.emulator.device.nvme;

import bohr.emulator.agent.VisibleAccesses;
import bohr.emulator.device.nvme.Completion.Entry;
import bohr.emulator.memory.Memory;
import bohr.emulator.memory.MemoryLayout;
import bohr.emulator.state.Stateful;
import bohr.emulator.state.Text;
import bohr.emulator.state.Walker;

/// The queue table: admin queues at 0, I/O queues from 1. Each method that says so is one access.
final class Queues implements Stateful {

  private final VisibleAccesses accesses;
  private final SubmissionQueue[] submission;
  private final CompletionQueue[] completion;
  private int last;

  /// Where the buffers of shadow doorbells and event indexes lie; 0 while there are none.
  private long shadows;

  private long eventIndexes;

  /// @param ioQueues how many I/O queue pairs there may be
  Queues(VisibleAccesses accesses, int ioQueues) {
    this.accesses = accesses;
    submission = new SubmissionQueue[ioQueues + 1];
    completion = new CompletionQueue[ioQueues + 1];
    for (int queue = 0; queue <= ioQueues; queue++) {
      submission[queue] = new SubmissionQueue();
      completion[queue] = new CompletionQueue();
    }
    reset();
  }

  /// How many there may be, the admin queues included.
  int count() {
    return submission.length;
  }

  /// A submission queue by its identifier, for a look that is no access of its own.
  SubmissionQueue submission(int queue) {
    return submission[queue];
  }

  /// A completion queue by its identifier, for a look that is no access of its own.
  CompletionQueue completion(int queue) {
    return completion[queue];
  }

  boolean possible(int queue) {
    return queue < submission.length;
  }

  /// One access: no queue exists any more, and no shadow doorbell.
  void clear() {
    accesses.note();
    reset();
  }

  /// As part of a function-level reset.
  void reset() {
    for (int queue = 0; queue < submission.length; queue++) {
      submission[queue].delete();
      completion[queue].delete();
    }
    last = 0;
    shadows = 0;
    eventIndexes = 0;
  }

  /// One access.
  void createSubmission(int queue, long base, int size, int completionQueue) {
    accesses.note();
    submission[queue].create(base, size, completionQueue);
  }

  /// One access.
  void createCompletion(int queue, long base, int size, int vector, boolean interrupts) {
    accesses.note();
    completion[queue].create(base, size, vector, interrupts);
  }

  /// One access.
  void deleteSubmission(int queue) {
    accesses.note();
    submission[queue].delete();
  }

  /// One access.
  void deleteCompletion(int queue) {
    accesses.note();
    completion[queue].delete();
  }

  /// Whether a submission queue posts its completions there.
  boolean inUse(int completionQueue) {
    for (SubmissionQueue queue : submission) {
      if (queue.exists() && queue.completionQueue == completionQueue) {
        return true;
      }
    }
    return false;
  }

  /// Whether an I/O queue exists.
  boolean anyIo() {
    for (int queue = 1; queue < submission.length; queue++) {
      if (submission[queue].exists() || completion[queue].exists()) {
        return true;
      }
    }
    return false;
  }

  // Shadow doorbells.

  /// One access: from now on the host rings the doorbells of I/O queues in memory.
  void useShadows(long shadowsAt, long eventIndexesAt) {
    accesses.note();
    shadows = shadowsAt;
    eventIndexes = eventIndexesAt;
  }

  boolean shadowed() {
    return shadows != 0;
  }

  long shadowAddress(Shadow shadow) {
    return shadows + shadow.offset();
  }

  long eventIndexAddress(Shadow shadow) {
    return eventIndexes + shadow.offset();
  }

  /// Begins a look at the shadow of a tail doorbell, as part of the access that found it needed.
  Shadow lookAtTail(int number) {
    SubmissionQueue queue = submission[number];
    queue.armed = true;
    return new Shadow(Shadow.Purpose.TAIL, number, queue.tail, queue.moves, null);
  }

  /// Begins a look at the shadow of a head doorbell, as part of the access that found it needed.
  Shadow lookAtHead(Shadow.Purpose purpose, int number, Completion blocked) {
    CompletionQueue queue = completion[number];
    queue.armed = true;
    return new Shadow(purpose, number, queue.head, queue.moves, blocked);
  }

  // Serving.

  boolean adminHasWork() {
    SubmissionQueue queue = submission[0];
    return queue.exists() && queue.head != queue.tail && !queue.claimed;
  }

  /// One access: claims the next I/O submission queue, in turn, that has work.
  ///
  /// @return its identifier, or 0 if none has
  int claim() {
    accesses.note();
    int queue = nextWithWork();
    if (queue > 0) {
      last = queue;
      claimAs(queue);
    }
    return queue;
  }

  /// Claims a submission queue, as part of the access that found it to have work.
  void claimAs(int queue) {
    submission[queue].claimed = true;
  }

  /// Whether [#claim] would find one.
  boolean work() {
    return nextWithWork() > 0;
  }

  private int nextWithWork() {
    int ioQueues = submission.length - 1;
    for (int i = 0; i < ioQueues; i++) {
      int queue = 1 + (last + i) % ioQueues;
      if (hasWork(submission[queue])) {
        return queue;
      }
    }
    return 0;
  }

  private boolean hasWork(SubmissionQueue queue) {
    return queue.exists()
        && !queue.claimed
        && (queue.head != queue.tail || shadowed() && !queue.armed);
  }

  /// One access: an entry was fetched; others may now serve the queue.
  void advance(int queue) {
    accesses.note();
    SubmissionQueue it = submission[queue];
    if (it.exists()) {
      it.head = it.head + 1 == it.size ? 0 : it.head + 1;
      it.claimed = false;
    }
  }

  /// Gives a claim back without having fetched.
  void release(int queue) {
    submission[queue].claimed = false;
  }

  /// One access: takes a place in the completion queue of `of.queue()`.
  ///
  /// @return null if the queue is full or there is none
  Entry reserve(Completion of) {
    accesses.note();
    SubmissionQueue from = submission[of.queue()];
    CompletionQueue to = completion[from.completionQueue];
    if (!from.exists() || !to.exists() || to.full()) {
      return null;
    }
    long high =
        (long) (of.status() << 1 | (to.phase ? 1 : 0)) << 48
            | (long) of.cid() << 32
            | (long) of.queue() << 16
            | from.head;
    int slot = to.tail;
    long address = to.base + (long) Entry.BYTES * slot;
    to.push();
    return new Entry(
        of.queue(), from.completionQueue, slot, address, of.result() & 0xffff_ffffL, high);
  }

  /// The level of INTx (§7.5.1): a completion that was not consumed, in a queue whose interrupts
  /// are enabled and not masked.
  boolean interruptPending(long masked) {
    for (CompletionQueue queue : completion) {
      boolean unmasked = (masked >>> (queue.vector & 31) & 1) == 0;
      if (queue.exists() && queue.interrupts && unmasked && queue.head != queue.tail) {
        return true;
      }
    }
    return false;
  }

  /// A completion queue whose shadow doorbell must be looked at for INTx to fall, or -1. The admin
  /// queue has no shadow.
  int unarmedCompletion() {
    for (int queue = 1; queue < completion.length; queue++) {
      CompletionQueue it = completion[queue];
      if (it.exists() && it.interrupts && !it.armed && it.head != it.tail) {
        return queue;
      }
    }
    return -1;
  }

  /// What the controller does not know or has not done, in words; empty if nothing.
  ///
  /// @param memory in which the shadow doorbells are
  String pendingWork(Memory memory) {
    for (int queue = 0; queue < submission.length; queue++) {
      SubmissionQueue it = submission[queue];
      if (it.exists() && it.head != it.tail) {
        return "commands in submission queue " + queue + " that were not fetched";
      }
      long offset = shadows + 8L * queue - MemoryLayout.RAM;
      boolean shadowed = queue > 0 && it.exists() && it.moves > 0;
      if (shadowed && offset >= 0 && offset <= memory.ramBytes() - 4) {
        int shadow = memory.load32((int) offset);
        if (shadow != it.tail) {
          return "a doorbell that the controller does not know of: the tail of submission queue "
              + Text.format("%d is %d in memory, %d in the controller", queue, shadow, it.tail);
        }
      }
    }
    return "";
  }

  @Override
  public void walk(Walker walker) {
    for (int queue = 0; queue < submission.length; queue++) {
      submission[queue].walk(walker);
      completion[queue].walk(walker);
    }
    last = walker.value(last);
    shadows = walker.value(shadows);
    eventIndexes = walker.value(eventIndexes);
  }
}
