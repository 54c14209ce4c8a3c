package bohr.emulator.memory;

import bohr.emulator.state.Digest;
import bohr.emulator.state.Stateful;
import bohr.emulator.state.Walker;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/// All bulk state of the machine in one array: guest RAM from offset 0, and behind it the buffers
/// and media that devices keep for themselves. Little-endian; offsets and sizes in bytes.
///
/// **Blocks.** The unit of copy-on-write, of hashing and of decoding is a block of [#BLOCK_BYTES].
/// Each block has a byte of reasons why a store must look twice: not yet in the set of blocks
/// changed since the last image, hash up to date, decoded as code, reserved by an LR, read as a
/// page table, not yet in the log of changes, watched. A store to a block without reasons is a
/// plain array write; that is the common case: the first store to a block removes most of them.
public final class Memory implements Stateful {

  /// log2 of the block size.
  public static final int BLOCK_SHIFT = 8;

  public static final int BLOCK_BYTES = 1 << BLOCK_SHIFT;

  private static final int BLOCK_MASK = BLOCK_BYTES - 1;
  private static final int CHUNK_SHIFT = 8;
  private static final int CHUNK_BLOCKS = 1 << CHUNK_SHIFT;

  private static final byte UNCHANGED = 1;
  private static final byte HASHED = 2;
  private static final byte CODE = 4;
  private static final byte RESERVED = 8;
  private static final byte TABLE = 16;
  private static final byte LOGGED = 32;
  private static final byte WATCHED = 64;

