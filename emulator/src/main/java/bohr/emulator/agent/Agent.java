package bohr.emulator.agent;

import bohr.emulator.state.Stateful;

/// One of the machine's actors: a hart, a device thread, or a link.
public interface Agent extends Stateful {

  /// A short name for people, such as `hart0` or `edu.dma`.
  String name();

  /// Takes at least one and at most `limit` steps; see [TransitionSystem#perform].
  int perform(int limit, Chooser chooser);

  /// Why the last [#perform] returned.
  StopReason stopped();

  /// What the next step will touch, into `into`; called only while the agent is enabled.
  void pending(Access into);

  /// Whether steps of others that do not touch what [#pending] says could still change what the
  /// next step does, or the other way round: an interrupt comes, the step is about more than memory
  /// and objects, or it has alternatives though it seems to touch nothing. Called only while the
  /// agent is enabled.
  default boolean isDivertible() {
    return false;
  }

  /// The next step in words: a disassembled instruction, a phase, a TLP.
  String describe();

  /// As [#describe()], of a step that is making a choice and whose value will be `value`. Asked
  /// from within the choice, when [#describe()] still speaks of the strongest ordering.
  default String describe(int value) {
    return describe();
  }

  /// As [#pending(Access)], of a step that is making a choice and whose value will be `value`.
  default void pending(int value, Access into) {
    pending(into);
  }
}
