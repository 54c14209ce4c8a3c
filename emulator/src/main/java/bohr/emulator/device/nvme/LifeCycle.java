package bohr.emulator.device.nvme;

import bohr.emulator.agent.Phase;
import bohr.emulator.agent.VisibleAccesses;
import bohr.emulator.device.nvme.LifeCyclePhase.BecomeReady;
import bohr.emulator.device.nvme.LifeCyclePhase.BeginShutdown;
import bohr.emulator.device.nvme.LifeCyclePhase.Cancel;
import bohr.emulator.device.nvme.LifeCyclePhase.ClearQueues;
import bohr.emulator.device.nvme.LifeCyclePhase.ClearReady;
import bohr.emulator.device.nvme.LifeCyclePhase.Control;
import bohr.emulator.device.nvme.LifeCyclePhase.Fail;
import bohr.emulator.device.nvme.LifeCyclePhase.FinishShutdown;
import bohr.emulator.device.nvme.LifeCyclePhase.Idle;
import bohr.emulator.device.nvme.LifeCyclePhase.LatchAttributes;
import bohr.emulator.device.nvme.LifeCyclePhase.LatchCompletionQueue;
import bohr.emulator.device.nvme.LifeCyclePhase.LatchSubmissionQueue;
import bohr.emulator.device.nvme.LifeCyclePhase.LowerPin;
import bohr.emulator.device.nvme.QueuePhase.OpenFetch;
import bohr.emulator.device.nvme.QueuePhase.ReserveEntry;
import bohr.emulator.pci.Function;
import bohr.emulator.state.Stateful;
import bohr.emulator.state.Walker;

/// The life of the controller (§7.3, §7.6): the thread `admin` enables, resets and shuts it down,
/// as the host asks by CC; the host sees in CSTS when that is done.
final class LifeCycle implements Stateful {

  private final Controller controller;
  private final VisibleAccesses accesses;
  private final Registers registers;
  private final Function function;
  private final boolean clearFirst;

  /// Ready, and neither failed nor told to be disabled.
  private boolean running;

  /// The memory page size that held when the controller was enabled, in bytes.
  private int pageBytes;

  /// @param clearFirst `reset-order: clear-first`
  LifeCycle(
      Controller controller,
      VisibleAccesses accesses,
      Registers registers,
      Function function,
      boolean clearFirst) {
    this.controller = controller;
    this.accesses = accesses;
    this.registers = registers;
    this.function = function;
    this.clearFirst = clearFirst;
  }

  boolean running() {
    return running;
  }

  int pageBytes() {
    return pageBytes;
  }

  /// Nothing more is fetched.
  void stop() {
    running = false;
  }

  /// The first phase of a reset by CC.EN.
  Phase reset() {
    return clearFirst ? new ClearQueues() : new Cancel(1);
  }

  Phase step(LifeCyclePhase phase) {
    return switch (phase) {
      case Idle idle -> idle;
      case Control _ -> control();
      case LatchAttributes _ ->
          new LatchSubmissionQueue((int) registers.adminAttributes.read());
      case LatchSubmissionQueue(int attributes) ->
          new LatchCompletionQueue(attributes, registers.adminSubmission.read());
      case LatchCompletionQueue(int attributes, long submission) ->
          new BecomeReady(attributes, submission, registers.adminCompletion.read());
      case BecomeReady latched -> becomeReady(latched);
      case Cancel(int thread) -> cancel(thread);
      case ClearQueues _ -> clearQueues();
      case LowerPin _ -> lowerPin();
      case ClearReady _ -> clearReady();
      case BeginShutdown _ -> beginShutdown();
      case FinishShutdown _ -> finishShutdown();
      case Fail _ -> fail();
    };
  }

  private Phase control() {
    accesses.note();
    if (registers.enabled() && !registers.is(Registers.READY | Registers.FATAL)) {
      return new LatchAttributes();
    }
    if (registers.shutdownNotified() && !registers.is(Registers.SHUTDOWN_STATUS)) {
      return new BeginShutdown();
    }
    if (running && controller.events().ready()) {
      return new ReserveEntry(controller.events().next());
    }
    if (running && controller.queues().adminHasWork()) {
      controller.queues().claimAs(0);
      SubmissionQueue queue = controller.queues().submission(0);
      return new OpenFetch(0, queue.head, queue.base + (long) Command.BYTES * queue.head);
    }
    return new Idle();
  }

  /// §7.6.1: with attributes that cannot be, the controller fails instead.
  private Phase becomeReady(BecomeReady latched) {
    int page = registers.pageBytes();
    int submissionSize = (latched.attributes() & 0xfff) + 1;
    int completionSize = (latched.attributes() >>> 16) + 1;
    boolean possible =
        registers.configurationPossible()
            && submissionSize > 1
            && completionSize > 1
            && ((latched.submission() | latched.completion()) & page - 1) == 0;
    if (!possible) {
      registers.status.write(Registers.FATAL);
      return new Control();
    }
    pageBytes = page;
    controller.queues().submission(0).create(latched.submission(), submissionSize, 0);
    controller.queues().completion(0).create(latched.completion(), completionSize, 0, true);
    running = true;
    registers.status.write(Registers.READY);
    return new Control();
  }

  private Phase cancel(int thread) {
    accesses.note();
    if (clearFirst) {
      controller.servers().get(thread).finishBlock();
    }
    controller.servers().get(thread).cancel(new Idle());
    if (thread + 1 < controller.servers().size()) {
      return new Cancel(thread + 1);
    }
    return clearFirst ? new Control() : new ClearQueues();
  }

  private Phase clearQueues() {
    controller.queues().clear();
    controller.forget();
    return new LowerPin();
  }

  private Phase lowerPin() {
    function.interrupts().setIntx(false);
    return new ClearReady();
  }

  private Phase clearReady() {
    registers.status.write(0);
    function.acknowledgeReset();
    return clearFirst ? new Cancel(1) : new Control();
  }

  private Phase beginShutdown() {
    registers.status.set(Registers.SHUTDOWN_OCCURRING);
    return new FinishShutdown();
  }

  /// Nothing is cached, so there is nothing to be made persistent.
  private Phase finishShutdown() {
    long status = registers.status.peek() & ~Registers.SHUTDOWN_STATUS;
    registers.status.write(status | Registers.SHUTDOWN_COMPLETE);
    return new Control();
  }

  /// §9.5: a command could not be fetched. If a reset came between, there is nothing to tell.
  private Phase fail() {
    if (running) {
      running = false;
      registers.status.set(Registers.FATAL);
    }
    return new Idle();
  }

  @Override
  public void walk(Walker walker) {
    running = walker.value(running);
    pageBytes = walker.value(pageBytes);
  }
}
