package bohr.emulator.device.image;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.BitSet;

/// Writes a disk as a qcow2 image of its own (QEMU, docs/interop/qcow2.txt): version 3, clusters of
/// 64 KiB, nothing compressed, no backing file. Clusters of zeroes take no room. Equal disks give
/// equal bytes.
///
/// In the file come header, refcount table, refcount blocks, L1 table, L2 tables and data, each
/// whole clusters.
public final class Qcow2Writer {

  private static final int CLUSTER_BITS = 16;
  private static final int CLUSTER = 1 << CLUSTER_BITS;
  private static final int HEADER_BYTES = 104;
  private static final int VERSION = 3;
  private static final int REFCOUNT_ORDER = 4;
  private static final int ENTRIES = CLUSTER / Long.BYTES;
  private static final int REFCOUNTS = CLUSTER / Short.BYTES;
  private static final long COPIED = 1L << 63;

  private final Medium disk;
  private final long bytes;
  private final int clusters;
  private final BitSet present = new BitSet();
  private final BitSet tables = new BitSet();
  private final int l1Clusters;
  private final int refcountBlocks;
  private final int total;

  private Qcow2Writer(Medium disk) {
    this.disk = disk;
    bytes = disk.sectors() * DiskImage.SECTOR_BYTES;
    clusters = Math.toIntExact((bytes + CLUSTER - 1) / CLUSTER);
    for (int i = 0; i < clusters; i++) {
      if (!isZero(cluster(i))) {
        present.set(i);
        tables.set(i / ENTRIES);
      }
    }
    l1Clusters = (l1Entries() * Long.BYTES + CLUSTER - 1) / CLUSTER;
    int rest = 2 + l1Clusters + tables.cardinality() + present.cardinality();
    int blocks = 1;
    while (blocks * (long) REFCOUNTS < rest + (long) blocks) {
      blocks++;
    }
    refcountBlocks = blocks;
    total = rest + blocks;
  }

  /// Writes all of `disk` to `out`, which stays open.
  public static void write(Medium disk, OutputStream out) throws IOException {
    new Qcow2Writer(disk).write(out);
  }

  private int l1Entries() {
    return (clusters + ENTRIES - 1) / ENTRIES;
  }

  private long firstRefcountBlock() {
    return 2L * CLUSTER;
  }

  private long l1Offset() {
    return firstRefcountBlock() + (long) refcountBlocks * CLUSTER;
  }

  private long firstTable() {
    return l1Offset() + (long) l1Clusters * CLUSTER;
  }

  private long firstData() {
    return firstTable() + (long) tables.cardinality() * CLUSTER;
  }

  /// A cluster as the guest sees it; zeroes complete the last one.
  private byte[] cluster(int number) {
    long offset = (long) number * CLUSTER;
    int length = (int) Math.min(CLUSTER, bytes - offset);
    byte[] read = disk.read(offset, length);
    return length == CLUSTER ? read : Arrays.copyOf(read, CLUSTER);
  }

  private static boolean isZero(byte[] bytes) {
    for (byte b : bytes) {
      if (b != 0) {
        return false;
      }
    }
    return true;
  }

  private void write(OutputStream out) throws IOException {
    out.write(header());
    ByteBuffer refcountTable = ByteBuffer.allocate(CLUSTER);
    for (int i = 0; i < refcountBlocks; i++) {
      refcountTable.putLong(firstRefcountBlock() + (long) i * CLUSTER);
    }
    out.write(refcountTable.array());
    for (int i = 0; i < refcountBlocks; i++) {
      out.write(refcounts(total - i * REFCOUNTS));
    }
    ByteBuffer l1 = ByteBuffer.allocate(l1Clusters * CLUSTER);
    long table = firstTable();
    for (int i = 0; i < l1Entries(); i++) {
      l1.putLong(tables.get(i) ? table | COPIED : 0);
      table += tables.get(i) ? CLUSTER : 0;
    }
    out.write(l1.array());
    long data = firstData();
    for (int i = tables.nextSetBit(0); i >= 0; i = tables.nextSetBit(i + 1)) {
      ByteBuffer l2 = ByteBuffer.allocate(CLUSTER);
      for (int j = i * ENTRIES; j < (i + 1) * ENTRIES; j++) {
        l2.putLong(present.get(j) ? data | COPIED : 0);
        data += present.get(j) ? CLUSTER : 0;
      }
      out.write(l2.array());
    }
    for (int i = present.nextSetBit(0); i >= 0; i = present.nextSetBit(i + 1)) {
      out.write(cluster(i));
    }
  }

  private byte[] header() {
    ByteBuffer header = ByteBuffer.allocate(CLUSTER);
    header.putInt((int) Qcow2Header.MAGIC).putInt(VERSION);
    header.putLong(0).putInt(0).putInt(CLUSTER_BITS).putLong(bytes).putInt(0);
    header.putInt(l1Entries()).putLong(l1Offset()).putLong(CLUSTER).putInt(1);
    header.putInt(0).putLong(0);
    header.putLong(0).putLong(0).putLong(0);
    header.putInt(REFCOUNT_ORDER).putInt(HEADER_BYTES);
    return header.array();
  }

  /// A block in which the first `used` clusters, if it has so many, are in use once.
  private static byte[] refcounts(int used) {
    ByteBuffer block = ByteBuffer.allocate(CLUSTER);
    for (int i = 0; i < Math.min(used, REFCOUNTS); i++) {
      block.putShort((short) 1);
    }
    return block.array();
  }
}
