package bohr.emulator.device.nvme;

import bohr.emulator.agent.Phase;
import bohr.emulator.device.DeviceThread;
import bohr.emulator.device.Wiring;
import bohr.emulator.device.nvme.Completion.Entry;
import bohr.emulator.device.nvme.ControlPhase.Execute;
import bohr.emulator.device.nvme.ControlPhase.UpdatePin;
import bohr.emulator.device.nvme.DataPhase.CommitBlock;
import bohr.emulator.device.nvme.LifeCyclePhase.Control;
import bohr.emulator.device.nvme.LifeCyclePhase.Fail;
import bohr.emulator.device.nvme.LifeCyclePhase.Idle;
import bohr.emulator.device.nvme.NvmePhase.Awaiting;
import bohr.emulator.device.nvme.QueuePhase.Arbitrate;
import bohr.emulator.device.nvme.QueuePhase.AwaitCommand;
import bohr.emulator.device.nvme.QueuePhase.AwaitRoom;
import bohr.emulator.device.nvme.QueuePhase.AwaitShadow;
import bohr.emulator.device.nvme.QueuePhase.FetchCommand;
import bohr.emulator.device.nvme.QueuePhase.Interrupt;
import bohr.emulator.device.nvme.QueuePhase.OpenEntry;
import bohr.emulator.device.nvme.QueuePhase.OpenFetch;
import bohr.emulator.device.nvme.QueuePhase.OpenShadow;
import bohr.emulator.device.nvme.QueuePhase.ReadShadow;
import bohr.emulator.device.nvme.QueuePhase.ReserveEntry;
import bohr.emulator.device.nvme.QueuePhase.TakeCommand;
import bohr.emulator.device.nvme.QueuePhase.TakeShadow;
import bohr.emulator.device.nvme.QueuePhase.WriteEntry;
import bohr.emulator.device.nvme.QueuePhase.WriteEventIndex;
import bohr.emulator.memory.Memory;
import bohr.emulator.pci.Function;
import bohr.emulator.pci.Grant;
import bohr.emulator.state.Stateful;
import bohr.emulator.state.Walker;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// What one thread does: it finds a queue with work, fetches one command, executes it, posts its
/// completion, and begins anew. Thread 0 serves the admin queue and moves the controller's life
/// cycle; the others share all I/O queues. Only the fetch from a queue is exclusive: commands of
/// one queue are executed at once by several threads, and complete in any order.
final class Server implements DeviceThread.Program, Stateful {

  /// A block of data, a command, and a word (a PRP entry or a shadow doorbell).
  static final int BUFFER_BYTES = 768;

  private static final int COMMAND_AT = 512;
  private static final int WORD_AT = 576;
  private static final int NOBODY = -1;
  private static final int HALF = 8;

  private final int index;
  private final Controller controller;
  private final Queues queues;
  private final Function function;
  private final Memory memory;
  private final DataMover data;
  private final IoCommands ioCommands;
  private final int buffer;
  private final int maxPayload;
  private final boolean lookFirst;
  private final String entryWrite;
  private DeviceThread thread;

  /// How often the thread was interrupted: data that was asked for earlier is not for the present
  /// phase.
  private int epoch;

  /// @param index the thread's number; 0 is `admin`
  /// @param buffer offset of [#BUFFER_BYTES] in the machine's memory
  Server(
      int index,
      Controller controller,
      Wiring wiring,
      Function function,
      Namespace namespace,
      int buffer) {
    this.index = index;
    this.controller = controller;
    this.function = function;
    this.buffer = buffer;
    queues = controller.queues();
    memory = wiring.memory();
    data = new DataMover(controller, wiring, function, namespace, buffer);
    ioCommands = new IoCommands(namespace);
    maxPayload = (int) wiring.settings().number("max-payload");
    lookFirst = wiring.settings().get("event-index").equals("after-look");
    entryWrite = wiring.settings().get("cqe-write");
  }

  /// The thread that this is the program of; to be called once.
  void runOn(DeviceThread itsThread) {
    thread = itsThread;
  }

  Phase phase() {
    return thread.phase();
  }

  void become(Phase next) {
    thread.become(next);
  }

  /// Takes the thread out of what it does; data under way for it is dropped.
  void cancel(Phase next) {
    epoch++;
    thread.become(next);
  }

  /// A write to the medium that was begun is completed, as by a callback: where the command's
  /// context says, which a reset in the order `clear-first` has cleared (as in QEMU's
  /// CVE-2023-5088).
  void finishBlock() {
    if (phase() instanceof CommitBlock(Transfer transfer)) {
      data.commit(transfer);
    }
  }

  /// Forgets what the command in flight was about.
  void clear() {
    data.clear();
  }

