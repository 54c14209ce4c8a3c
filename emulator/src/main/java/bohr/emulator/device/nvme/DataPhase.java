package bohr.emulator.device.nvme;

import bohr.emulator.state.Digest;
import bohr.emulator.state.Text;

/// The phases of a command whose data moves: block by block of the medium, beat by beat on the
/// link.
sealed interface DataPhase extends NvmePhase {

  /// Begins the transfer; with `dma: mapped` this is where bus master enable is checked.
  record OpenTransfer(Command command, boolean toGuest, int length)
      implements DataPhase, Abortable {
    @Override
    public long fingerprint() {
      return Digest.of(50, command.fingerprint(), toGuest ? 1 : 0, length);
    }
  }

  /// Medium to buffer: the medium is atomic by the block, as AWUN 0 promises.
  record LoadBlock(Transfer transfer) implements DataPhase, Abortable, Guarded {
    @Override
    public long fingerprint() {
      return Digest.of(51, transfer.fingerprint());
    }

    @Override
    public Command command() {
      return transfer.command();
    }

    @Override
    public String toString() {
      return Text.format("LoadBlock[%s]", transfer);
    }
  }

  /// Sends a beat of data, or asks for one.
  record Beat(Transfer transfer) implements DataPhase, Abortable, Sending {
    @Override
    public long fingerprint() {
      return Digest.of(52, transfer.fingerprint());
    }

    @Override
    public Command command() {
      return transfer.command();
    }

    @Override
    public String toString() {
      return Text.format("Beat[%s]", transfer);
    }
  }

  record AwaitData(Transfer transfer) implements DataPhase, Abortable, Awaiting {
    @Override
    public long fingerprint() {
      return Digest.of(53, transfer.fingerprint());
    }

    @Override
    public Command command() {
      return transfer.command();
    }

    @Override
    public String toString() {
      return Text.format("AwaitData[%s]", transfer);
    }
  }

  /// Buffer to medium.
  record CommitBlock(Transfer transfer) implements DataPhase, Abortable, Guarded {
    @Override
    public long fingerprint() {
      return Digest.of(54, transfer.fingerprint());
    }

    @Override
    public Command command() {
      return transfer.command();
    }

    @Override
    public String toString() {
      return Text.format("CommitBlock[%s]", transfer);
    }
  }

  /// Asks for the next entry of the PRP list.
  record FetchPrp(Transfer transfer) implements DataPhase, Abortable, Sending {
    @Override
    public long fingerprint() {
      return Digest.of(55, transfer.fingerprint());
    }

    @Override
    public Command command() {
      return transfer.command();
    }

    @Override
    public String toString() {
      return Text.format("FetchPrp[%s]", transfer);
    }
  }

  record AwaitPrp(Transfer transfer) implements DataPhase, Abortable, Awaiting {
    @Override
    public long fingerprint() {
      return Digest.of(56, transfer.fingerprint());
    }

    @Override
    public Command command() {
      return transfer.command();
    }

    @Override
    public String toString() {
      return Text.format("AwaitPrp[%s]", transfer);
    }
  }

  /// Zeroes a block of the medium, `done` having been zeroed before.
  record ZeroBlock(Command command, int done) implements DataPhase, Abortable, Guarded {
    @Override
    public long fingerprint() {
      return Digest.of(57, command.fingerprint(), done);
    }
  }
}
