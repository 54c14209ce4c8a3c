package bohr.emulator.device.nvme;

import bohr.emulator.device.image.DiskImage;
import bohr.emulator.device.image.Medium;
import bohr.emulator.state.Walker;
import java.util.Optional;

/// A namespace that begins as a disk image; only what the guest has written over it is state.
final class ImageNamespace implements Namespace {

  private final Medium medium;

  ImageNamespace(DiskImage image) {
    medium = new Medium(image);
  }

  @Override
  public Optional<Medium> disk() {
    return Optional.of(medium);
  }

  @Override
  public long blocks() {
    return medium.sectors();
  }

  @Override
  public byte[] read(long block) {
    return medium.read(block * Command.BLOCK_BYTES, Command.BLOCK_BYTES);
  }

  @Override
  public void write(long block, byte[] bytes) {
    medium.write(block * Command.BLOCK_BYTES, bytes);
  }

  @Override
  public int contentsAt() {
    return 0;
  }

  @Override
  public int contentsBytes() {
    return 0;
  }

  @Override
  public void walk(Walker walker) {
    medium.walk(walker);
  }
}
