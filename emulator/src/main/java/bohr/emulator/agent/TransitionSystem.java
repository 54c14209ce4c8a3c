package bohr.emulator.agent;

/// Something that moves only when told which of its agents shall take the next steps. The emulated
/// machine is one; tests of strategies bring smaller ones.
public interface TransitionSystem {

  /// How many agents there are, 1 to 64; they are numbered from 0 in an order that never changes.
  int agents();

  /// A short name for people, such as `hart0` or `edu.dma`.
  String agentName(int agent);

  /// The agents that could take a step now; bit i stands for agent i.
  long enabled();

  /// Has an enabled agent take at least one and at most `limit` steps. It stops early when it
  /// blocks, yields, enables another agent, or ends the execution; [#stopped()] tells which.
  ///
  /// @return the number of steps taken
  int perform(int agent, int limit, Chooser chooser);

  /// Why the last [#perform] returned.
  StopReason stopped();

  /// What the next step of an enabled agent will touch, into `into`.
  void pending(int agent, Access into);

  /// Where in its program an agent stands, as a number that is the same for all agents that stand
  /// at the same place: of a hart its program counter. What has no program that could be told
  /// apart is one place by itself.
  default long site(int agent) {
    return ~agent;
  }

  /// Whether the execution has its verdict.
  boolean ended();

  /// Called when no agent is enabled: lets virtual time jump to the next timer.
  ///
  /// @return whether there was one; if not, the system is asleep, and has ended
  boolean advance();
}
