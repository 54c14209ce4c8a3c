package bohr.replay;

import bohr.emulator.Machine;
import bohr.recorder.TraceRecord.Input;
import java.util.List;

/// Delivers the inputs of a trace at the steps where they arrived.
final class RecordedFeed implements FedMachine.Feed {

  private final List<Input> inputs;
  private int delivered;

  RecordedFeed(List<Input> inputs) {
    this.inputs = inputs;
  }

  @Override
  public boolean deliver(Machine machine, long step) {
    boolean any = false;
    while (delivered < inputs.size() && inputs.get(delivered).step() <= step) {
      deliver(machine, inputs.get(delivered++));
      any = true;
    }
    return any;
  }

  private static void deliver(Machine machine, Input input) {
    if (!input.source().equals(FedMachine.CONSOLE)) {
      throw new ReplayDivergence(
          input.step() + 1, "input for " + input.source(), "that it has no such source");
    }
    for (byte b : input.bytes().toArray()) {
      if (!machine.receive(b)) {
        throw new ReplayDivergence(
            input.step() + 1,
            "that " + input.bytes().length() + " bytes arrive at the console",
            "that there is no room for them");
      }
    }
  }

  @Override
  public long next(long step) {
    return delivered < inputs.size() ? inputs.get(delivered).step() : Long.MAX_VALUE;
  }
}
