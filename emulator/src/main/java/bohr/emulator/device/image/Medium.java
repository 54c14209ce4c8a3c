package bohr.emulator.device.image;

import bohr.emulator.state.Stateful;
import bohr.emulator.state.Walker;

/// A disk as the guest sees it: its image, and over that whatever the guest has written. Only the
/// latter is state.
public final class Medium implements Stateful {

  private static final int BLOCK_BYTES = Overlay.BLOCK_BYTES;
  private static final byte[] ZEROES = new byte[BLOCK_BYTES];

  private final DiskImage image;
  private Overlay overlay = Overlay.EMPTY;

  /// A disk on which nothing has been written yet.
  public Medium(DiskImage image) {
    this.image = image;
  }

  /// The size of the disk in sectors.
  public long sectors() {
    return image.bytes() / DiskImage.SECTOR_BYTES;
  }

  /// Reads `length` bytes at `offset`, which lie inside.
  public byte[] read(long offset, int length) {
    byte[] bytes = new byte[length];
    for (int done = 0; done < length; ) {
      long at = offset + done;
      int inBlock = (int) (at % BLOCK_BYTES);
      int count = Math.min(BLOCK_BYTES - inBlock, length - done);
      byte[] block = overlay.block(at / BLOCK_BYTES);
      if (block == null) {
        image.read(at, bytes, done, count);
      } else {
        System.arraycopy(block, inBlock, bytes, done, count);
      }
      done += count;
    }
    return bytes;
  }

  /// Writes `bytes` at `offset`; all of them lie inside.
  public void write(long offset, byte[] bytes) {
    for (int done = 0; done < bytes.length; ) {
      done += writeInBlock(offset + done, bytes, done, bytes.length - done);
    }
  }

  /// Writes zeroes; all of them lie inside.
  public void zero(long offset, int length) {
    for (int done = 0; done < length; ) {
      done += writeInBlock(offset + done, ZEROES, 0, Math.min(BLOCK_BYTES, length - done));
    }
  }

  private int writeInBlock(long offset, byte[] source, int from, int most) {
    long number = offset / BLOCK_BYTES;
    int inBlock = (int) (offset % BLOCK_BYTES);
    int count = Math.min(BLOCK_BYTES - inBlock, most);
    long start = number * BLOCK_BYTES;
    byte[] block = read(start, (int) Math.min(BLOCK_BYTES, image.bytes() - start));
    System.arraycopy(source, from, block, inBlock, count);
    overlay = overlay.with(number, block);
    return count;
  }

  @Override
  public void walk(Walker walker) {
    overlay = walker.value(overlay);
  }
}
