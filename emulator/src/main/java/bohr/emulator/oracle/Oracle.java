package bohr.emulator.oracle;

import bohr.emulator.agent.Access;

/// Watches an execution and reports what is wrong. Each method is an event; an oracle overrides
/// those it cares about and reports through the monitor. One that remembers something between
/// events is [bohr.emulator.state.Stateful] too.
public interface Oracle {

  /// As named in scenarios.
  String name();

  /// Its number in the catalogue of docs/oracles.md, such as `O1`; empty if it has none.
  default String number() {
    return "";
  }

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

  /// A read-modify-write, or whatever else goes by an earlier look, overwrites a place.
  ///
  /// @param seen whether it goes by the last store to it
  default void overwritten(Monitor monitor, String who, String place, boolean seen) {}

  /// An IOMMU has translated an address by an entry of its IOTLB.
  ///
  /// @param reportedGone whether software has been told that the entry was invalidated
  default void translated(Monitor monitor, String iommu, long address, boolean reportedGone) {}

  /// An assertion of a device model's own code has failed.
  default void hostAsserted(Monitor monitor, String device, String assertion) {}

  /// A device uses an object of its own that has been freed.
  ///
  /// @param object what it was
  /// @param use what the device does with it
  default void staleUsed(Monitor monitor, String device, String object, String use) {}

  /// A request of a function's link has reached memory; an MSI to an address in RAM is a write.
  ///
  /// @param link its agent number
  /// @param kind READ or WRITE
  /// @param data what was read or written
  default void reached(
      Monitor monitor, String function, int link, Access.Kind kind, long address, byte[] data) {}

  /// The guest says whose the bytes are from now on: the harts', or a device's.
  default void owned(Monitor monitor, long address, long bytes, boolean byHarts) {}

  /// The guest says that the bytes at `address`, which are these now, are one record.
  default void recordDeclared(Monitor monitor, long address, byte[] contents) {}

  /// The guest says that it uses `copy` as the record at `address`.
  default void recordConsumed(Monitor monitor, long address, byte[] copy, String place) {}

  /// An interrupt was raised and is neither delivered nor pending.
  default void interruptVanished(Monitor monitor, String interrupt, String why) {}

  /// A hart has completed a source of the PLIC.
  ///
  /// @param ignored the source had been claimed and the completion had no effect
  default void completed(Monitor monitor, int source, boolean ignored) {}

  /// Nothing can move any more, and a source of the PLIC that is high and enabled counts as being
  /// served.
  default void withheld(Monitor monitor, int source) {}

  /// An access to PCI memory space did not come to exactly the BAR that claims it.
  default void misdecoded(Monitor monitor, String access, String why) {}

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

  /// The registers of a device are reset.
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
