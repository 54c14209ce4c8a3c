package bohr.emulator.device.nvme;

import bohr.emulator.agent.Phase;
import bohr.emulator.device.nvme.DataPhase.OpenTransfer;
import bohr.emulator.device.nvme.DataPhase.ZeroBlock;
import bohr.emulator.device.nvme.QueuePhase.ReserveEntry;

/// How the I/O commands (§6) start; what is wrong with one is found here, before anything moves.
final class IoCommands {

  private static final int NAMESPACE = 1;
  private static final int EVERY_NAMESPACE = -1;

  private final Namespace namespace;

  IoCommands(Namespace namespace) {
    this.namespace = namespace;
  }

  /// Touches nothing that others could see.
  Phase start(Command command) {
    boolean flush = command.opcode() == Opcode.FLUSH;
    if (command.flags() != 0) {
      return ended(command, Status.INVALID_FIELD);
    }
    if (command.nsid() != NAMESPACE && !(flush && command.nsid() == EVERY_NAMESPACE)) {
      return ended(command, Status.INVALID_NAMESPACE);
    }
    return switch (command.opcode()) {
      case Opcode.READ -> transfer(command, true);
      case Opcode.WRITE -> transfer(command, false);
      case Opcode.WRITE_ZEROES ->
          inRange(command)
              ? new ZeroBlock(command, 0)
              : ended(command, Status.LBA_OUT_OF_RANGE);
      case Opcode.FLUSH, Opcode.DATASET_MANAGEMENT -> ended(command, Status.SUCCESS);
      default -> ended(command, Status.INVALID_OPCODE);
    };
  }

  private Phase transfer(Command command, boolean toGuest) {
    int bytes = command.blocks() * Command.BLOCK_BYTES;
    if (bytes > StructureData.MAX_TRANSFER_BYTES) {
      return ended(command, Status.INVALID_FIELD);
    }
    return inRange(command)
        ? new OpenTransfer(command, toGuest, bytes)
        : ended(command, Status.LBA_OUT_OF_RANGE);
  }

  private boolean inRange(Command command) {
    return namespace.contains(command.startingBlock(), command.blocks());
  }

  private static Phase ended(Command command, int status) {
    return new ReserveEntry(Completion.of(command, status));
  }
}
