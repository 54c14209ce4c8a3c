package bohr.emulator.pci;

/// The far end of a link: memory, the interrupt files, and harts that wait for completions.
public interface Upstream {

  /// A DMA write arrives; outside RAM it is dropped.
  ///
  /// @param agent the link that delivers it
  void write(long address, byte[] data, int agent);

  /// An MSI arrives: at an interrupt file, or in RAM like any write.
  void message(long address, int data, int agent);

  /// A DMA read is served; outside RAM all bits read as ones.
  byte[] read(long address, int length);

  /// The completion that `hart` waits for arrives.
  void completed(int hart);

  /// The number of the object that a message to `address` changes, or
  /// [bohr.emulator.agent.Access#NO_OBJECT] if that is plain memory.
  int objectAt(long address);

  /// What translates the addresses of functions; null if nothing does.
  default Translator translator() {
    return null;
  }
}
