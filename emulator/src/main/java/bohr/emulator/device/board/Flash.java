package bohr.emulator.device.board;

import bohr.emulator.bus.PlatformDevice;
import bohr.emulator.device.image.DiskImage;
import bohr.emulator.device.image.ImageBytes;
import bohr.emulator.device.image.Medium;
import bohr.emulator.state.Stateful;
import bohr.emulator.state.Walker;
import java.util.Arrays;

/// A bank of CFI flash as QEMU's `virt` board has it: two chips of 16 bits side by side, each of
/// 16 MiB in blocks of 128 KiB, with the Intel command set (JEDEC JESD68.01; Intel, "28F640J3"
/// data sheet, table 4). A command is given to both chips at once; the low byte counts.
///
/// Programming clears bits and never sets one. All commands end within the step that gives them, so
/// the chips are always ready. Harts load from the flash but do not execute from it.
public final class Flash implements PlatformDevice, Stateful {

  /// Size of a bank.
  public static final int BYTES = 32 << 20;

  private static final int BLOCK_BYTES = 256 << 10;
  private static final int BOTH_CHIPS = 0x1_0001;

  private static final int READ_ARRAY = 0xff;
  private static final int PROGRAM_ALTERNATIVE = 0x10;
  private static final int PROGRAM = 0x40;
  private static final int ERASE = 0x20;
  private static final int CLEAR_STATUS = 0x50;
  private static final int LOCK = 0x60;
  private static final int READ_STATUS = 0x70;
  private static final int READ_IDENTIFIER = 0x90;
  private static final int QUERY = 0x98;
  private static final int WRITE_BUFFER = 0xe8;
  private static final int CONFIRM = 0xd0;
  private static final int LOCK_BLOCK = 0x01;

  private static final byte ERASED = (byte) 0xff;
  private static final int READY = 0x80;
  private static final int PROGRAM_ERROR = 0x10;

  /// Of both chips together.
  private static final int BUFFER_BYTES = 4096;

  private static final long NO_BUFFER = -1;

  /// JESD68.01, table 1, from address 0x10 on: "QRY", the Intel command set with its table at 0x31;
  /// voltages and times; 2^24 bytes, 16 bits wide, buffers of 2^11 bytes, one region of 128 blocks
  /// of 0x200 * 256 bytes; "PRI" 1.0 without any feature but one protection field.
  private static final int[] TABLE = {
    'Q', 'R', 'Y', 1, 0, 0x31, 0, 0, 0, 0, 0, 0x45, 0x55, 0, 0, 7, 7, 10, 0, 4, 4, 4, 0, 24, 2, 0,
    11, 0, 1, 127, 0, 0, 2, 'P', 'R', 'I', '1', '0', 0, 0, 0, 0, 0, 0, 0, 0, 0, 1
  };

  private static final int TABLE_AT = 0x10;
  private static final int[] IDENTIFIER = {0x89, 0x18};

  private final Medium contents;

  /// What was commanded last: decides what is read.
  private int command = READ_ARRAY;

  /// How many more words of the command are there: none, its second, the data of a buffer, or what
  /// confirms it.
  private int cycle;

  private int status = READY;
  private int left;
  private long bufferAt = NO_BUFFER;
  private byte[] buffer = new byte[BUFFER_BYTES];

  /// @param image at most [#BYTES]; what is missing is erased
  public Flash(ImageBytes image) {
    contents = new Medium(new DiskImage() {
      @Override
      public long bytes() {
        return BYTES;
      }

      @Override
      public void read(long offset, byte[] target, int at, int length) {
        image.read(offset, target, at, length, ERASED);
      }
    });
  }

  @Override
  public boolean accepts(long offset, int size) {
    return true;
  }

  @Override
  public long load(long offset, int size) {
    return size == 8 ? word(offset, 4) | word(offset + 4, 4) << 32 : word(offset, size);
  }

  private long word(long offset, int size) {
    int index = (int) offset >> 2;
    long both = switch (command) {
      case READ_ARRAY -> data(offset, size);
      case READ_IDENTIFIER -> of(IDENTIFIER, index & 0xff) * (long) BOTH_CHIPS;
      case QUERY -> of(TABLE, index - TABLE_AT) * (long) BOTH_CHIPS;
      default -> status * (long) BOTH_CHIPS;
    };
    return both & -1L >>> 64 - 8 * size;
  }

