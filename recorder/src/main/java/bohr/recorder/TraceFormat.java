package bohr.recorder;


/// The constants of the trace format, version 2. `docs/trace-format.md` explains the layout; every
/// bound here is checked by the writer, which refuses to write more, and by the reader, which
/// refuses to read more.
///
/// ```
/// file   = prelude chunk*
/// prelude (12 bytes): 89 42 4f 48 52 0d 0a 1a   u32 version
/// chunk  (17 bytes + payload), all numbers little-endian:
///    0  u8   type            1 records, 2 image, 3 state
///    1  u32  size            bytes of the contents, 1 to CHUNK_BYTES_MAX
///    5  u32  stored          bytes of the payload; equal to size: stored as is, less: LZ4 block
///    9  u32  head check      CRC32C of what stands before this chunk's byte 0 (the payload check
///                            of the chunk before, or the prelude) and of bytes 0 to 8
///   13  u32  payload check   CRC32C of bytes 0 to 12 and of the payload
///   17  ...  payload
/// ```
///
/// Each check continues from the one before it, so a chunk that is missing, doubled or out of place
/// is noticed. The head has a check of its own, so that a damaged length is never taken for a
/// recording that was cut off.
public final class TraceFormat {

  /// The version that this build writes; it reads this one and those before it.
  public static final int VERSION = 2;

  /// Most bytes of a chunk's contents.
  public static final int CHUNK_BYTES_MAX = 1 << 20;

  /// Most bytes of the guest image.
  public static final int IMAGE_BYTES_MAX = 16 << 20;

  /// Most bytes, in UTF-8, of the scenario's text.
  public static final int SCENARIO_BYTES_MAX = 256 << 10;

  /// Most bytes, in UTF-8, of a verdict's message, clause or place.
  public static final int MESSAGE_BYTES_MAX = 64 << 10;

  /// Most bytes, in UTF-8, of a name or an override.
  public static final int WORD_BYTES_MAX = 4 << 10;

  /// Most overrides of a header.
  public static final int OVERRIDES_MAX = 64;

  /// Most bytes of one input.
  public static final int INPUT_BYTES_MAX = 64 << 10;

  /// Most inputs of a trace.
  public static final int INPUTS_MAX = 1 << 20;

  /// Most bytes of all inputs of a trace together.
  public static final int INPUTS_BYTES_MAX = 64 << 20;

  /// Most checkpoints of a trace.
  public static final int CHECKPOINTS_MAX = 1 << 20;

  /// Most states of a trace.
  public static final int STATES_MAX = 1 << 16;

  /// Most bytes of a state without memory; what a guest has written to its disks is part of that.
  public static final int STATE_PARTS_MAX = 1 << 28;

  /// Most bytes of memory in a state.
  public static final long STATE_MEMORY_MAX = 1L << 32;

  /// Most devices of a kernel's machine, and most settings of one.
  public static final int DEVICES_MAX = 32;

  /// Most slices of a trace: 512 MiB in memory.
  public static final int SLICES_MAX = 1 << 26;

  /// Most choices of a trace whose value is not 0: 192 MiB in memory.
  public static final int VALUES_MAX = 1 << 24;

  /// Most steps of a trace, and most choices of one agent: 22 years at 100 million a second.
  public static final long STEPS_MAX = 1L << 56;

  /// Most agents, as in [bohr.emulator.agent.TransitionSystem#agents()].
  public static final int AGENTS_MAX = 64;

  /// Most slices, or values, of one record.
  static final int BLOCK_MAX = 1 << 12;

  /// A chunk is closed once its contents are this long, so a kill loses no more than about this.
  static final int CHUNK_BYTES_FULL = 64 << 10;

  /// A chunk is closed once it holds this many steps: a third of a second of one fast hart.
  static final long CHUNK_STEPS_FULL = 1L << 24;

  /// Length of what precedes the first chunk.
  static final int PRELUDE_BYTES = 12;

  /// Length of what precedes a chunk's payload.
  static final int HEAD_BYTES = 17;

  /// Chunk type: records, encoded by Kryo.
  static final byte RECORDS = 1;

  /// Chunk type: a part of the guest image, as it is.
  static final byte IMAGE = 2;

  /// Chunk type: a part of a state.
  static final byte STATE = 3;

  private static final byte[] MAGIC = {(byte) 0x89, 'B', 'O', 'H', 'R', '\r', '\n', 0x1a};

  private TraceFormat() {}

  /// The first bytes of every trace, of every version. Not text, and damaged by whatever treats
  /// the file as text (the idea of the PNG signature, RFC 2083 section 12.12).
  static byte[] magic() {
    return MAGIC.clone();
  }

  /// How long the next part of an image or state is of which so much is left: all parts are full
  /// except the last.
  static int part(long left) {
    return (int) Math.min(CHUNK_BYTES_MAX, left);
  }
}
