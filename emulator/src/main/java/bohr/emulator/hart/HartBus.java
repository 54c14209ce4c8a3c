package bohr.emulator.hart;

import bohr.emulator.agent.Access;

/// What a hart asks for every access outside RAM. Such an access may take several steps: a handler
/// that runs in phases, a lock held by somebody else, a completion that travels behind posted
/// writes. The hart then stays at the instruction, and its next step continues the access; whether
/// it is enabled meanwhile is up to the bus.
public interface HartBus {

  /// How far an access has come.
  enum Reply {
    /// Complete; a load's value is in [Hart#busValue].
    DONE,
    /// Nobody is there, or the access is not of a kind or size that is accepted: access fault.
    FAULT,
    /// Not complete: the hart's next step calls [#resume].
    PENDING
  }

  /// Where in the machine's memory `address` leads, if it is memory of a device that harts reach as
  /// they reach RAM; -1 if it is not.
  default long mappedAt(long address) {
    return -1;
  }

  /// A hart has stored to such memory.
  default void storedInMapped(long address, int size) {}

  /// Begins a load of 1, 2, 4 or 8 bytes. The value is zero-extended.
  Reply load(Hart hart, long address, int size);

  /// Begins a store of the low 1, 2, 4 or 8 bytes of `value`.
  Reply store(Hart hart, long address, int size, long value);

  /// Takes one more step of the access that `hart` has begun and that is pending.
  Reply resume(Hart hart);

  /// What the next step of an access to `address` touches, or of the one pending if there is one.
  void pending(Hart hart, long address, int size, boolean store, Access into);
}
