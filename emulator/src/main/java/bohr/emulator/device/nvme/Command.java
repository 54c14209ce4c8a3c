package bohr.emulator.device.nvme;

import bohr.emulator.memory.Memory;
import bohr.emulator.state.Digest;
import bohr.emulator.state.Fingerprinted;
import bohr.emulator.state.Text;

/// A submission queue entry (§4.2) as it was fetched; the host may have changed it since.
///
/// @param queue the submission queue that it came from
/// @param flags bits 15:8 of its first word: FUSE in bits 1:0, PSDT in bits 7:6
/// @param dw10 to `dw13`: words 10 to 13
record Command(
    int queue,
    int opcode,
    int flags,
    int cid,
    int nsid,
    long prp1,
    long prp2,
    int dw10,
    int dw11,
    int dw12,
    int dw13)
    implements Fingerprinted {

  /// Size of an entry, in bytes: the only one that CC.IOSQES may ask for.
  static final int BYTES = 64;

  /// Size of a logical block, in bytes.
  static final int BLOCK_BYTES = 512;

  /// The entry that was put at `offset`.
  static Command parse(int queue, Memory memory, int offset) {
    int first = memory.load32(offset);
    return new Command(
        queue,
        first & 0xff,
        first >>> 8 & 0xff,
        first >>> 16,
        memory.load32(offset + 4),
        memory.load64(offset + 24),
        memory.load64(offset + 32),
        memory.load32(offset + 40),
        memory.load32(offset + 44),
        memory.load32(offset + 48),
        memory.load32(offset + 52));
  }

  boolean admin() {
    return queue == 0;
  }

  /// Of Read, Write and Write Zeroes.
  long startingBlock() {
    return (long) dw11 << 32 | dw10 & 0xffff_ffffL;
  }

  /// Of Read, Write and Write Zeroes: 1 to 65,536.
  int blocks() {
    return (dw12 & 0xffff) + 1;
  }

  @Override
  public long fingerprint() {
    return Digest.of(
        queue, opcode, flags, cid, nsid, prp1, prp2, dw10, dw11, dw12, dw13);
  }

  @Override
  public String toString() {
    return Text.format("%s cid=%d queue=%d", Opcode.name(admin(), opcode), cid, queue);
  }
}
