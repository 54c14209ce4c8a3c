package bohr.emulator.device.nvme;

import bohr.emulator.agent.Phase;
import bohr.emulator.agent.VisibleAccesses;
import bohr.emulator.device.nvme.ControlPhase.AwaitDrain;
import bohr.emulator.device.nvme.ControlPhase.CancelQueue;
import bohr.emulator.device.nvme.ControlPhase.Drain;
import bohr.emulator.device.nvme.DataPhase.OpenTransfer;
import bohr.emulator.device.nvme.LifeCyclePhase.Control;
import bohr.emulator.device.nvme.NvmePhase.Abortable;
import bohr.emulator.device.nvme.NvmePhase.InFlight;
import bohr.emulator.device.nvme.NvmePhase.Posting;
import bohr.emulator.device.nvme.QueuePhase.Arbitrate;
import bohr.emulator.device.nvme.QueuePhase.ReserveEntry;
import java.util.Arrays;

/// The admin commands (§5). Each makes one access to what other threads see: the queue table, the
/// features, the events, or another thread.
final class AdminCommands {

  private static final int NAMESPACE = 1;
  private static final int LAST_NAMESPACE_LIST = -3;
  private static final int ERROR_LOG = 1;
  private static final int MOST_IO_QUEUES_ASKED = 0xfffe;

  /// Result of an Abort: the command was not aborted.
  private static final int NOT_ABORTED = 1;

  private final Controller controller;
  private final VisibleAccesses accesses;
  private final int queueEntries;

  /// @param queueEntries the most entries that an I/O queue may have
  AdminCommands(Controller controller, VisibleAccesses accesses, int queueEntries) {
    this.controller = controller;
    this.accesses = accesses;
    this.queueEntries = queueEntries;
  }

  Phase execute(Command command) {
    if (command.flags() != 0) {
      return end(command, Status.INVALID_FIELD);
    }
    return switch (command.opcode()) {
      case Opcode.IDENTIFY -> identify(command);
      case Opcode.GET_LOG_PAGE -> getLogPage(command);
      case Opcode.CREATE_COMPLETION_QUEUE -> end(command, createCompletionQueue(command));
      case Opcode.CREATE_SUBMISSION_QUEUE -> end(command, createSubmissionQueue(command));
      case Opcode.DELETE_COMPLETION_QUEUE -> end(command, deleteCompletionQueue(command));
      case Opcode.DELETE_SUBMISSION_QUEUE -> deleteSubmissionQueue(command);
      case Opcode.ABORT -> abort(command);
      case Opcode.SET_FEATURES -> setFeatures(command);
      case Opcode.GET_FEATURES -> getFeatures(command);
      case Opcode.ASYNCHRONOUS_EVENT_REQUEST -> requestEvent(command);
      case Opcode.DOORBELL_BUFFER_CONFIG -> end(command, useDoorbellBuffers(command));
      default -> end(command, Status.INVALID_OPCODE);
    };
  }

  private static Phase end(Command command, int status) {
    return new ReserveEntry(Completion.of(command, status));
  }

  private static Phase result(Command command, int result) {
    return new ReserveEntry(Completion.result(command, result));
  }

  // Data structures.

  /// §5.15: CNS says which structure.
  private Phase identify(Command command) {
    boolean active = command.nsid() == NAMESPACE;
    int status =
        switch (command.dw10() & 0xff) {
          case 0, 3 -> active ? Status.SUCCESS : Status.INVALID_NAMESPACE;
          case 1 -> Status.SUCCESS;
          case 2 ->
              Integer.compareUnsigned(command.nsid(), LAST_NAMESPACE_LIST) <= 0
                  ? Status.SUCCESS
                  : Status.INVALID_NAMESPACE;
          default -> Status.INVALID_FIELD;
        };
    return status == Status.SUCCESS
        ? new OpenTransfer(command, true, StructureData.IDENTIFY_BYTES)
        : end(command, status);
  }

  /// §5.14; reading the error log without "retain asynchronous event" allows the next error event.
  private Phase getLogPage(Command command) {
    int page = command.dw10() & 0xff;
    int whole = StructureData.logBytes(page);
    long offset = logOffset(command);
    if (whole == 0) {
      return end(command, Status.INVALID_LOG_PAGE);
    }
    boolean possible =
        logLength(command) <= StructureData.MAX_TRANSFER_BYTES
            && Long.compareUnsigned(offset, whole) <= 0
            && offset % 4 == 0;
    if (!possible) {
      return end(command, Status.INVALID_FIELD);
    }
    boolean retain = (command.dw10() & 1 << 15) != 0;
    if (page == ERROR_LOG && !retain) {
      accesses.note();
      controller.events().acknowledge();
    }
    return new OpenTransfer(command, true, (int) logLength(command));
  }

