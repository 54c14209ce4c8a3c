package bohr.emulator.pci;

/// The BARs of a function behind which harts reach memory as they reach RAM, past every handler and
/// lock (`ram-bar: direct`).
public final class MappedBars {

  private final Function function;
  private final int[] offsets = new int[6];
  private final StoreListener[] listeners = new StoreListener[6];

  /// Who is told of stores to such a BAR, behind each of them.
  @FunctionalInterface
  public interface StoreListener {

    /// @param offset in the BAR
    void stored(int offset, int size);
  }

  MappedBars(Function function) {
    this.function = function;
  }

  /// Adds one.
  ///
  /// @param offset where in the machine's memory it leads
  public void add(int bar, int offset) {
    add(bar, offset, (_, _) -> {});
  }

  /// As the other, with somebody who is told of stores, as a hypervisor logs dirty pages.
  public void add(int bar, int offset, StoreListener listener) {
    offsets[bar] = offset;
    listeners[bar] = listener;
  }

  /// Where in the machine's memory `address` leads; -1 if it is in none of them.
  public long at(long address) {
    int bar = function.barAt(address);
    return isMapped(bar) ? offsets[bar] + address - function.barBase(bar) : -1;
  }

  /// A hart has stored at `address`.
  ///
  /// @return whether that is in one of them
  public boolean stored(long address, int size) {
    int bar = function.barAt(address);
    if (isMapped(bar)) {
      listeners[bar].stored((int) (address - function.barBase(bar)), size);
    }
    return isMapped(bar);
  }

  private boolean isMapped(int bar) {
    return bar >= 0 && listeners[bar] != null;
  }
}
