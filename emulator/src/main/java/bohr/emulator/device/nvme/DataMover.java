package bohr.emulator.device.nvme;

import bohr.emulator.agent.Phase;
import bohr.emulator.device.Wiring;
import bohr.emulator.device.nvme.DataPhase.AwaitData;
import bohr.emulator.device.nvme.DataPhase.AwaitPrp;
import bohr.emulator.device.nvme.DataPhase.Beat;
import bohr.emulator.device.nvme.DataPhase.CommitBlock;
import bohr.emulator.device.nvme.DataPhase.FetchPrp;
import bohr.emulator.device.nvme.DataPhase.LoadBlock;
import bohr.emulator.device.nvme.DataPhase.OpenTransfer;
import bohr.emulator.device.nvme.DataPhase.ZeroBlock;
import bohr.emulator.device.nvme.QueuePhase.ReserveEntry;
import bohr.emulator.memory.Memory;
import bohr.emulator.pci.Function;
import bohr.emulator.state.Stateful;
import bohr.emulator.state.Walker;
import java.util.Arrays;

/// Moves the data of one thread's command between guest memory and the medium, through a buffer of
/// one block. A PRP that cannot be is found when its page is needed: what came before it has moved.
final class DataMover implements Stateful {

  private static final int NOBODY = -1;
  private static final byte[] ZEROES = new byte[Command.BLOCK_BYTES];
  private static final int PRP_BYTES = 8;
  private static final int PRP_ALIGNMENT = 4;

  private final Controller controller;
  private final Function function;
  private final Memory memory;
  private final Namespace namespace;
  private final int buffer;
  private final int maxPayload;

  /// The block at which the command in flight began. A reset in the order `clear-first` makes it 0
  /// while data still moves: what then reaches the medium lands in the wrong place.
  private long startingBlock;

  /// @param buffer offset in the machine's memory
  DataMover(
      Controller controller, Wiring wiring, Function function, Namespace namespace, int buffer) {
    this.controller = controller;
    this.function = function;
    this.memory = wiring.memory();
    this.namespace = namespace;
    this.buffer = buffer;
    maxPayload = (int) wiring.settings().number("max-payload");
  }

  /// Forgets what the command in flight was about.
  void clear() {
    startingBlock = 0;
  }

  /// @param tag of the read that the phase may issue
  Phase step(DataPhase phase, int tag) {
    return switch (phase) {
      case OpenTransfer open -> open(open);
      case LoadBlock(Transfer transfer) -> {
        load(block(transfer.done()));
        yield page(transfer);
      }
      case Beat(Transfer transfer) -> transfer.toGuest() ? send(transfer) : request(transfer, tag);
      case CommitBlock(Transfer transfer) -> {
        commit(transfer);
        yield next(transfer);
      }
      case FetchPrp(Transfer transfer) ->
          function.read(transfer.grant(), transfer.list(), PRP_BYTES, tag)
              ? new AwaitPrp(transfer)
              : end(transfer.command(), Status.DATA_TRANSFER_ERROR);
      case ZeroBlock zero -> zero(zero);
      case AwaitData waiting -> waiting;
      case AwaitPrp waiting -> waiting;
    };
  }

  /// Medium to buffer. A block that does not exist is left alone: only a command whose context a
  /// reset has cleared could ask for one.
  private void load(long block) {
    if (namespace.contains(block, 1)) {
      memory.write(buffer, namespace.read(block), 0, Command.BLOCK_BYTES, NOBODY);
    }
  }

  /// Puts the block that has just been filled on the medium.
  void commit(Transfer transfer) {
    byte[] bytes = new byte[Command.BLOCK_BYTES];
    memory.read(buffer, bytes, 0, bytes.length);
    store(block(transfer.done() - 1), bytes);
  }

  private void store(long block, byte[] bytes) {
    if (namespace.contains(block, 1)) {
      namespace.write(block, bytes);
    }
  }

  private long block(int offset) {
    return startingBlock + offset / Command.BLOCK_BYTES;
  }

  private Phase open(OpenTransfer open) {
    Command command = open.command();
    startingBlock = command.startingBlock();
    Transfer transfer =
        Transfer.begin(
            command, function.begin(), open.toGuest(), open.length(), controller.pageBytes());
    return command.prp1() % PRP_ALIGNMENT != 0
        ? end(command, Status.PRP_OFFSET_INVALID)
        : next(transfer);
  }

  /// Goes on with the next byte.
  private Phase next(Transfer transfer) {
    if (transfer.left() == 0) {
      return end(transfer.command(), Status.SUCCESS);
    }
    boolean blockBegins = transfer.done() % Command.BLOCK_BYTES == 0;
    return blockBegins && transfer.toGuest() && !transfer.command().admin()
        ? new LoadBlock(transfer)
        : page(transfer);
  }

  /// Goes on in the present page, or in the next one.
  private Phase page(Transfer transfer) {
    if (transfer.room() > 0) {
      return new Beat(transfer);
    }
    long second = transfer.command().prp2();
    if (transfer.lastPage()) {
      return transfer.pageAligned(second)
          ? new Beat(transfer.page(second, second))
          : end(transfer.command(), Status.PRP_OFFSET_INVALID);
    }
    if (transfer.list() != Transfer.NO_LIST) {
      return new FetchPrp(transfer);
    }
    return second % PRP_BYTES == 0
        ? new FetchPrp(transfer.list(second))
        : end(transfer.command(), Status.PRP_OFFSET_INVALID);
  }

  /// The next entry of the list is here.
  Phase prpArrived(Transfer transfer, long entry) {
    if (!transfer.pageAligned(entry)) {
      return end(transfer.command(), Status.PRP_OFFSET_INVALID);
    }
    return transfer.chained()
        ? new FetchPrp(transfer.list(entry))
        : new Beat(transfer.page(entry, transfer.list() + PRP_BYTES));
  }

  private Phase send(Transfer transfer) {
    int length = transfer.beat(maxPayload);
    int done = transfer.done();
    byte[] data;
    if (transfer.command().admin()) {
      byte[] structure = controller.structure(transfer.command());
      data = Arrays.copyOfRange(structure, done, done + length);
    } else {
      data = new byte[length];
      memory.read(buffer + done % Command.BLOCK_BYTES, data, 0, length);
    }
    function.write(transfer.grant(), transfer.address(), data);
    return next(transfer.moved(length));
  }

  private Phase request(Transfer transfer, int tag) {
    int length = transfer.beat(maxPayload);
    return function.read(transfer.grant(), transfer.address(), length, tag)
        ? new AwaitData(transfer)
        : end(transfer.command(), Status.DATA_TRANSFER_ERROR);
  }

  /// Where in the buffer the data that the beat asked for goes.
  int place(Transfer transfer) {
    return buffer + transfer.done() % Command.BLOCK_BYTES;
  }

  /// The data of a beat is in the buffer.
  Phase dataArrived(Transfer transfer, int length) {
    Transfer moved = transfer.moved(length);
    return moved.done() % Command.BLOCK_BYTES == 0 ? new CommitBlock(moved) : page(moved);
  }

  private Phase zero(ZeroBlock zero) {
    Command command = zero.command();
    if (zero.done() == 0) {
      startingBlock = command.startingBlock();
    }
    store(startingBlock + zero.done(), ZEROES);
    int done = zero.done() + 1;
    return done < command.blocks()
        ? new ZeroBlock(command, done)
        : end(command, Status.SUCCESS);
  }

  private static Phase end(Command command, int status) {
    return new ReserveEntry(Completion.of(command, status));
  }

  @Override
  public void walk(Walker walker) {
    startingBlock = walker.value(startingBlock);
  }
}
