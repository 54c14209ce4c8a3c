package bohr.emulator.device.nvme;

import bohr.emulator.memory.Memory;
import bohr.emulator.state.Walker;

/// A namespace in bulk memory of the machine, so snapshots share what did not change and oracles
/// can compare. Zero at power-on.
final class BulkNamespace implements Namespace {

  private static final int NOBODY = -1;

  private final Memory memory;
  private final int medium;
  private final int blocks;

  /// @param medium offset in `memory`
  BulkNamespace(Memory memory, int medium, int blocks) {
    this.memory = memory;
    this.medium = medium;
    this.blocks = blocks;
  }

  @Override
  public long blocks() {
    return blocks;
  }

  @Override
  public byte[] read(long block) {
    byte[] bytes = new byte[Command.BLOCK_BYTES];
    memory.read(offset(block), bytes, 0, bytes.length);
    return bytes;
  }

  @Override
  public void write(long block, byte[] bytes) {
    memory.write(offset(block), bytes, 0, bytes.length, NOBODY);
  }

  private int offset(long block) {
    return medium + (int) block * Command.BLOCK_BYTES;
  }

  @Override
  public int contentsAt() {
    return medium;
  }

  @Override
  public int contentsBytes() {
    return blocks * Command.BLOCK_BYTES;
  }

  /// Its bytes are the memory's.
  @Override
  public void walk(Walker walker) {}
}
