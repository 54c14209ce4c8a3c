package bohr.fuzz.coverage;

import bohr.emulator.agent.Access;
import bohr.emulator.state.Digest;
import java.util.Arrays;

/// One number for an execution, equal for all executions that differ only in the order of
/// independent steps: a hash of its Mazurkiewicz trace (Mazurkiewicz, "Trace Theory", 1986).
///
/// Each visible step has an identity, made from its agent, its number among the steps of that
/// agent, what it touched, and the identities of the steps that it comes immediately behind: the
/// agent's visible step before it; for each place touched, the last step that wrote there; and
/// where it writes, the steps that have read there since. Those steps are the same in every order
/// of the same trace, and they determine it. The hash is the sum of the identities, for which the
/// order of the steps is indifferent.
///
/// **Dependent** are two steps of one agent, two that touch one object, and two that touch one
/// aligned word of eight bytes of memory unless both read. (Objects and words are coarser than what
/// the machine does: two hashes may differ where the machine could not tell.)
/// **Not seen**: dependence by virtual time, and by choices whose step touches something else than
/// what was pending; the value chosen is part of the step's identity, though.
///
/// Allocates only while its table grows to the places that an execution touches.
public final class InterleavingHash {

  private static final int WORD_SHIFT = 3;

  /// Distinguishes objects from words of memory, whose numbers have less than 61 bits.
  private static final long OBJECT = 1L << 62;

  private final long[] last = new long[Long.SIZE];
  private final long[] taken = new long[Long.SIZE];

  // The table of places: open addressing; a row belongs to the present execution if its epoch does.
  private long[] places = new long[1 << 8];
  private int[] epochs = new int[places.length];
  private long[] writes = new long[places.length];
  private long[] reads = new long[places.length];
  private int used;
  private int epoch = 1;

  private long sum;
  private long chosen;

  /// Of an execution without steps.
  public InterleavingHash() {}

  /// An execution begins.
  public void begin() {
    sum = 0;
    chosen = 0;
    Arrays.fill(last, 0);
    Arrays.fill(taken, 0);
    used = 0;
    epoch++;
    if (epoch == 0) {
      Arrays.fill(epochs, 0);
      epoch = 1;
    }
  }

  /// The next step to be told of makes a choice.
  public void choice(int value) {
    chosen = Digest.mix(chosen, value);
  }

  /// `agent` takes a step that touches `access`.
  public void step(int agent, Access access) {
    taken[agent]++;
    if (!access.visible() && chosen == 0) {
      return;
    }
    long identity = Digest.mix(last[agent], taken[agent] << 6 | agent);
    if (chosen != 0) {
      identity = Digest.mix(identity, chosen);
      chosen = 0;
    }
    long firstWord = 0;
    long lastWord = -1;
    boolean write = access.kind != Access.Kind.READ;
    if (access.kind != Access.Kind.NONE) {
      identity = Digest.mix(identity, access.address << 2 | access.kind.ordinal());
      firstWord = access.address >>> WORD_SHIFT;
      lastWord = access.address + access.length - 1 >>> WORD_SHIFT;
      for (long word = firstWord; word <= lastWord; word++) {
        identity = behind(identity, row(word), write);
      }
    }
    int object = -1;
    if (access.object != Access.NO_OBJECT) {
      object = row(OBJECT | access.object);
      identity = behind(identity, object, true);
      writes[object] = identity;
    }
    for (long word = firstWord; word <= lastWord; word++) {
      note(identity, row(word), write);
    }
    last[agent] = identity;
    sum += identity;
  }

  private long behind(long identity, int row, boolean write) {
    long mixed = Digest.mix(identity, writes[row]);
    return write ? Digest.mix(mixed, reads[row]) : mixed;
  }

  private void note(long identity, int row, boolean write) {
    if (write) {
      writes[row] = identity;
      reads[row] = 0;
    } else {
      reads[row] += identity;
    }
  }

  /// The hash of the execution so far.
  public long hash() {
    return sum;
  }

  /// The row of a place, which may be new.
  private int row(long place) {
    int row = find(place);
    if (epochs[row] != epoch) {
      if (2 * used >= places.length) {
        grow();
        row = find(place);
      }
      used++;
      epochs[row] = epoch;
      places[row] = place;
      writes[row] = 0;
      reads[row] = 0;
    }
    return row;
  }

  private int find(long place) {
    int mask = places.length - 1;
    int row = (int) (place * 0x9e3779b97f4a7c15L >>> 40) & mask;
    while (epochs[row] == epoch && places[row] != place) {
      row = row + 1 & mask;
    }
    return row;
  }

  private void grow() {
    long[] oldPlaces = places;
    int[] oldEpochs = epochs;
    long[] oldWrites = writes;
    long[] oldReads = reads;
    places = new long[2 * oldPlaces.length];
    epochs = new int[places.length];
    writes = new long[places.length];
    reads = new long[places.length];
    for (int old = 0; old < oldPlaces.length; old++) {
      if (oldEpochs[old] == epoch) {
        int row = find(oldPlaces[old]);
        places[row] = oldPlaces[old];
        epochs[row] = epoch;
        writes[row] = oldWrites[old];
        reads[row] = oldReads[old];
      }
    }
  }
}
