package bohr.emulator.device.nvme;

import bohr.emulator.device.image.Medium;
import bohr.emulator.state.Stateful;
import java.util.Optional;

/// The blocks of namespace 1. An access to one block is atomic, and the caller's one access of the
/// phase.
sealed interface Namespace extends Stateful permits BulkNamespace, ImageNamespace {

  /// How many blocks there are.
  long blocks();

  /// The contents of a block that exists.
  byte[] read(long block);

  /// Replaces the contents of a block that exists.
  void write(long block, byte[] bytes);

  /// Where the blocks lie in the machine's memory, if they do.
  int contentsAt();

  /// How many bytes of the machine's memory they take.
  int contentsBytes();

  /// The disk behind it, if it began as an image.
  default Optional<Medium> disk() {
    return Optional.empty();
  }

  /// Whether `count` blocks from `block` (unsigned) on exist.
  default boolean contains(long block, int count) {
    return Long.compareUnsigned(block, blocks()) < 0 && count <= blocks() - block;
  }
}
