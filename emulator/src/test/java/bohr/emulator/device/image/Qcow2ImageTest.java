package bohr.emulator.device.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import bohr.emulator.input.BadInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Qcow2ImageTest {

  private static final int DISK_BYTES = 3 * 1024 * 1024 + 512;

  @TempDir Path folder;

  /// A disk with data, text that compresses, and holes.
  private static byte[] disk() {
    byte[] disk = new byte[DISK_BYTES];
    Random random = new Random(1);
    for (int start = 0; start < DISK_BYTES; start += 1 << 16) {
      int kind = random.nextInt(3);
      for (int i = start; i < Math.min(start + (1 << 16), DISK_BYTES) && kind > 0; i++) {
        disk[i] = (byte) (kind == 1 ? random.nextInt() : i / 100);
      }
    }
    return disk;
  }

  private byte[] converted(byte[] disk, String... options) throws IOException {
    Path raw = Files.write(folder.resolve("disk.raw"), disk);
    Path image = folder.resolve("disk.qcow2");
    List<String> command =
        Stream.of(
                Stream.of("qemu-img", "convert", "-f", "raw", "-O", "qcow2"),
                Stream.of(options),
                Stream.of(raw.toString(), image.toString()))
            .flatMap(part -> part)
            .toList();
    int status = -1;
    try {
      status = new ProcessBuilder(command).inheritIO().start().waitFor();
    } catch (IOException | InterruptedException e) {
      assumeTrue(false, "qemu-img is needed: apt install qemu-utils");
    }
    assertEquals(0, status);
    return Files.readAllBytes(image);
  }

  private static byte[] contents(DiskImage image) {
    byte[] bytes = new byte[(int) image.bytes()];
    image.read(0, bytes, 0, bytes.length);
    return bytes;
  }

  private static DiskImage open(byte[] file) {
    return new Qcow2Image("disk.qcow2", ImageBytes.of(file));
  }

  @ParameterizedTest
  @CsvSource({
    "compat=0.10,", "compat=1.1,", "cluster_size=512,", "cluster_size=2M,", "compat=0.10, -c",
    "cluster_size=4k, -c", "lazy_refcounts=on,", "preallocation=metadata,"
  })
  void readsWhatQemuImgHasWritten(String option, String compressed) throws IOException {
    byte[] disk = disk();
    byte[] file =
        compressed == null
            ? converted(disk, "-o", option)
            : converted(disk, "-o", option, compressed);
    assertTrue(Qcow2Image.isOne(ImageBytes.of(file)));
    assertArrayEquals(disk, contents(open(file)));
    byte[] piece = new byte[70_000];
    open(file).read(65_000, piece, 0, piece.length);
    assertArrayEquals(Arrays.copyOfRange(disk, 65_000, 135_000), piece);
  }

  @Test
  void zstdIsRefused() throws IOException {
    byte[] file = converted(disk(), "-o", "compression_type=zstd");
    BadInput refused = assertThrows(BadInput.class, () -> open(file));
    assertEquals(
        "disk.qcow2: byte 72: a qcow2 image with a compression other than zlib cannot be used",
        refused.getMessage());
  }

  @Test
  void aBackingFileIsRefused() {
    byte[] file = empty();
    file[15] = 1;
    BadInput refused = assertThrows(BadInput.class, () -> open(file));
    assertEquals(
        "disk.qcow2: byte 8: a qcow2 image with a backing file cannot be used",
        refused.getMessage());
  }

  @Test
  void anImageWithoutClustersIsZero() {
    DiskImage image = open(empty());
    assertEquals(1 << 20, image.bytes());
    assertArrayEquals(new byte[1 << 20], contents(image));
  }

  @Test
  void clustersOutsideTheFileAreFoundWhenItIsOpened() {
    byte[] file = empty();
    file[0x10000 + 5] = 2;
    BadInput l1 = assertThrows(BadInput.class, () -> open(file));
    assertEquals(
        "disk.qcow2: L1 entry 0: 0x20000 is no cluster of the file", l1.getMessage());
    byte[] longer = Arrays.copyOf(file, 0x30000);
    longer[0x20000 + 8 * 7 + 4] = 1;
    BadInput l2 = assertThrows(BadInput.class, () -> open(longer));
    assertEquals(
        "disk.qcow2: L1 entry 0, L2 entry 7: 0x1000000 is no cluster of the file",
        l2.getMessage());
  }

  @Test
  void aTruncatedImageIsRefusedWhereverItEnds() throws IOException {
    byte[] file = converted(disk(), "-o", "cluster_size=64k");
    int used = file.length;
    for (int length = 0; length < used; length += 65_000) {
      byte[] cut = Arrays.copyOf(file, length);
      assertThrows(BadInput.class, () -> open(cut));
    }
  }

  @Test
  void noDamageToAnImageMakesTheReaderThrowAnythingElse() throws IOException {
    byte[] file = converted(disk(), "-c", "-o", "cluster_size=4k");
    Random random = new Random(2);
    int opened = 0;
    for (int i = 0; i < 300; i++) {
      byte[] damaged = file.clone();
      int places = 1 + random.nextInt(4);
      for (int place = 0; place < places; place++) {
        int at = random.nextInt(i % 2 == 0 ? 112 : damaged.length);
        damaged[at] = (byte) random.nextInt();
      }
      try {
        DiskImage image = open(damaged);
        byte[] piece = new byte[8192];
        for (int at = 0; at < 1 << 20; at += 1 << 16) {
          image.read(Math.min(at, image.bytes() / 512 * 512 - 512), piece, 0, 512);
        }
        opened++;
      } catch (BadInput expected) {
        assertFalse(expected.getMessage().contains("\n"));
      }
    }
    assertTrue(opened > 0 && opened < 300, "both happen: " + opened);
  }

  /// Version 3, clusters of 64 KiB, a disk of 1 MiB, the L1 table of one entry in cluster 1.
  private static byte[] empty() {
    byte[] file = new byte[0x20000];
    byte[] header = {
      'Q', 'F', 'I', (byte) 0xfb, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 16,
      0, 0, 0, 0, 0, 0x10, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1, 0, 0
    };
    System.arraycopy(header, 0, file, 0, header.length);
    return file;
  }
}
