package bohr.emulator.hart;

/// Where a hart reports what the guest says and suffers.
public interface GuestPort {

  /// The guest executed the hint `slti x0, rs1, code`, which does nothing on other machines.
  ///
  /// @param code 1 to 2047
  /// @param value of rs1; further arguments of a hint are in a1, a2, … by convention
  void hint(Hart hart, int code, long value);

  /// The hart is at an `ecall` of supervisor mode that traps to machine mode.
  ///
  /// @return whether the call has been answered in place of a firmware: then it does not trap, and
  ///     the hart stands where it has to go on
  default boolean environmentCall(Hart hart) {
    return false;
  }

  /// The hart took an exception (not an interrupt) at `pc`, mepc and mcause are set.
  void exception(Hart hart, int cause, long pc, long value);

  /// The hart writes a page-table entry that it has read in a step before.
  ///
  /// @param address of the entry
  /// @param seen whether the entry is as it was then
  default void updatesEntry(Hart hart, long address, boolean seen) {}
}