  /// Whether the thread is about to post the completion of that command; not while it has no room.
  boolean completes(int queue, int cid) {
    return switch (phase()) {
      case ReserveEntry(Completion it) -> it.queue() == queue && it.cid() == cid;
      case OpenEntry(Entry it) -> it.queue() == queue && it.cid() == cid;
      case WriteEntry write -> write.queue() == queue && write.entry().cid() == cid;
      case Interrupt(Entry it, Grant _) -> it.queue() == queue && it.cid() == cid;
      default -> false;
    };
  }

  /// Where the thread goes when it has done its work.
  Phase rest() {
    return index == 0 ? new Control() : new Arbitrate();
  }

  private int tag() {
    return Nvme.tag(index, epoch);
  }

  @Override
  public Phase idle() {
    return new Idle();
  }

  @Override
  public Phase step(Phase phase) {
    return switch ((NvmePhase) phase) {
      case ControlPhase control -> controller.step(control);
      case QueuePhase queue -> step(queue);
      case DataPhase moving -> data.step(moving, tag());
      case HandlerPhase handler -> controller.handle(handler);
    };
  }

  private Phase step(QueuePhase phase) {
    return switch (phase) {
      case Arbitrate _ -> arbitrate();
      case OpenFetch(int queue, int slot, long address) ->
          new FetchCommand(queue, slot, address, function.begin(), 0);
      case FetchCommand fetch -> fetch(fetch);
      case AwaitCommand waiting -> waiting;
      case TakeCommand(int queue, int _) -> take(queue);
      case OpenShadow(Shadow shadow) -> look(shadow, function.begin());
      case WriteEventIndex write -> writeEventIndex(write);
      case ReadShadow(Shadow shadow, Grant grant) -> readShadow(shadow, grant);
      case AwaitShadow waiting -> waiting;
      case TakeShadow(Shadow shadow, int value) -> takeShadow(shadow, value);
      case ReserveEntry(Completion completion) -> reserve(completion);
      case AwaitRoom waiting -> waiting;
      case OpenEntry(Entry entry) -> new WriteEntry(entry, function.begin(), 0);
      case WriteEntry write -> writeEntry(write);
      case Interrupt(Entry entry, Grant grant) -> interrupt(entry, grant);
    };
  }

  // Finding work and fetching it.

  private Phase arbitrate() {
    int number = controller.running() ? queues.claim() : 0;
    if (number == 0) {
      return controller.running() ? lookForThePin() : new Idle();
    }
    if (queues.work()) {
      controller.wakeServer();
    }
    SubmissionQueue queue = queues.submission(number);
    if (queue.head != queue.tail) {
      long address = queue.base + (long) Command.BYTES * queue.head;
      return new OpenFetch(number, queue.head, address);
    }
    return new OpenShadow(queues.lookAtTail(number));
  }

  /// INTx falls when the host has consumed a completion queue. If it says so in memory only, the
  /// controller must look there.
  private Phase lookForThePin() {
    int queue = controller.pinFollowsShadows() ? queues.unarmedCompletion() : -1;
    return queue < 0
        ? new Idle()
        : new OpenShadow(queues.lookAtHead(Shadow.Purpose.PIN, queue, null));
  }

  /// §9.5: without bus master enable the command cannot be fetched, which is fatal.
  private Phase fetch(FetchCommand fetch) {
    long address = fetch.address() + fetch.offset();
    int aligned = (int) (maxPayload - Long.remainderUnsigned(address, maxPayload));
    int length = Math.min(aligned, Command.BYTES - fetch.offset());
    return function.read(fetch.grant(), address, length, tag())
        ? new AwaitCommand(
            fetch.queue(), fetch.slot(), fetch.address(), fetch.grant(), fetch.offset())
        : new Fail();
  }

  private Phase take(int queue) {
    queues.advance(queue);
    Command command = Command.parse(queue, memory, buffer + COMMAND_AT);
    if (queue == 0) {
      return new Execute(command);
    }
    if (queues.work()) {
      controller.wakeServer();
    }
    return ioCommands.start(command);
  }

  /// The data that the phase waits for has arrived; data that nobody waits for any more is dropped.
  void arrived(int itsTag, byte[] bytes) {
    if (itsTag != tag() || !(phase() instanceof Awaiting)) {
      return;
    }
    switch ((NvmePhase) phase()) {
      case AwaitCommand(int queue, int slot, long address, Grant grant, int offset) -> {
        memory.write(buffer + COMMAND_AT + offset, bytes, 0, bytes.length, NOBODY);
        int got = offset + bytes.length;
        become(
            got < Command.BYTES
                ? new FetchCommand(queue, slot, address, grant, got)
                : new TakeCommand(queue, slot));
      }
      case AwaitShadow(Shadow shadow, Grant grant) -> {
        int value = word(bytes).getInt(0);
        become(
            lookFirst ? new WriteEventIndex(shadow, grant, value) : new TakeShadow(shadow, value));
      }
      case DataPhase.AwaitPrp(Transfer transfer) ->
          become(data.prpArrived(transfer, word(bytes).getLong(0)));
      case DataPhase.AwaitData(Transfer transfer) -> {
        memory.write(data.place(transfer), bytes, 0, bytes.length, NOBODY);
        become(data.dataArrived(transfer, bytes.length));
      }
      case NvmePhase other -> become(other);
    }
  }

