package bohr.emulator.bus;

/// Takes messages: an IMSIC interrupt file.
@FunctionalInterface
public interface MessageTarget {

  /// A message with `identity` arrives.
  ///
  /// @return false if there is no such identity: the message is ignored
  boolean message(int identity);
}
