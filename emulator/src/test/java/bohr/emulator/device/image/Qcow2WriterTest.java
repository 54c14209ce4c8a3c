package bohr.emulator.device.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Qcow2WriterTest {

  private static final int CLUSTER = 1 << 16;

  private static byte[] written(Medium disk) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      Qcow2Writer.write(disk, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static DiskImage read(byte[] file) {
    return new Qcow2Image("written", ImageBytes.of(file));
  }

  /// A disk of zeroes over which `count` stretches of bytes are written.
  private static Medium disk(int sectors, int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Medium disk = new Medium(DiskImage.raw(ImageBytes.of(new byte[512 * sectors])));
    for (int i = 0; i < count; i++) {
      byte[] bytes = new byte[1 + random.nextInt(Math.min(9000, 512 * sectors))];
      random.nextBytes(bytes);
      disk.write(random.nextInt(512 * sectors - bytes.length + 1), bytes);
    }
    return disk;
  }

  @Property(tries = 60)
  void whatIsWrittenIsRead(
      @ForAll @IntRange(min = 1, max = 3000) int sectors,
      @ForAll @IntRange(max = 12) int count,
      @ForAll long seed) {
    Medium disk = disk(sectors, count, seed);
    DiskImage image = read(written(disk));
    assertEquals(512L * sectors, image.bytes());
    byte[] bytes = new byte[512 * sectors];
    image.read(0, bytes, 0, bytes.length);
    assertArrayEquals(disk.read(0, bytes.length), bytes);
  }

  @Test
  void aDiskOfZeroesTakesNoRoomForData() {
    assertEquals(4 * CLUSTER, written(disk(3000, 0, 0)).length);
  }

  @Test
  void whatWasOverwrittenWithZeroesTakesNoRoomEither() {
    Medium disk = new Medium(DiskImage.formatted(256));
    assertEquals(4 * CLUSTER + 3 * CLUSTER, written(disk).length);
    disk.zero(CLUSTER, CLUSTER);
    assertEquals(4 * CLUSTER + 2 * CLUSTER, written(disk).length);
  }

  @Test
  void qemuFindsNoFaultInItAndTheSameContents(@TempDir Path folder) throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/qemu-img")), "qemu-img is not installed");
    Medium disk = disk(40_000, 40, 7);
    Path image = Files.write(folder.resolve("disk.qcow2"), written(disk));
    Path raw = Files.write(folder.resolve("disk.raw"), disk.read(0, 512 * 40_000));
    assertEquals(0, run("qemu-img", "check", "-q", image.toString()));
    assertEquals(0, compare(image, raw));
    byte[] other = Files.readAllBytes(raw);
    other[12_345]++;
    Files.write(raw, other);
    assertEquals(1, compare(image, raw));
  }

  private static int compare(Path image, Path raw) throws IOException, InterruptedException {
    return run("qemu-img", "compare", "-q", "-F", "raw", image.toString(), raw.toString());
  }

  private static int run(String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(command).inheritIO().start().waitFor();
  }
}
