package bohr.replay;

import bohr.emulator.Machine;
import bohr.recorder.RecordingSink;
import bohr.recorder.TraceRecord.Input;
import java.util.List;

/// Delivers the inputs of a trace at the steps where they arrived.
public final class RecordedFeed implements FedMachine.Feed {

  private final List<Input> inputs;
  private final RecordingSink again;
  private int delivered;

  /// @param delivered so many were delivered already
  RecordedFeed(List<Input> inputs, int delivered) {
    this(inputs, delivered, null);
  }

  /// @param again where the inputs are recorded once more; null for nowhere
  RecordedFeed(List<Input> inputs, int delivered, RecordingSink again) {
    this.inputs = inputs;
    this.again = again;
    this.delivered = delivered;
  }

  /// The inputs that were delivered so far.
  public List<Input> delivered() {
    return inputs.subList(0, delivered);
  }

  /// As if so many inputs were delivered.
  void rewind(int count) {
    delivered = count;
  }

  @Override
  public boolean deliver(Machine machine, long step) {
    boolean any = false;
    while (delivered < inputs.size() && inputs.get(delivered).step() <= step) {
      Input input = inputs.get(delivered++);
      deliver(machine, input);
      if (again != null) {
        again.input(input.source(), input.bytes());
      }
      any = true;
    }
    return any;
  }

  private static void deliver(Machine machine, Input input) {
    if (!machine.outside().leadsTo(input.source())) {
      throw new ReplayDivergence(
          input.step() + 1, "input for " + input.source(), "that it has no such source");
    }
    byte[] bytes = input.bytes().toArray();
    if (machine.outside().receive(input.source(), bytes) < bytes.length) {
      throw new ReplayDivergence(
          input.step() + 1,
          "that " + input.bytes().length() + " bytes arrive at " + input.source(),
          "that there is no room for them");
    }
  }

  @Override
  public long next(long step) {
    return delivered < inputs.size() ? inputs.get(delivered).step() : Long.MAX_VALUE;
  }
}
