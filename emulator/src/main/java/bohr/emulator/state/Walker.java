package bohr.emulator.state;

/// Visits the fields of a [Stateful] component in their fixed order. See there for the idiom.
public abstract sealed class Walker permits Saver, Loader, DigestWalker {

  Walker() {}

  /// Shows one 64-bit field and returns what it shall be from now on.
  public abstract long value(long value);

  /// Shows `values`, whose length never changes, and overwrites it with what it shall be.
  public abstract void values(long[] values);

  /// Shows an immutable value, or null, and returns what the field shall be from now on.
  public abstract <T extends Fingerprinted> T value(T value);

  /// As [#value(Fingerprinted)], for what most executions never have: nothing adds nothing to the
  /// hash of the state.
  public <T extends Fingerprinted> T optional(T value) {
    return value(value);
  }

  /// Shows `length` bytes at the start of `bytes`; returns the array that holds them from now on
  /// (the same array wherever they fit).
  public abstract byte[] bytes(byte[] bytes, int length);

  /// As [#value(long)], for a field that only counts the steps taken. Two states that differ in
  /// nothing else have the same future, unless somebody looks at the time.
  public long counter(long value) {
    return value(value);
  }

  /// As [#value(long)], for 32-bit fields.
  public final int value(int value) {
    return (int) value((long) value);
  }

  /// As [#value(long)], for flags.
  public final boolean value(boolean value) {
    return value(value ? 1L : 0L) != 0;
  }
}
