package bohr.emulator.device.nvme;

import bohr.emulator.pci.Grant;
import bohr.emulator.state.Digest;
import bohr.emulator.state.Fingerprinted;
import bohr.emulator.state.Text;

/// How far a command's data has come along its physical region pages (§4.3). Entries of PRP lists
/// are fetched one by one, each just before its page is used: a host that changes a list under way
/// is seen to do so.
///
/// @param toGuest whether data moves from controller to guest
/// @param length in bytes, at least 1
/// @param pageBytes the memory page size that CC.MPS gave
/// @param done bytes moved
/// @param address where the next byte lies in guest memory, if `room` is left
/// @param room bytes left in the present page
/// @param list the address of the next entry of the PRP list, or [#NO_LIST]
record Transfer(
    Command command,
    Grant grant,
    boolean toGuest,
    int length,
    int pageBytes,
    int done,
    long address,
    int room,
    long list)
    implements Fingerprinted {

  /// The second PRP entry of the command was not looked at yet.
  static final long NO_LIST = -1;

  /// A transfer of which nothing was moved.
  static Transfer begin(
      Command command, Grant grant, boolean toGuest, int length, int pageBytes) {
    long prp1 = command.prp1();
    int room = pageBytes - (int) (prp1 & pageBytes - 1);
    return new Transfer(command, grant, toGuest, length, pageBytes, 0, prp1, room, NO_LIST);
  }

  int left() {
    return length - done;
  }

  /// The length of the next beat: within the page, within the block of the medium, and not beyond
  /// the next multiple of the maximum payload.
  int beat(int maxPayload) {
    int blockLeft = Command.BLOCK_BYTES - done % Command.BLOCK_BYTES;
    int aligned = (int) (maxPayload - Long.remainderUnsigned(address, maxPayload));
    return Math.min(Math.min(aligned, blockLeft), Math.min(room, left()));
  }

  Transfer moved(int bytes) {
    return new Transfer(
        command,
        grant,
        toGuest,
        length,
        pageBytes,
        done + bytes,
        address + bytes,
        room - bytes,
        list);
  }

  /// The command's second PRP entry is a page, not a list: the rest of the data fits into it.
  boolean lastPage() {
    return list == NO_LIST && left() <= pageBytes;
  }

  /// The next entry of the list points to another list: it is the last of its page, and more than a
  /// page of data is left.
  boolean chained() {
    return (list & pageBytes - 1) == pageBytes - 8 && left() > pageBytes;
  }

  boolean pageAligned(long entry) {
    return (entry & pageBytes - 1) == 0;
  }

  /// Goes on in the page at `page`; behind it, the list is read from `next` on.
  Transfer page(long page, long next) {
    return new Transfer(
        command, grant, toGuest, length, pageBytes, done, page, pageBytes, next);
  }

  /// Goes on with the list at `address`.
  Transfer list(long next) {
    return new Transfer(
        command, grant, toGuest, length, pageBytes, done, address, room, next);
  }

  @Override
  public long fingerprint() {
    return Digest.of(
        command.fingerprint(),
        grant.fingerprint(),
        toGuest ? 1 : 0,
        length,
        pageBytes,
        done,
        address,
        room,
        list);
  }

  @Override
  public String toString() {
    return Text.format("%s, %d of %d bytes", command, done, length);
  }
}
