package bohr.emulator.boot;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/// Which source line an instruction comes from: the matrix that the line programs of `.debug_line`
/// unfold into (DWARF 5, section 6.2), kept as rows in arrays because a guest may have many.
final class LineTable {

  /// Rows beyond this many are not kept, so that a hostile program costs a few megabytes.
  static final int MOST_ROWS = 1 << 20;

  /// Rows of ascending address that describe one stretch of code without holes.
  ///
  /// @param low its first address
  /// @param high the address behind it
  /// @param first number of its first row
  /// @param end number of the row behind its last one
  private record Sequence(long low, long high, int first, int end) {}

  private long[] addresses = new long[64];
  private int[] lines = new int[64];
  private int[] names = new int[64];
  private int rows;
  private int firstOfSequence;
  private boolean ascending = true;
  private final List<Sequence> sequences = new ArrayList<>();

  /// What a lookup found.
  ///
  /// @param nameAt where in the image the name of the source file is
  record Row(int nameAt, int line) {}

  /// Code that rows describe.
  ///
  /// @param low its first address
  /// @param high the address behind it
  record Range(long low, long high) {}

  /// The stretches of code that rows describe.
  List<Range> ranges() {
    return sequences.stream().map(each -> new Range(each.low(), each.high())).toList();
  }

  boolean isFull() {
    return rows == MOST_ROWS;
  }

  /// Appends a row to the sequence under construction. Of several rows for one address the last
  /// counts, as in the GNU tools.
  ///
  /// @param nameAt where in the image the name of the source file is; negative if unknown
  void row(long address, int line, int nameAt) {
    if (rows > firstOfSequence) {
      int order = Long.compareUnsigned(address, addresses[rows - 1]);
      ascending &= order >= 0;
      if (order == 0) {
        rows--;
      }
    }
    if (rows == addresses.length) {
      addresses = Arrays.copyOf(addresses, 2 * rows);
      lines = Arrays.copyOf(lines, 2 * rows);
      names = Arrays.copyOf(names, 2 * rows);
    }
    addresses[rows] = address;
    lines[rows] = line;
    names[rows] = nameAt;
    rows++;
  }

  /// Ends the sequence under construction in front of `address`. One whose addresses do not ascend
  /// is dropped: DWARF says that they do.
  void endSequence(long address) {
    boolean usable = ascending && rows > firstOfSequence
        && Long.compareUnsigned(addresses[rows - 1], address) <= 0;
    if (!usable) {
      dropSequence();
      return;
    }
    sequences.add(new Sequence(addresses[firstOfSequence], address, firstOfSequence, rows));
    firstOfSequence = rows;
  }

  /// Forgets the rows since the last end of a sequence.
  void dropSequence() {
    rows = firstOfSequence;
    ascending = true;
  }

  /// Called once, behind the last row: from here on the table can be searched.
  void finish() {
    dropSequence();
    sequences.sort(Comparator.comparingLong(sequence -> sequence.low() + Long.MIN_VALUE));
  }

  /// The row for a virtual address, or null. Sequences that overlap describe code that the linker
  /// threw away, or are garbage; the one that starts last is asked.
  Row find(long address) {
    Sequence around = null;
    int low = 0;
    int high = sequences.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (Long.compareUnsigned(sequences.get(middle).low(), address) <= 0) {
        around = sequences.get(middle);
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    if (around == null || Long.compareUnsigned(address, around.high()) >= 0) {
      return null;
    }
    low = around.first() + 1;
    high = around.end();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (Long.compareUnsigned(addresses[middle], address) <= 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    int row = low - 1;
    return lines[row] > 0 && names[row] >= 0 ? new Row(names[row], lines[row]) : null;
  }
}
