package bohr.emulator.device.image;

import bohr.emulator.input.BadInput;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/// A qcow2 image, read-only (QEMU, docs/interop/qcow2.txt): versions 2 and 3, clusters of 512 bytes
/// to 2 MiB, compressed clusters with zlib. Multi-byte fields are big-endian.
///
/// The tables are read as they are asked for, and every offset in them is checked: a cluster that
/// does not lie inside the file is [BadInput] when the image is opened. Refused, in words: backing
/// files, encryption, external data files, extended L2 entries, zstd, and images that are marked
/// dirty or corrupt. Internal snapshots are ignored: the active state counts.
public final class Qcow2Image implements DiskImage {

  private static final long OFFSET = 0x00ff_ffff_ffff_fe00L;
  private static final long COMPRESSED = 1L << 62;
  private static final long ZERO = 1;
  private static final int ENTRY_BYTES = 8;

  private final String name;
  private final ImageBytes file;
  private final Qcow2Header header;

  /// Opens an image.
  ///
  /// @param name of the file, for messages
  /// @throws BadInput if it cannot be used
  public Qcow2Image(String name, ImageBytes file) {
    this.name = name;
    this.file = file;
    header = Qcow2Header.read(name, file);
    for (int i = 0; i < header.l1Entries(); i++) {
      checkTable(i);
    }
  }

  /// Whether a file claims to be a qcow2 image.
  public static boolean isOne(ImageBytes file) {
    return file.length() >= 4 && bigEndian(file, 0, 4) == Qcow2Header.MAGIC;
  }

  static long bigEndian(ImageBytes file, long at, int length) {
    byte[] bytes = new byte[length];
    file.read(at, bytes, 0, length);
    long value = 0;
    for (byte b : bytes) {
      value = value << 8 | b & 0xff;
    }
    return value;
  }

  private void checkTable(int l1Index) {
    long table = table(l1Index);
    if (table == 0) {
      return;
    }
    String place = "L1 entry " + l1Index;
    inside(place, table, header.clusterBytes());
    byte[] entries = new byte[header.clusterBytes()];
    file.read(table, entries, 0, entries.length);
    for (int i = 0; i < entries.length / ENTRY_BYTES; i++) {
      checkCluster(place + ", L2 entry " + i, number(entries, ENTRY_BYTES * i));
    }
  }

  private void checkCluster(String place, long entry) {
    if ((entry & COMPRESSED) != 0) {
      inside(place, compressedAt(entry), 1);
    } else if (allocated(entry)) {
      inside(place, entry & OFFSET, header.clusterBytes());
    }
  }

  private void inside(String place, long offset, long length) {
    boolean aligned = length == 1 || offset % header.clusterBytes() == 0;
    if (!aligned || offset < 0 || offset > file.length() - length) {
      throw new BadInput(
          name, place, "0x%x is no cluster of the file".formatted(offset));
    }
  }

  private static long number(byte[] bytes, int at) {
    long value = 0;
    for (int i = 0; i < ENTRY_BYTES; i++) {
      value = value << 8 | bytes[at + i] & 0xff;
    }
    return value;
  }

  private long table(long l1Index) {
    return bigEndian(file, header.l1Offset() + ENTRY_BYTES * l1Index, ENTRY_BYTES) & OFFSET;
  }

  private boolean allocated(long entry) {
    boolean zero = header.version() == 3 && (entry & ZERO) != 0;
    return !zero && (entry & OFFSET) != 0;
  }

  private long compressedAt(long entry) {
    return entry & (1L << 62 - (header.clusterBits() - 8)) - 1;
  }

  @Override
  public long bytes() {
    return header.bytes() + SECTOR_BYTES - 1 & -SECTOR_BYTES;
  }

  @Override
  public void read(long offset, byte[] target, int at, int length) {
    for (int done = 0; done < length; ) {
      long position = offset + done;
      int inCluster = (int) (position & header.clusterBytes() - 1);
      int count = Math.min(header.clusterBytes() - inCluster, length - done);
      readInCluster(position >>> header.clusterBits(), inCluster, target, at + done, count);
      done += count;
    }
  }

  private void readInCluster(long cluster, int from, byte[] target, int at, int count) {
    int l2Bits = header.clusterBits() - 3;
    long table = table(cluster >>> l2Bits);
    long index = cluster & (1L << l2Bits) - 1;
    long entry = table == 0 ? 0 : bigEndian(file, table + ENTRY_BYTES * index, ENTRY_BYTES);
    if (table != 0 && (entry & COMPRESSED) != 0) {
      System.arraycopy(inflated(entry), from, target, at, count);
    } else if (table != 0 && allocated(entry)) {
      file.read((entry & OFFSET) + from, target, at, count);
    } else {
      Arrays.fill(target, at, at + count, (byte) 0);
    }
  }

  /// A compressed cluster: a raw deflate stream that begins anywhere, and ends in one of the
  /// sectors that its entry counts. One that cannot be decompressed reads as zeroes from the fault
  /// on.
  private byte[] inflated(long entry) {
    int countBits = header.clusterBits() - 8;
    long start = compressedAt(entry);
    long sectors = (entry & COMPRESSED - 1) >>> 62 - countBits;
    long end = (start & -SECTOR_BYTES) + (sectors + 1) * SECTOR_BYTES;
    byte[] packed = new byte[(int) (Math.min(end, file.length()) - start)];
    file.read(start, packed, 0, packed.length);
    byte[] cluster = new byte[header.clusterBytes()];
    try (Inflater inflater = new Inflater(true)) {
      inflater.setInput(packed);
      int done = 0;
      for (int more = 1; more > 0 && done < cluster.length; done += more) {
        more = inflater.inflate(cluster, done, cluster.length - done);
      }
    } catch (DataFormatException e) {
      return cluster;
    }
    return cluster;
  }
}
