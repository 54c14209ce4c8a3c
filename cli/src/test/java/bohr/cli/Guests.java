package bohr.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/// Small guests, written word by word.
final class Guests {

  private static final long BASE = 0x8000_0000L;

  /// Sends back what the UART receives; done, with status 0, behind a `q`.
  private static final int[] ECHO = {
    0x100002b7, // lui   t0, 0x10000
    0x0052c303, // lbu   t1, 5(t0)         loop
    0x00137313, // andi  t1, t1, 1
    0x00030c63, // beqz  t1, wait
    0x0002c383, // lbu   t2, 0(t0)
    0x00728023, // sb    t2, 0(t0)
    0x07100e13, // li    t3, 'q'
    0xffc394e3, // bne   t2, t3, loop
    0x00202013, // slti  zero, zero, 2     done
    0x0100000f, // pause                   wait
    0xfddff06f, // j     loop
  };

  /// Done, with status 7.
  private static final int[] SEVEN = {
    0x00700513, // li    a0, 7
    0x00252013, // slti  zero, a0, 2
    0x0000006f, // j     .
  };

  /// Sleeps for ever.
  private static final int[] SLEEP = {
    0x10500073, // wfi
    0xffdff06f, // j     -4
  };

  /// Never done.
  private static final int[] SPIN = {0x0000006f};

  /// Done, with status 0 if the first virtio-mmio slot has a disk, version 2, of vendor QEMU.
  private static final int[] FIRST_SLOT = {
    0x100012b7, // lui   t0, 0x10001
    0x0002a303, // lw    t1, 0(t0)
    0x747273b7, // lui   t2, 0x74727
    0x9763839b, // addw  t2, t2, -1674
    0x00100513, // li    a0, 1
    0x02731663, // bne   t1, t2, done
    0x0042a303, // lw    t1, 4(t0)
    0x00200393, // li    t2, 2
    0x02731063, // bne   t1, t2, done
    0x0082a303, // lw    t1, 8(t0)
    0x00731c63, // bne   t1, t2, done
    0x00c2a303, // lw    t1, 12(t0)
    0x554d43b7, // lui   t2, 0x554d4
    0x5513839b, // addw  t2, t2, 1361
    0x00731463, // bne   t1, t2, done
    0x00000513, // li    a0, 0
    0x00252013, // slti  zero, a0, 2
    0x0000006f, // j     .
  };

  private Guests() {}

  static Path echo(Path folder) {
    return write(folder.resolve("echo.elf"), ECHO);
  }

  static Path seven(Path folder) {
    return write(folder.resolve("seven.elf"), SEVEN);
  }

  static Path sleep(Path folder) {
    return write(folder.resolve("sleep.elf"), SLEEP);
  }

  static Path firstSlot(Path folder) {
    return write(folder.resolve("slot.elf"), FIRST_SLOT);
  }

  static Path spin(Path folder) {
    return write(folder.resolve("spin.elf"), SPIN);
  }

  private static Path write(Path file, int... words) {
    int length = 4 * words.length;
    ByteBuffer elf = ByteBuffer.allocate(64 + 56 + length).order(ByteOrder.LITTLE_ENDIAN);
    elf.put(new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1}).position(16);
    elf.putShort((short) 2).putShort((short) 243).putInt(1); // executable, RISC-V, version
    elf.putLong(BASE).putLong(64).putLong(0).putInt(0); // entry, program headers, sections, flags
    elf.putShort((short) 64).putShort((short) 56).putShort((short) 1).position(64);
    elf.putInt(1).putInt(5).putLong(120).putLong(BASE).putLong(BASE); // a segment, read and run
    elf.putLong(length).putLong(length).putLong(4);
    for (int word : words) {
      elf.putInt(word);
    }
    try {
      return Files.write(file, elf.array());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
