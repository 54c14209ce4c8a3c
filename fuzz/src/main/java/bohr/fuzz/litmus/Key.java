package bohr.fuzz.litmus;

/// Something whose final value a litmus test asks about.
public sealed interface Key {

  /// Register x`number` of a thread.
  record Register(int thread, int number) implements Key {}

  /// A location, by its number.
  record Cell(int location) implements Key {}

  /// What the thread of a device has in r0 to r7.
  record Result(int device, int number) implements Key {}

  /// A doubleword of a device's own memory.
  record DeviceMemory(int device, int number) implements Key {}
}