  private static long logLength(Command command) {
    long words = (command.dw11() & 0xffffL) << 16 | command.dw10() >>> 16;
    return 4 * (words + 1);
  }

  private static long logOffset(Command command) {
    return (long) command.dw13() << 32 | command.dw12() & 0xffff_ffffL;
  }

  /// What Identify or Get Log Page transfers.
  byte[] structure(Command command) {
    StructureData structures = controller.structures();
    if (command.opcode() == Opcode.GET_LOG_PAGE) {
      int offset = (int) logOffset(command);
      int end = offset + (int) logLength(command);
      byte[] log = StructureData.log(command.dw10() & 0xff, end);
      return Arrays.copyOfRange(log, offset, end);
    }
    return switch (command.dw10() & 0xff) {
      case 0 -> structures.namespace();
      case 1 -> structures.controller();
      case 2 -> structures.activeNamespaces(command.nsid());
      default -> structures.namespaceDescriptors();
    };
  }

  // Queues.

  /// §5.3.
  private int createCompletionQueue(Command command) {
    Queues queues = controller.queues();
    int queue = command.dw10() & 0xffff;
    int vector = command.dw11() >>> 16;
    if (queue == 0 || !queues.possible(queue) || queues.completion(queue).exists()) {
      return Status.INVALID_QUEUE_IDENTIFIER;
    }
    int status = checkQueue(command);
    if (status != Status.SUCCESS) {
      return status;
    }
    if (vector >= queues.count() || controller.pinned() && vector != 0) {
      return Status.INVALID_INTERRUPT_VECTOR;
    }
    boolean interrupts = (command.dw11() & 2) != 0;
    queues.createCompletion(queue, command.prp1(), size(command), vector, interrupts);
    return Status.SUCCESS;
  }

  /// §5.4; the queue's priority means nothing to a round robin.
  private int createSubmissionQueue(Command command) {
    Queues queues = controller.queues();
    int queue = command.dw10() & 0xffff;
    int completions = command.dw11() >>> 16;
    if (queue == 0 || !queues.possible(queue) || queues.submission(queue).exists()) {
      return Status.INVALID_QUEUE_IDENTIFIER;
    }
    if (completions == 0 || !queues.possible(completions)) {
      return Status.INVALID_QUEUE_IDENTIFIER;
    }
    if (!queues.completion(completions).exists()) {
      return Status.COMPLETION_QUEUE_INVALID;
    }
    int status = checkQueue(command);
    if (status == Status.SUCCESS) {
      queues.createSubmission(queue, command.prp1(), size(command), completions);
    }
    return status;
  }

  private static int size(Command command) {
    return (command.dw10() >>> 16) + 1;
  }

  /// What both kinds of queue must fulfil: at least two entries, contiguous, at a page boundary.
  private int checkQueue(Command command) {
    if (size(command) < 2 || size(command) > queueEntries) {
      return Status.INVALID_QUEUE_SIZE;
    }
    if ((command.dw11() & 1) == 0) {
      return Status.INVALID_FIELD;
    }
    boolean aligned = (command.prp1() & controller.pageBytes() - 1) == 0;
    return aligned ? Status.SUCCESS : Status.PRP_OFFSET_INVALID;
  }

  /// §5.5: submission queues must be gone before.
  private int deleteCompletionQueue(Command command) {
    Queues queues = controller.queues();
    int queue = command.dw10() & 0xffff;
    if (queue == 0 || !queues.possible(queue) || !queues.completion(queue).exists()) {
      return Status.INVALID_QUEUE_IDENTIFIER;
    }
    if (queues.inUse(queue)) {
      return Status.INVALID_QUEUE_DELETION;
    }
    queues.deleteCompletion(queue);
    return Status.SUCCESS;
  }

  /// §5.6: commands in flight are aborted without a completion, which the clause leaves open; those
  /// whose completion is on its way are waited for.
  private Phase deleteSubmissionQueue(Command command) {
    Queues queues = controller.queues();
    int queue = command.dw10() & 0xffff;
    if (queue == 0 || !queues.possible(queue) || !queues.submission(queue).exists()) {
      return end(command, Status.INVALID_QUEUE_IDENTIFIER);
    }
    queues.deleteSubmission(queue);
    return new CancelQueue(command, 1);
  }

