package bohr.emulator.device.image;

import bohr.emulator.input.BadInput;

/// What the header of a qcow2 image says, checked.
///
/// @param bytes size of the disk, not always whole sectors
/// @param l1Offset where in the file the L1 table is, all of it inside
record Qcow2Header(int version, int clusterBits, long bytes, long l1Offset, int l1Entries) {

  static final long MAGIC = 0x514649fbL;

  private static final int V2_BYTES = 72;
  private static final int V3_BYTES = 104;
  private static final int LEAST_CLUSTER_BITS = 9;
  private static final int MOST_CLUSTER_BITS = 21;

  /// QEMU's own limit on the L1 table, 32 MiB.
  private static final int MOST_L1_ENTRIES = 4 << 20;

  private static final long MOST_BYTES = 1L << 50;
  private static final int DIRTY = 1;
  private static final int CORRUPT = 2;
  private static final int EXTERNAL_DATA = 4;
  private static final int COMPRESSION_TYPE = 8;
  private static final int EXTENDED_L2 = 16;

  int clusterBytes() {
    return 1 << clusterBits;
  }

  static Qcow2Header read(String name, ImageBytes file) {
    if (file.length() < V2_BYTES || Qcow2Image.bigEndian(file, 0, 4) != MAGIC) {
      throw new BadInput(name, "", "is no qcow2 image");
    }
    int version = (int) Qcow2Image.bigEndian(file, 4, 4);
    if (version != 2 && version != 3) {
      throw new BadInput(name, "byte 4", "version " + version + " of qcow2, not 2 or 3");
    }
    refuse(name, Qcow2Image.bigEndian(file, 8, 8) != 0, "byte 8", "a backing file");
    refuse(name, Qcow2Image.bigEndian(file, 32, 4) != 0, "byte 32", "encryption");
    if (version == 3) {
      checkFeatures(name, file);
    }
    Qcow2Header header =
        new Qcow2Header(
            version,
            (int) Qcow2Image.bigEndian(file, 20, 4),
            Qcow2Image.bigEndian(file, 24, 8),
            Qcow2Image.bigEndian(file, 40, 8),
            (int) Qcow2Image.bigEndian(file, 36, 4));
    header.check(name, file);
    return header;
  }

  private static void checkFeatures(String name, ImageBytes file) {
    if (file.length() < V3_BYTES) {
      throw new BadInput(name, "", "is cut off in its header");
    }
    long features = Qcow2Image.bigEndian(file, 72, 8);
    String place = "byte 72";
    refuse(name, (features & DIRTY) != 0, place, "the mark that it is dirty");
    refuse(name, (features & CORRUPT) != 0, place, "the mark that it is corrupt");
    refuse(name, (features & EXTERNAL_DATA) != 0, place, "an external data file");
    refuse(name, (features & COMPRESSION_TYPE) != 0, place, "a compression other than zlib");
    refuse(name, (features & EXTENDED_L2) != 0, place, "extended L2 entries");
    refuse(name, features >>> 5 != 0, place, "features that are not known here");
  }

  private static void refuse(String name, boolean present, String place, String what) {
    if (present) {
      throw new BadInput(name, place, "a qcow2 image with " + what + " cannot be used");
    }
  }

  private void check(String name, ImageBytes file) {
    if (clusterBits < LEAST_CLUSTER_BITS || clusterBits > MOST_CLUSTER_BITS) {
      throw new BadInput(name, "byte 20", "clusters of 2^" + clusterBits + " bytes");
    }
    if (bytes < 1 || bytes > MOST_BYTES) {
      throw new BadInput(name, "byte 24", "a disk of " + bytes + " bytes");
    }
    long coveredBits = 2L * clusterBits - 3;
    long needed = (bytes - 1 >>> coveredBits) + 1;
    if (l1Entries < needed || l1Entries > MOST_L1_ENTRIES) {
      String reason = "an L1 table of " + l1Entries + " entries where " + needed + " are needed";
      throw new BadInput(name, "byte 36", reason);
    }
    if (l1Offset < 0 || l1Offset > file.length() - 8L * l1Entries) {
      throw new BadInput(name, "byte 40", "the L1 table is outside the file");
    }
  }
}