  private static ByteBuffer word(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  // Shadow doorbells.

  /// First the event index, then a look, which on the link does not pass it: then either the host
  /// sees the index and rings, or the controller sees the host's doorbell. The other way round a
  /// doorbell can be lost.
  private Phase look(Shadow shadow, Grant grant) {
    return lookFirst
        ? new ReadShadow(shadow, grant)
        : new WriteEventIndex(shadow, grant, shadow.known());
  }

  private Phase writeEventIndex(WriteEventIndex write) {
    byte[] bytes = new byte[4];
    word(bytes).putInt(0, write.value());
    function.write(write.grant(), queues.eventIndexAddress(write.shadow()), bytes);
    return lookFirst
        ? new TakeShadow(write.shadow(), write.value())
        : new ReadShadow(write.shadow(), write.grant());
  }

  private Phase readShadow(Shadow shadow, Grant grant) {
    return function.read(grant, queues.shadowAddress(shadow), 4, tag())
        ? new AwaitShadow(shadow, grant)
        : new TakeShadow(shadow, shadow.known());
  }

  private Phase takeShadow(Shadow shadow, int value) {
    return switch (shadow.purpose()) {
      case TAIL -> takeTail(shadow, value);
      case ROOM -> {
        boolean moved = takeHead(shadow, value);
        yield moved ? new ReserveEntry(shadow.blocked()) : new AwaitRoom(shadow.blocked());
      }
      case PIN -> {
        takeHead(shadow, value);
        yield new UpdatePin();
      }
    };
  }

  private Phase takeTail(Shadow shadow, int value) {
    SubmissionQueue queue = queues.submission(shadow.queue());
    queues.release(shadow.queue());
    if (queue.exists() && queue.moves == shadow.moves() && value != queue.tail) {
      if (Integer.compareUnsigned(value, queue.size) < 0) {
        queue.moveTail(value);
      } else {
        controller.doorbellOutside();
      }
    }
    return rest();
  }

  /// If the head has moved since the look began, the event index of another thread's later look may
  /// have been overwritten with an older one: somebody must look again.
  ///
  /// @return whether the head has moved since the look began
  private boolean takeHead(Shadow shadow, int value) {
    CompletionQueue queue = queues.completion(shadow.queue());
    if (queue.moves != shadow.moves()) {
      queue.armed = false;
      return true;
    }
    if (value == queue.head || !queue.exists()) {
      return false;
    }
    if (Integer.compareUnsigned(value, queue.size) >= 0) {
      controller.doorbellOutside();
      return false;
    }
    queue.moveHead(value);
    controller.wakeBlocked(shadow.queue());
    return true;
  }

  // Completion.

  private Phase reserve(Completion completion) {
    Entry entry = queues.reserve(completion);
    if (entry != null) {
      return new OpenEntry(entry);
    }
    controller.posted();
    SubmissionQueue from = queues.submission(completion.queue());
    if (!from.exists()) {
      return rest();
    }
    return queues.shadowed() && completion.queue() != 0
        ? new OpenShadow(queues.lookAtHead(Shadow.Purpose.ROOM, from.completionQueue, completion))
        : new AwaitRoom(completion);
  }

  private Phase writeEntry(WriteEntry write) {
    Entry entry = write.entry();
    boolean whole = entryWrite.equals("whole");
    byte[] bytes = new byte[Entry.BYTES];
    word(bytes).putLong(0, entry.low()).putLong(HALF, entry.high());
    if (whole) {
      function.write(write.grant(), entry.address(), bytes);
      return written(entry, write.grant());
    }
    boolean high = entryWrite.equals("phase-last") == (write.beat() == 1);
    byte[] half = new byte[HALF];
    word(half).putLong(0, high ? entry.high() : entry.low());
    function.write(write.grant(), entry.address() + (high ? HALF : 0), half);
    return write.beat() == 0
        ? new WriteEntry(entry, write.grant(), 1)
        : written(entry, write.grant());
  }

  private Phase written(Entry entry, Grant grant) {
    int queue = entry.completionQueue();
    if (!queues.completion(queue).interrupts) {
      controller.posted();
      return rest();
    }
    if (queue != 0 && controller.pinFollowsShadows()) {
      controller.posted();
      return new OpenShadow(queues.lookAtHead(Shadow.Purpose.PIN, queue, null));
    }
    return new Interrupt(entry, grant);
  }

  private Phase interrupt(Entry entry, Grant grant) {
    if (controller.pinned()) {
      controller.drivePin();
    } else {
      function.interrupts().signal(queues.completion(entry.completionQueue()).vector, grant);
    }
    controller.posted();
    return rest();
  }

  @Override
  public void walk(Walker walker) {
    epoch = walker.value(epoch);
    data.walk(walker);
  }
}
