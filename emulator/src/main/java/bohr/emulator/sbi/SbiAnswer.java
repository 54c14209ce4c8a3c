package bohr.emulator.sbi;

/// What becomes of the hart that called.
public sealed interface SbiAnswer {

  /// The call returns with `error` in a0 and `value` in a1.
  record Returned(long error, long value) implements SbiAnswer {}

  /// A call of the legacy extensions returns with `value` in a0; a1 stays (chapter 5).
  record LegacyReturned(long value) implements SbiAnswer {}

  /// The call does not return: the hart has been stopped, or has been set to go on elsewhere.
  record Gone() implements SbiAnswer {}

  /// The call returns successfully, but not before the hart has waited for an interrupt.
  record ReturnedAfterWaiting() implements SbiAnswer {}
}
