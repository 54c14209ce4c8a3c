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

  /// Starts a second hart through the SBI, asks for a snapshot once that is ready, and has both add
  /// 1 to a counter, each with a load and a store. An assertion fails if one of the two is lost.
  private static final int[] RACE = {
    0x00000597, 0x08058593, 0x00100513, 0x00000613, 0x00000813, 0x004858b7,
    0x34d8889b, 0x00000073, 0x00000417, 0x09040413, 0x00843283, 0xfe028ee3,
    0x00102013, 0x0ff0000f, 0x00043423, 0x00043283, 0x00128293, 0x00543023,
    0x01043283, 0xfe028ee3, 0x00043283, 0x00200313, 0x00628a63, 0x00000517,
    0x06c50513, 0x00050593, 0x00352013, 0x001003b7, 0x00005337, 0x55530313,
    0x0063a023, 0x0000006f, 0x00000417, 0x03040413, 0x00100293, 0x00543423,
    0x00843283, 0xfe029ee3, 0x00043283, 0x00128293, 0x00543023, 0x00100293,
    0x00543823, 0x0000006f, 0x00000000, 0x00000000, 0x00000000, 0x00000000,
    0x00000000, 0x00000000, 0x69206e61, 0x6572636e, 0x746e656d, 0x73617720,
    0x736f6c20, 0x00010074, 0x00000000,
  };

  private TinyKernel() {}

  /// Puts the kernel into `folder`.
  static Path write(Path folder) throws IOException {
    return write(folder, PROGRAM);
  }

  /// Puts the one with the race there.
  static Path writeRace(Path folder) throws IOException {
    return write(folder, RACE);
  }

  private static Path write(Path folder, int[] program) throws IOException {
    ByteBuffer image = ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN);
    image.putInt(0, 0x0400006f); // j CODE
    image.putLong(8, 2 << 20).putLong(16, BYTES).putInt(56, 0x05435352);
    for (int i = 0; i < program.length; i++) {
      image.putInt(CODE + 4 * i, program[i]);
    }
    return Files.write(folder.resolve(FILE), image.array());
  }
}