  private static final int NO_AGENT = -1;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);

  private final int ramBytes;
  private final byte[] bytes;
  private final byte[] reasons;
  private final int[] changed;
  private final int[] unhashed;
  private final long[] blockHash;
  private final Reservations reservations;
  private final CodeListener[] codeListeners = new CodeListener[64];
  private int codeListenerCount;
  private final TableListener[] tableListeners = new TableListener[64];
  private int tableListenerCount;
  private int changedCount;
  private int unhashedCount;
  private long hashSum;
  private Image base;

  // Null if nobody asked for one.
  private ChangeLog log;
  private Watch watch;

  /// Whoever decoded instructions out of a block and must forget them when it changes.
  public interface CodeListener {

    /// The block `block` (offset >> [#BLOCK_SHIFT]) no longer holds the bytes that were decoded.
    void codeChanged(int block);
  }

  /// Whoever remembers what page tables in a block said and must forget it when the block changes.
  public interface TableListener {

    /// The block `block` is about to change.
    void tableChanged(int block);
  }

  /// The contents of a memory at one moment; immutable, shares unchanged blocks with the image that
  /// it was taken after. A null chunk or block is all zero.
  public static final class Image {

    private final byte[][][] chunks;

    private Image(byte[][][] chunks) {
      this.chunks = chunks;
    }

    /// How many bytes of blocks this holds that `other`, if it is one, does not share.
    public long bytesBeside(Image other) {
      long blocks = 0;
      for (int c = 0; c < chunks.length; c++) {
        byte[][] theirs = other == null ? null : other.chunks[c];
        for (int b = 0; chunks[c] != theirs && chunks[c] != null && b < CHUNK_BLOCKS; b++) {
          byte[] mine = chunks[c][b];
          blocks += mine != null && (theirs == null || mine != theirs[b]) ? 1 : 0;
        }
      }
      return blocks * BLOCK_BYTES;
    }

    private byte[] block(int block) {
      byte[][] chunk = chunks[block >> CHUNK_SHIFT];
      return chunk == null ? null : chunk[block & CHUNK_BLOCKS - 1];
    }
  }

  /// A zeroed memory of `ramBytes` of RAM and `deviceBytes` for devices, both multiples of
  /// [#BLOCK_BYTES], in a machine of `harts` harts.
  public Memory(int ramBytes, int deviceBytes, int harts) {
    int size = Math.addExact(ramBytes, deviceBytes);
    if (((ramBytes | deviceBytes) & BLOCK_MASK) != 0 || ramBytes < 0 || deviceBytes < 0) {
      throw new IllegalArgumentException("sizes must be multiples of " + BLOCK_BYTES);
    }
    this.ramBytes = ramBytes;
    bytes = new byte[size];
    int blocks = size >> BLOCK_SHIFT;
    reasons = new byte[blocks];
    Arrays.fill(reasons, (byte) (UNCHANGED | HASHED));
    changed = new int[blocks];
    unhashed = new int[blocks];
    blockHash = new long[blocks];
    reservations = new Reservations(harts);
    base = new Image(new byte[blocks + CHUNK_BLOCKS - 1 >> CHUNK_SHIFT][][]);
  }

  /// Has `listener` told of changes to blocks that were marked with [#markTable(int)].
  public void addTableListener(TableListener listener) {
    tableListeners[tableListenerCount++] = listener;
  }

  /// Size of guest RAM, which is at offsets 0 to here.
  public int ramBytes() {
    return ramBytes;
  }

  /// Has `listener` told of changes to blocks that were marked with [#markCode(int)].
  public void addCodeListener(CodeListener listener) {
    codeListeners[codeListenerCount++] = listener;
  }

  // Loads. The offset must lie inside; an access may be misaligned and cross blocks.

  public long load64(int offset) {
    return (long) LONG.get(bytes, offset);
  }

  /// Sign-extended.
  public int load32(int offset) {
    return (int) INT.get(bytes, offset);
  }

  /// Sign-extended.
  public short load16(int offset) {
    return (short) SHORT.get(bytes, offset);
  }

  /// Sign-extended.
  public byte load8(int offset) {
    return bytes[offset];
  }

  // Stores. `agent` is whoever stores: its own reservation survives, those of others do not.

  public void store64(int offset, long value, int agent) {
    if (reasons[offset >> BLOCK_SHIFT] == 0 && (offset & BLOCK_MASK) <= BLOCK_BYTES - 8) {
      LONG.set(bytes, offset, value);
    } else {
      prepare(offset, 8, agent);
      LONG.set(bytes, offset, value);
    }
  }

  public void store32(int offset, int value, int agent) {
    if (reasons[offset >> BLOCK_SHIFT] == 0 && (offset & BLOCK_MASK) <= BLOCK_BYTES - 4) {
      INT.set(bytes, offset, value);
    } else {
      prepare(offset, 4, agent);
      INT.set(bytes, offset, value);
    }
  }

  public void store16(int offset, short value, int agent) {
    if (reasons[offset >> BLOCK_SHIFT] == 0 && (offset & BLOCK_MASK) <= BLOCK_BYTES - 2) {
      SHORT.set(bytes, offset, value);
    } else {
      prepare(offset, 2, agent);
      SHORT.set(bytes, offset, value);
    }
  }

  public void store8(int offset, byte value, int agent) {
    if (reasons[offset >> BLOCK_SHIFT] != 0) {
      prepare(offset, 1, agent);
    }
    bytes[offset] = value;
  }

  /// Copies `length` bytes from here into `target`.
  public void read(int offset, byte[] target, int at, int length) {
    System.arraycopy(bytes, offset, target, at, length);
  }

  /// Stores `length` bytes of `source` as one access by `agent`.
  public void write(int offset, byte[] source, int at, int length, int agent) {
    prepare(offset, length, agent);
    System.arraycopy(source, at, bytes, offset, length);
  }

  // LR and SC.

  /// Gives `hart` a reservation of the aligned 8 bytes around `offset`, in place of its last one.
  public void reserve(int hart, int offset) {
    reservations.set(hart, offset);
    reasons[offset >> BLOCK_SHIFT] |= RESERVED;
  }

  /// Whether `hart` still has the reservation of the 8 bytes around `offset`; ends it either way.
  public boolean takeReservation(int hart, int offset) {
    return reservations.take(hart, offset);
  }

  /// Marks a block as decoded: its next change is told to the code listeners.
  public void markCode(int block) {
    reasons[block] |= CODE;
  }

  /// Marks a block as read by page-table walks: its next change is told to the table listeners.
  public void markTable(int block) {
    reasons[block] |= TABLE;
  }

  // Images and digest.

  /// The present contents. Costs a copy of what changed since the last image or restore.
  public Image image() {
    byte[][][] chunks = base.chunks.clone();
    for (int i = 0; i < changedCount; i++) {
      int block = changed[i];
      int c = block >> CHUNK_SHIFT;
      if (chunks[c] == base.chunks[c]) {
        chunks[c] = chunks[c] == null ? new byte[CHUNK_BLOCKS][] : chunks[c].clone();
      }
      int start = block << BLOCK_SHIFT;
      chunks[c][block & CHUNK_BLOCKS - 1] = Arrays.copyOfRange(bytes, start, start + BLOCK_BYTES);
      reasons[block] |= UNCHANGED;
    }
    changedCount = 0;
    base = new Image(chunks);
    return base;
  }

  /// Goes back to `image`, taken from a memory of the same size. Costs a copy of what changed since
  /// the last image or restore, and of what differs between that image and this one.
  public void restore(Image image) {
    for (int i = 0; i < changedCount; i++) {
      revert(changed[i], image);
      reasons[changed[i]] |= UNCHANGED;
    }
    changedCount = 0;
    if (image != base) {
      for (int c = 0; c < image.chunks.length; c++) {
        if (image.chunks[c] != base.chunks[c]) {
          restoreChunk(c, image);
        }
      }
      base = image;
    }
  }

  private void restoreChunk(int c, Image image) {
    int end = Math.min((c + 1) << CHUNK_SHIFT, reasons.length);
    for (int block = c << CHUNK_SHIFT; block < end; block++) {
      if (image.block(block) != base.block(block)) {
        revert(block, image);
      }
    }
  }

  private void revert(int block, Image image) {
    changing(block);
    byte[] content = image.block(block);
    int start = block << BLOCK_SHIFT;
    if (content == null) {
      Arrays.fill(bytes, start, start + BLOCK_BYTES, (byte) 0);
    } else {
      System.arraycopy(content, 0, bytes, start, BLOCK_BYTES);
    }
  }

  /// From now on blocks that change are noted in a log. Costs a look at the first store to each.
  public ChangeLog beginLog() {
    log = new ChangeLog(reasons, LOGGED);
    return log;
  }

  /// From now on `these` ranges are watched, and no others; null for none.
  public void watch(Watch these) {
    Watch.mark(these, reasons, WATCHED);
    watch = these;
  }

  /// An agent loads these bytes: to be called where somebody may watch.
  public void loaded(int offset, int length) {
    if (watch != null) {
      watch.touch(false, offset, length);
    }
  }

  /// How many blocks there are.
  public int blocks() {
    return reasons.length;
  }

  /// Stores a whole block.
  public void putBlock(int block, byte[] source, int at) {
    write(block << BLOCK_SHIFT, source, at, BLOCK_BYTES, NO_AGENT);
  }

  /// A hash of all contents; costs a hash of what changed since the last call. All-zero blocks
  /// count as nothing, so an untouched memory of any size is free.
  public long digest() {
    for (int i = 0; i < unhashedCount; i++) {
      int block = unhashed[i];
      long hash = hash(block);
      hashSum += hash - blockHash[block];
      blockHash[block] = hash;
      reasons[block] |= HASHED;
    }
    unhashedCount = 0;
    return hashSum;
  }

  private long hash(int block) {
    long hash = Digest.EMPTY;
    long any = 0;
    int start = block << BLOCK_SHIFT;
    for (int offset = start; offset < start + BLOCK_BYTES; offset += 8) {
      long word = load64(offset);
      any |= word;
      hash = Digest.mix(hash, word);
    }
    return any == 0 ? 0 : Digest.mix(hash, block);
  }

  /// The reservations; contents are in the [Image], not here.
  @Override
  public void walk(Walker walker) {
    reservations.walk(walker);
    reservations.mark(reasons, RESERVED);
  }

  /// The slow side of a store: deals with every reason of every block that the store touches.
  private void prepare(int offset, int length, int agent) {
    int last = offset + length - 1 >> BLOCK_SHIFT;
    boolean watched = false;
    for (int block = offset >> BLOCK_SHIFT; block <= last; block++) {
      watched |= (reasons[block] & WATCHED) != 0;
      if ((reasons[block] & UNCHANGED) != 0) {
        reasons[block] &= ~UNCHANGED;
        changed[changedCount++] = block;
      }
      if ((reasons[block] & RESERVED) != 0 && !reservations.end(block, offset, length, agent)) {
        reasons[block] &= ~RESERVED;
      }
      changing(block);
    }
    if (watched) {
      watch.touch(true, offset, length);
    }
  }

  /// Forgets what was derived from a block's contents: its hash, its decoded instructions, and
  /// translations that came from it.
  private void changing(int block) {
    if ((reasons[block] & HASHED) != 0) {
      reasons[block] &= ~HASHED;
      unhashed[unhashedCount++] = block;
    }
    if ((reasons[block] & LOGGED) != 0) {
      reasons[block] &= ~LOGGED;
      log.note();
    }
    if ((reasons[block] & CODE) != 0) {
      reasons[block] &= ~CODE;
      for (int i = 0; i < codeListenerCount; i++) {
        codeListeners[i].codeChanged(block);
      }
    }
    if ((reasons[block] & TABLE) != 0) {
      reasons[block] &= ~TABLE;
      for (int i = 0; i < tableListenerCount; i++) {
        tableListeners[i].tableChanged(block);
      }
    }
  }
}
