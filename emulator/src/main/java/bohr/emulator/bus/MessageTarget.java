package bohr.emulator.bus;

/// Takes messages: an IMSIC interrupt file.
@FunctionalInterface
public interface MessageTarget {

  /// A message with `identity` arrives; identities that do not exist are ignored.
  void message(int identity);
}