  private static int of(int[] values, int index) {
    return index >= 0 && index < values.length ? values[index] : 0;
  }

  private long data(long offset, int size) {
    long value = 0;
    byte[] bytes = contents.read(offset, size);
    for (int i = size - 1; i >= 0; i--) {
      value = value << 8 | bytes[i] & 0xff;
    }
    return value;
  }

  @Override
  public void store(long offset, int size, long value) {
    if (size == 8) {
      store(offset, 4, value);
      store(offset + 4, 4, value >>> 32);
      return;
    }
    switch (cycle) {
      case 0 -> begin(offset, (int) value & 0xff);
      case 1 -> second(offset, size, value);
      case 2 -> fill(offset, size, value);
      default -> confirm((int) value & 0xff);
    }
  }

  /// The buffer is the one around the first word; what is outside is an error.
  private void fill(long offset, int size, long value) {
    if (bufferAt == NO_BUFFER) {
      bufferAt = offset & -BUFFER_BYTES;
      Arrays.fill(buffer, ERASED);
    }
    if ((offset & -BUFFER_BYTES) == bufferAt) {
      for (int i = 0; i < size; i++) {
        buffer[(int) (offset - bufferAt) + i] = (byte) (value >>> 8 * i);
      }
    } else {
      status |= PROGRAM_ERROR;
    }
    left--;
    cycle = left < 0 ? 3 : 2;
  }

  private void confirm(int code) {
    if (code == CONFIRM && (status & PROGRAM_ERROR) == 0) {
      byte[] bytes = contents.read(bufferAt, BUFFER_BYTES);
      for (int i = 0; i < BUFFER_BYTES; i++) {
        bytes[i] &= buffer[i];
      }
      contents.write(bufferAt, bytes);
      done();
    } else {
      readArray();
    }
    bufferAt = NO_BUFFER;
  }

  private void begin(long offset, int code) {
    switch (code) {
      case PROGRAM, PROGRAM_ALTERNATIVE, LOCK, QUERY -> await(code);
      case ERASE -> {
        erase(offset & -BLOCK_BYTES);
        await(code);
      }
      case WRITE_BUFFER -> {
        status |= READY;
        await(code);
      }
      case READ_STATUS, READ_IDENTIFIER -> command = code;
      case CLEAR_STATUS -> {
        status = 0;
        readArray();
      }
      default -> readArray();
    }
  }

  private void await(int code) {
    command = code;
    cycle = 1;
  }

  /// A query ends with "read array" alone, as QEMU has it.
  private void second(long offset, int size, long value) {
    int code = (int) value & 0xff;
    boolean locks = command == LOCK && (code == CONFIRM || code == LOCK_BLOCK);
    boolean erases = command == ERASE && code == CONFIRM;
    if (command == PROGRAM || command == PROGRAM_ALTERNATIVE) {
      program(offset, size, value);
      done();
    } else if (command == WRITE_BUFFER) {
      left = (int) value & 0xffff;
      cycle = 2;
    } else if (locks || erases) {
      done();
    } else if (command != QUERY || code == READ_ARRAY) {
      readArray();
    }
  }

  private void done() {
    status |= READY;
    cycle = 0;
  }

  private void readArray() {
    command = READ_ARRAY;
    cycle = 0;
  }

  private void program(long offset, int size, long value) {
    byte[] bytes = contents.read(offset, size);
    for (int i = 0; i < size; i++) {
      bytes[i] &= (byte) (value >>> 8 * i);
    }
    contents.write(offset, bytes);
    status |= READY;
  }

  private void erase(long offset) {
    byte[] erased = new byte[BLOCK_BYTES];
    Arrays.fill(erased, ERASED);
    contents.write(offset, erased);
    status |= READY;
  }

  @Override
  public void walk(Walker walker) {
    contents.walk(walker);
    command = walker.value(command);
    cycle = walker.value(cycle);
    status = walker.value(status);
    left = walker.value(left);
    bufferAt = walker.value(bufferAt);
    buffer = walker.bytes(buffer, bufferAt == NO_BUFFER ? 0 : BUFFER_BYTES);
  }
}