  Phase cancelQueue(CancelQueue cancel) {
    accesses.note();
    Server server = controller.servers().get(cancel.thread());
    int queue = cancel.command().dw10() & 0xffff;
    if (server.phase() instanceof InFlight busy && busy.queue() == queue) {
      server.cancel(new Arbitrate());
    }
    int next = cancel.thread() + 1;
    return next < controller.servers().size()
        ? new CancelQueue(cancel.command(), next)
        : new Drain(cancel.command());
  }

  /// A completion that is being posted has to be there before the one of this command.
  Phase drain(Command command) {
    accesses.note();
    int queue = command.dw10() & 0xffff;
    int cid = command.dw10() >>> 16;
    boolean abort = command.opcode() == Opcode.ABORT;
    for (Server server : controller.servers()) {
      if (abort ? server.completes(queue, cid) : posts(server, queue)) {
        return new AwaitDrain(command);
      }
    }
    return end(command, Status.SUCCESS);
  }

  private static boolean posts(Server server, int queue) {
    return server.phase() instanceof Posting busy && busy.queue() == queue;
  }

  /// §5.1: a command can be aborted while its data moves, and an event request while it waits. What
  /// was aborted completes first, unless it finds no room.
  private Phase abort(Command command) {
    accesses.note();
    int queue = command.dw10() & 0xffff;
    int cid = command.dw10() >>> 16;
    if (queue == 0) {
      return controller.events().withdraw(cid, command.cid())
          ? new Control()
          : result(command, NOT_ABORTED);
    }
    for (Server server : controller.servers()) {
      if (server.phase() instanceof Abortable busy
          && busy.queue() == queue
          && busy.command().cid() == cid) {
        server.cancel(end(busy.command(), Status.ABORT_REQUESTED));
        return new Drain(command);
      }
    }
    return result(command, NOT_ABORTED);
  }

  // Features.

  /// §5.21.
  private Phase setFeatures(Command command) {
    int feature = command.dw10() & 0xff;
    if (command.dw10() < 0) {
      return end(command, Status.FEATURE_NOT_SAVEABLE);
    }
    if (feature == Features.NUMBER_OF_QUEUES) {
      return setNumberOfQueues(command);
    }
    Features features = controller.features();
    if (!features.known(feature) || !features.allowed(feature, command.dw11())) {
      return end(command, Status.INVALID_FIELD);
    }
    accesses.note();
    features.set(feature, command.dw11());
    return result(command, 0);
  }

  /// §5.21.1.7: whatever is asked for, there are as many as the setting `queues` says.
  private Phase setNumberOfQueues(Command command) {
    int submissions = command.dw11() & 0xffff;
    int completions = command.dw11() >>> 16;
    if (Math.max(submissions, completions) > MOST_IO_QUEUES_ASKED) {
      return end(command, Status.INVALID_FIELD);
    }
    return controller.queues().anyIo()
        ? end(command, Status.COMMAND_SEQUENCE_ERROR)
        : result(command, numberOfQueues());
  }

  private int numberOfQueues() {
    int last = controller.queues().count() - 2;
    return last << 16 | last;
  }

  /// §5.13; only current values: nothing can be saved.
  private Phase getFeatures(Command command) {
    int feature = command.dw10() & 0xff;
    boolean current = (command.dw10() >>> 8 & 7) == 0;
    if (feature == Features.NUMBER_OF_QUEUES && current) {
      return result(command, numberOfQueues());
    }
    Features features = controller.features();
    if (!current
        || !features.known(feature)
        || !features.allowed(feature, command.dw11())) {
      return end(command, Status.INVALID_FIELD);
    }
    accesses.note();
    return result(command, features.get(feature, command.dw11()));
  }

  /// §5.2: the request waits until there is an event.
  private Phase requestEvent(Command command) {
    accesses.note();
    return controller.events().request(command.cid())
        ? new Control()
        : end(command, Status.EVENT_REQUEST_LIMIT_EXCEEDED);
  }

  /// §5.7.
  private int useDoorbellBuffers(Command command) {
    if (!controller.structures().doorbellBuffers()) {
      return Status.INVALID_OPCODE;
    }
    if (((command.prp1() | command.prp2()) & controller.pageBytes() - 1) != 0) {
      return Status.INVALID_FIELD;
    }
    controller.queues().useShadows(command.prp1(), command.prp2());
    return Status.SUCCESS;
  }
}
