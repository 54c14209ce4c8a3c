package bohr.emulator.device.litmus;

/// What the thread of a litmus device can do; each is a step of it, or two. Registers are numbered
/// as in [LitmusDevice], results are r0 to r7 of the thread itself.
public sealed interface Operation {

  /// A posted write of `bytes` bytes.
  ///
  /// @param relaxed whether it asks for relaxed ordering; see [bohr.emulator.pci.Function#write]
  record DmaWrite(long address, int bytes, Source value, boolean relaxed) implements Operation {}

  /// A read of 1, 2, 4 or 8 bytes; the thread goes on when the data is there.
  record DmaRead(int result, long address, int bytes, boolean signed) implements Operation {}

  /// A message: to an interrupt file, or into memory.
  record Msi(long address, int data) implements Operation {}

  /// Waits until a register is not 0.
  record Await(int register) implements Operation {}

  /// Reads a register that harts reach too.
  record ReadRegister(int result, int register) implements Operation {}

  /// Writes it.
  record WriteRegister(int register, Source value) implements Operation {}

  /// Reads a doubleword of the device's own memory.
  record ReadMemory(int result, int offset) implements Operation {}

  /// Writes it.
  record WriteMemory(int offset, Source value) implements Operation {}

  /// A fence of the host thread.
  record Fence(HostFence kind) implements Operation {}

  /// Where a value comes from.
  sealed interface Source {

    /// A number.
    record Constant(long value) implements Source {}

    /// What the thread has in a result.
    record Result(int number) implements Source {}
  }

  /// Whether it goes over the link.
  default boolean sends() {
    return this instanceof DmaWrite || this instanceof DmaRead || this instanceof Msi;
  }

  /// Whether it belongs under the device's lock.
  default boolean touchesRegister() {
    return this instanceof Await
        || this instanceof ReadRegister
        || this instanceof WriteRegister;
  }

  /// Whether it belongs under the lock too, if device memory is serialised.
  default boolean touchesMemory() {
    return this instanceof ReadMemory || this instanceof WriteMemory;
  }
}
