package bohr.emulator.device.nvme;

import bohr.emulator.agent.Phase;

/// The phases of the controller, by what they are about.
sealed interface NvmePhase extends Phase
    permits HandlerPhase, ControlPhase, QueuePhase, DataPhase {

  /// A phase that touches registers, the queue table or the features, and so belongs to a critical
  /// section.
  interface Guarded extends Phase {
    @Override
    default boolean guarded() {
      return true;
    }
  }

  /// A phase that puts something on the link.
  interface Sending extends Phase {
    @Override
    default boolean sends() {
      return true;
    }
  }

  /// A phase that waits for the data of a DMA read; whoever takes it out of the phase otherwise
  /// sees to it that the data is dropped.
  interface Awaiting extends Phase {
    @Override
    default boolean waits() {
      return true;
    }
  }

  /// A submission queue is being served, and no place in a completion queue was taken yet: up to
  /// here the work can be dropped without a trace in guest memory.
  interface InFlight extends Phase {

    /// The submission queue.
    int queue();
  }

  /// A command whose data moves, or is about to: it can be aborted.
  interface Abortable extends InFlight {

    Command command();

    @Override
    default int queue() {
      return command().queue();
    }
  }

  /// A place in a completion queue was taken and must be filled, and its interrupt raised.
  interface Posting extends Phase {

    /// The submission queue of the command that is completed.
    int queue();
  }
}
