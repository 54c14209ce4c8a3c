package bohr.emulator.device.virtio;

import bohr.emulator.device.image.DiskImage;
import bohr.emulator.device.image.Medium;
import bohr.emulator.device.virtio.BlockJob.FetchRange;
import bohr.emulator.device.virtio.BlockJob.FetchSector;
import bohr.emulator.device.virtio.BlockJob.Finish;
import bohr.emulator.device.virtio.BlockJob.Header;
import bohr.emulator.device.virtio.BlockJob.Read;
import bohr.emulator.device.virtio.BlockJob.WriteSector;
import bohr.emulator.device.virtio.BlockJob.Zero;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// The requests of a block device (virtio 1.2 §5.2.6): {type, reserved, sector}, data, status.
///
/// A sector reaches the medium whole or not at all, and at once: a flush has nothing to do. A
/// discarded range reads as zeroes.
final class Block implements Service {

  static final int SEGMENTS = 126;
  static final int MOST_ZEROED_SECTORS = 2048;

  static final int SEG_MAX = 2;
  static final int READ_ONLY = 5;
  static final int BLK_SIZE = 6;
  static final int FLUSH = 9;
  static final int DISCARD = 13;
  static final int WRITE_ZEROES = 14;

  private static final int SECTOR = DiskImage.SECTOR_BYTES;
  private static final int HEADER_BYTES = 16;
  private static final int RANGE_BYTES = 16;
  private static final int ID_BYTES = 20;
  private static final int UNMAP = 1;

  /// Bytes that one step moves from the medium, or zeroes on it.
  private static final int READ_BYTES = 4096;

  private static final int ZERO_BYTES = 1 << 16;

  private static final int TYPE_IN = 0;
  private static final int TYPE_OUT = 1;
  private static final int TYPE_FLUSH = 4;
  private static final int TYPE_GET_ID = 8;
  private static final int TYPE_DISCARD = 11;
  private static final int TYPE_WRITE_ZEROES = 13;

  private static final int OK = 0;
  private static final int IO_ERROR = 1;
  private static final int UNSUPPORTED = 2;

  private final Medium medium;
  private final boolean readOnly;
  private final byte[] serial;

  /// @param serial what the device calls itself; the first 20 bytes count
  Block(Medium medium, boolean readOnly, String serial) {
    this.medium = medium;
    this.readOnly = readOnly;
    this.serial = Arrays.copyOf(serial.getBytes(StandardCharsets.US_ASCII), ID_BYTES);
  }

  /// Without a header, or room for the status, there is no way to answer.
  @Override
  public Action begin(Chain chain) {
    boolean possible = chain.bytes(false) >= HEADER_BYTES && chain.bytes(true) >= 1;
    return possible
        ? new Action.Take(0, HEADER_BYTES, new Header())
        : new Action.Refuse();
  }

  @Override
  public Action taken(Chain chain, Job job, byte[] data) {
    return switch ((BlockJob) job) {
      case Header _ -> request(chain, (int) Bytes.get(data, 0, 4), Bytes.get(data, 8, 8));
      case FetchSector(long offset, long done, long total) ->
          new Action.Touch(new WriteSector(offset, done, total, data));
      case FetchRange(boolean discard) -> range(chain, discard, data);
      case Read _, WriteSector _, Zero _, Finish _ -> throw misplaced(job);
    };
  }

  private Action request(Chain chain, int type, long sector) {
    long in = chain.bytes(true) - 1;
    long out = chain.bytes(false) - HEADER_BYTES;
    return switch (type) {
      case TYPE_IN ->
          inside(sector, in) ? read(chain, sector * SECTOR, 0, in) : status(chain, IO_ERROR, 0);
      case TYPE_OUT ->
          inside(sector, out) && !readOnly
              ? write(chain, sector * SECTOR, 0, out)
              : status(chain, IO_ERROR, 0);
      case TYPE_FLUSH -> status(chain, OK, 0);
      case TYPE_GET_ID -> {
        int length = (int) Math.min(in, ID_BYTES);
        yield length == 0
            ? status(chain, OK, 0)
            : new Action.Put(0, Arrays.copyOf(serial, length), new Read(0, length, length));
      }
      case TYPE_DISCARD, TYPE_WRITE_ZEROES ->
          out == RANGE_BYTES && !readOnly
              ? new Action.Take(
                  HEADER_BYTES, RANGE_BYTES, new FetchRange(type == TYPE_DISCARD))
              : status(chain, IO_ERROR, 0);
      default -> status(chain, UNSUPPORTED, 0);
    };
  }

  /// Whether `bytes` at `sector` are whole sectors of the medium.
  private boolean inside(long sector, long bytes) {
    long count = bytes / SECTOR;
    return bytes % SECTOR == 0
        && sector >= 0
        && count <= medium.sectors()
        && sector <= medium.sectors() - count;
  }

  private static Action read(Chain chain, long offset, long done, long total) {
    return done == total
        ? status(chain, OK, total)
        : new Action.Touch(new Read(offset, done, total));
  }

  private static Action write(Chain chain, long offset, long done, long total) {
    return done == total
        ? status(chain, OK, 0)
        : new Action.Take(HEADER_BYTES + done, SECTOR, new FetchSector(offset, done, total));
  }

  /// {sector, number of sectors, flags}; §5.2.6.2 says which flags are unsupported.
  private Action range(Chain chain, boolean discard, byte[] data) {
    long sector = Bytes.get(data, 0, 8);
    long count = Bytes.get(data, 8, 4);
    long flags = Bytes.get(data, 12, 4);
    if ((flags & (discard ? ~0 : ~UNMAP)) != 0) {
      return status(chain, UNSUPPORTED, 0);
    }
    return count <= MOST_ZEROED_SECTORS && inside(sector, count * SECTOR)
        ? zero(chain, sector * SECTOR, count * SECTOR)
        : status(chain, IO_ERROR, 0);
  }

  private static Action zero(Chain chain, long offset, long left) {
    return left == 0 ? status(chain, OK, 0) : new Action.Touch(new Zero(offset, left));
  }

  /// The status is the last byte that the device may write.
  private static Action status(Chain chain, int code, long written) {
    byte[] status = {(byte) code};
    return new Action.Put(chain.bytes(true) - 1, status, new Finish(written + 1));
  }

  @Override
  public Action touched(Chain chain, Job job) {
    return switch ((BlockJob) job) {
      case Read(long offset, long done, long total) -> {
        byte[] data = medium.read(offset + done, (int) Math.min(READ_BYTES, total - done));
        yield new Action.Put(done, data, new Read(offset, done + data.length, total));
      }
      case WriteSector(long offset, long done, long total, byte[] sector) -> {
        medium.write(offset + done, sector);
        yield write(chain, offset, done + SECTOR, total);
      }
      case Zero(long offset, long left) -> {
        int count = (int) Math.min(ZERO_BYTES, left);
        medium.zero(offset, count);
        yield zero(chain, offset + count, left - count);
      }
      case Header _, FetchSector _, FetchRange _, Finish _ -> throw misplaced(job);
    };
  }

  @Override
  public Action put(Chain chain, Job job) {
    return switch ((BlockJob) job) {
      case Read(long offset, long done, long total) -> read(chain, offset, done, total);
      case Finish(long written) -> new Action.Done(written);
      case Header _, FetchSector _, WriteSector _, FetchRange _, Zero _ ->
          throw misplaced(job);
    };
  }

  private static IllegalStateException misplaced(Job job) {
    return new IllegalStateException(job + " does not end so");
  }
}
