package bohr.emulator.oracle;

import bohr.emulator.agent.Access;

/// Watches an execution and reports what is wrong. Each method is an event; an oracle overrides
/// those it cares about and reports through the monitor. One that remembers something between
/// events is [bohr.emulator.state.Stateful] too.
public interface Oracle {

  /// As named in scenarios.
  String name();

  /// The rule that it enforces, and where it is written.
  String clause();

  /// The guest says that an assertion of its own failed, or ended with a status other than 0.
  default void guestFailed(Monitor monitor, String message, String place) {}

  /// A hart took an exception at `pc`; `retired` is its count of retired instructions.
  default void exception(Monitor monitor, int hart, int cause, long pc, long retired) {}

  /// A function put a request on its link.
  ///
  /// @param request what it was, such as `DMA write`
  /// @param busMaster whether bus master enable was set
  /// @param resetting whether the function had been told to reset
  default void requestIssued(
      Monitor monitor, String function, String request, boolean busMaster, boolean resetting) {}

  /// A link delivered an MSI; `olderWrites` DMA writes issued before it had not been delivered.
  default void msiDelivered(Monitor monitor, String function, int olderWrites) {}

  /// A device has fetched for one request what it had fetched for it before, from memory that the
  /// guest can write, and goes by both.
  ///
  /// @param what it is
  default void fetchedAgain(
      Monitor monitor, String device, String what, long first, long again) {}

  /// A register handler of a device is entered from inside the work of the same device.
  ///
  /// @param register where
  /// @param exempt whether the device says that this may be
  default void reentered(Monitor monitor, String device, String register, boolean exempt) {}

  /// A device uses an object of its own that has been freed.
  ///
  /// @param object what it was
  /// @param use what the device does with it
  default void staleUsed(Monitor monitor, String device, String object, String use) {}

  /// Nothing can move any more and no timer is armed.
  ///
  /// @param pending what is still to be done, in words; empty if nothing is
  default void asleep(Monitor monitor, String pending, String place) {}

  /// The guest is done; `violation` says which end-state invariant does not hold, or is empty.
  default void ended(Monitor monitor, String violation, String place) {}

  /// The step bound was reached.
  default void exhausted(Monitor monitor, long steps, String place) {}

  /// Whether it wants to be told of every step, which makes an execution several times slower.
  default boolean watchesSteps() {
    return false;
  }

  /// An agent has taken a step.
  ///
  /// @param owner the object of the device that the agent belongs to; [Access#NO_OBJECT] of a hart
  /// @param access what the step touched
  /// @param ordering what it did to the order of others: [bohr.emulator.agent.Synchronization]
  /// @param site where in its program the agent stood
  default void stepped(
      Monitor monitor, int agent, int owner, Access access, int ordering, long site) {}

  /// The guest says that from here on the schedule matters.
  default void begun(Monitor monitor) {}

  /// A device has registers that do what `specification` says.
  default void registersBuilt(String device, RegisterSpecification specification) {}

  /// The registers of a device are as after power-on.
  default void registersReset(String device) {}

  /// The handler of an access to such a register has begun, run by `agent`.
  default void registerBegun(String device, int agent, RegisterAccess access) {}

  /// The handler that `agent` runs looks at the clock; negative: it has not, and begins again.
  default void registerLooked(String device, int agent, long time) {}

  /// The handler that `agent` runs has ended.
  ///
  /// @param result what a load gives
  default void registerEnded(Monitor monitor, String device, int agent, long result) {}
}
