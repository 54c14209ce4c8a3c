package bohr.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/// A kernel in the boot image format that fills 4 MiB of memory with numbers and powers off, in
/// 2.6 million steps.
final class TinyKernel {

  static final String FILE = "Image";

  private static final int BYTES = 4096;
  private static final int CODE = 64;

  private static final int[] PROGRAM = {
    0x00200597, // auipc a1, 0x200
    0x00080337, // lui t1, 0x80
    0x00000293, // li t0, 0
    0x00329393, // slli t2, t0, 3
    0x00b383b3, // add t2, t2, a1
    0x0053b023, // sd t0, 0(t2)
    0x00128293, // addi t0, t0, 1
    0xfe6298e3, // bne t0, t1, -16
    0x001003b7, // lui t2, 0x100
    0x00005337, // lui t1, 5
    0x55530313, // addi t1, t1, 0x555
    0x0063a023, // sw t1, 0(t2)
    0x0000006f, // j 0
  };

  private TinyKernel() {}

  /// Puts the kernel into `folder`.
  static Path write(Path folder) throws IOException {
    ByteBuffer image = ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN);
    image.putInt(0, 0x0400006f); // j CODE
    image.putLong(8, 2 << 20).putLong(16, BYTES).putInt(56, 0x05435352);
    for (int i = 0; i < PROGRAM.length; i++) {
      image.putInt(CODE + 4 * i, PROGRAM[i]);
    }
    return Files.write(folder.resolve(FILE), image.array());
  }
}
