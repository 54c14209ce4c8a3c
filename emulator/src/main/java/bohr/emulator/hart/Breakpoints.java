package bohr.emulator.hart;

import java.util.Arrays;
import java.util.BitSet;

/// Addresses of instructions of which somebody wants to hear when a hart comes to them. The hart
/// does not stop there: nothing about the execution changes.
///
/// For the loop of [BaseInteger] a breakpoint is an instruction that is never decoded for good
/// ([DecodedCode]), so that it asks [Fetch] each time; and what [Fetch] does not find is for
/// [SlowPath], where the clock is exact. Which addresses are meant is known by their place in a
/// page alone until then, because decoded pages are physical ones. So the loop is as fast as ever,
/// but at one of 2048 places.
public final class Breakpoints {

  /// None.
  static final Breakpoints NONE = new Breakpoints(new long[0], (_, _) -> {});

  private final long[] addresses;
  private final Listener listener;
  private final BitSet entries = new BitSet();

  /// Whoever wants to hear of it.
  public interface Listener {

    /// The step in progress executes the instruction at `pc`; nothing of it is done yet.
    void reached(int hart, long pc);
  }

  /// Tells `listener` of `addresses`, which are virtual ones.
  public Breakpoints(long[] addresses, Listener listener) {
    this.addresses = addresses.clone();
    Arrays.sort(this.addresses);
    this.listener = listener;
    for (long address : addresses) {
      entries.set(DecodedCode.entry(address));
    }
  }

  boolean contains(long pc) {
    return Arrays.binarySearch(addresses, pc) >= 0;
  }

  /// Whether the entry of a decoded page must stay empty.
  boolean holdsOpen(int entry) {
    return entries.get(entry);
  }

  /// The entries that must stay empty.
  BitSet entries() {
    return entries;
  }

  /// A hart is about to execute the instruction at `pc`.
  void at(int hart, long pc) {
    if (contains(pc)) {
      listener.reached(hart, pc);
    }
  }
}
