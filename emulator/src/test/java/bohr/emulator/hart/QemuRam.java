package bohr.emulator.hart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// `qemu-system-riscv64` as a function from RAM to RAM: RAM is a file, written before, read after.
/// The guest ends by way of the test finisher. There are two harts, of which the second has to stay
/// away: with a single one, QEMU takes an AMO apart into a load and a store, and calls its faults
/// those of a load.
final class QemuRam {

  private static final String QEMU = "/usr/bin/qemu-system-riscv64";

  private QemuRam() {}

  /// RAM as the program in `image` leaves it behind.
  ///
  /// @param folder for files
  static ByteBuffer after(byte[] image, int bytes, Path folder, String cpu) throws Exception {
    assumeTrue(Files.isExecutable(Path.of(QEMU)), "no " + QEMU + " here");
    byte[] ram = new byte[bytes];
    System.arraycopy(image, 0, ram, 0, image.length);
    Path file = Files.write(folder.resolve("ram"), ram);
    Path output = folder.resolve("output");
    List<String> command = new ArrayList<>(List.of(
        QEMU, "-machine", "virt,memory-backend=ram", "-m", bytes / 1024 + "K", "-bios", "none",
        "-smp", "2",
        "-object", "memory-backend-file,id=ram,share=on,size=" + bytes + ",mem-path=" + file,
        "-cpu", cpu, "-display", "none", "-serial", "none", "-monitor", "none"));
    Process qemu =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      assertTrue(qemu.waitFor(1, TimeUnit.MINUTES), "QEMU does not come to an end");
    } finally {
      qemu.destroyForcibly();
    }
    assertEquals(0, qemu.exitValue(), Files.readString(output));
    return ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
  }
}
