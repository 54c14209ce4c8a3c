package bohr.recorder;

import bohr.emulator.memory.ChangeLog;
import bohr.emulator.memory.Memory;
import bohr.emulator.state.StateCodec.BadState;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/// The memory of a state: runs of blocks that have changed. A run whose blocks are all zero has no
/// bytes. When an operating system starts, that is most of what changes, for it clears memory
/// before it uses it.
///
/// ```
/// run = u32 first block   u32 number of blocks << 1 | zero   their bytes, unless zero
/// ```
final class StateMemory {

  private static final int RUN_BYTES = 8;

  private final Memory memory;

  /// For each run its two words.
  private int[] runs = new int[64];

  private int length;
  private long bytes;

  /// Somebody who wants bytes.
  @FunctionalInterface
  interface Target {

    /// Takes `length` bytes of `bytes`, from the start.
    void take(byte[] bytes, int length);
  }

  /// Takes what `log` holds of `memory`, which must not change until it is written.
  StateMemory(Memory memory, ChangeLog log) {
    this.memory = memory;
    log.take(this::add);
  }

  private void add(int block) {
    int zero = isZero(block) ? 1 : 0;
    bytes += zero == 1 ? 0 : Memory.BLOCK_BYTES;
    if (length > 0) {
      int word = runs[length - 1];
      if (runs[length - 2] + (word >>> 1) == block && (word & 1) == zero) {
        runs[length - 1] = word + 2;
        return;
      }
    }
    if (length == runs.length) {
      runs = Arrays.copyOf(runs, 2 * length);
    }
    runs[length++] = block;
    runs[length++] = 1 << 1 | zero;
    bytes += RUN_BYTES;
  }

  private boolean isZero(int block) {
    long any = 0;
    int start = block << Memory.BLOCK_SHIFT;
    for (int offset = start; offset < start + Memory.BLOCK_BYTES; offset += Long.BYTES) {
      any |= memory.load64(offset);
    }
    return any == 0;
  }

  /// How many bytes are written.
  long bytes() {
    return bytes;
  }

  void write(Target out) {
    byte[] head = new byte[RUN_BYTES];
    byte[] block = new byte[Memory.BLOCK_BYTES];
    for (int i = 0; i < length; i += 2) {
      words(head).putInt(runs[i]).putInt(runs[i + 1]);
      out.take(head, head.length);
      int end = (runs[i + 1] & 1) == 1 ? runs[i] : runs[i] + (runs[i + 1] >>> 1);
      for (int number = runs[i]; number < end; number++) {
        memory.read(number << Memory.BLOCK_SHIFT, block, 0, block.length);
        out.take(block, block.length);
      }
    }
  }

  /// Puts what was written as `bytes` bytes into `memory`.
  ///
  /// @throws BadState if it is nothing of that kind
  static void read(InputStream in, long bytes, Memory memory) throws IOException {
    byte[] head = new byte[RUN_BYTES];
    byte[] zeros = new byte[Memory.BLOCK_BYTES];
    byte[] block = new byte[Memory.BLOCK_BYTES];
    int behind = 0;
    for (long left = bytes; left > 0; ) {
      fill(in, head);
      ByteBuffer words = words(head);
      int first = words.getInt();
      int word = words.getInt();
      long end = (long) first + (word >>> 1);
      if (first < behind || end > memory.blocks()) {
        throw new BadState("changes the blocks " + Integer.toUnsignedString(first) + " to "
            + (end - 1) + " behind block " + behind + " of a memory with " + memory.blocks());
      }
      boolean zero = (word & 1) == 1;
      for (int number = first; number < end; number++) {
        if (!zero) {
          fill(in, block);
        }
        memory.putBlock(number, zero ? zeros : block, 0);
      }
      behind = (int) end;
      left -= RUN_BYTES + (zero ? 0 : (end - first) * Memory.BLOCK_BYTES);
    }
  }

  private static void fill(InputStream in, byte[] bytes) throws IOException {
    if (in.readNBytes(bytes, 0, bytes.length) < bytes.length) {
      throw new BadState("ends too early");
    }
  }

  private static ByteBuffer words(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
