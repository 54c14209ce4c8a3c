package bohr.emulator.device;

import bohr.emulator.agent.Phase;
import bohr.emulator.bus.RegisterBank;
import bohr.emulator.bus.RegisterBank.Done;
import bohr.emulator.oracle.Monitor;
import bohr.emulator.pci.Function;
import bohr.emulator.pci.Tlp;
import bohr.emulator.state.Digest;
import bohr.emulator.state.Text;

/// What becomes of a device's DMA to its own registers where it reaches them (`own-bar-dma`). As in
/// emulators that look DMA addresses up among all there is, the thread that makes the access runs
/// the handler itself, in the middle of what it is doing. A beat is as many accesses of 4 bytes as
/// it takes, or of fewer at its ends.
final class OwnRegisters {

  private static final int WORD = 4;
  private static final byte ONES = -1;

  private final Function function;
  private final RegisterBank registers;
  private final Monitor monitor;

  /// `own-bar-dma: guarded`: only exempt registers may be entered.
  private final boolean guarded;

  /// A thread inside a handler of its own device.
  ///
  /// @param data what is written, or has been read so far; never changed
  /// @param tag of the read; meaningless for a write
  /// @param offset how much of the beat is done
  /// @param handler where the handler stands; null between two
  /// @param then where the thread goes on
  record Nested(
      boolean write, long address, byte[] data, int tag, int offset, Phase handler, Phase then)
      implements Phase {

    /// Whether all is done but to hand over what was read.
    boolean hasRead() {
      return !write && offset == data.length;
    }

    private Nested at(Phase next) {
      return new Nested(write, address, data, tag, offset, next, then);
    }

    private int size() {
      long odd = address + offset & WORD - 1;
      int left = data.length - offset;
      return odd == 0 && left >= WORD ? WORD : (odd & 1) == 0 && left >= 2 ? 2 : 1;
    }

    @Override
    public boolean guarded() {
      return true;
    }

    @Override
    public boolean sends() {
      return handler != null && handler.sends();
    }

    @Override
    public long fingerprint() {
      long hash = Digest.of(write ? 1 : 0, address, tag, offset, then.fingerprint());
      for (byte b : data) {
        hash = Digest.mix(hash, b);
      }
      return Digest.mix(hash, handler == null ? 0 : handler.fingerprint());
    }

    @Override
    public String toString() {
      String what = handler == null ? "" : ", " + handler;
      return Text.format("Nested[%s 0x%x", write ? "write to" : "read from", address + offset)
          + what + "]";
    }
  }

  OwnRegisters(Function function, RegisterBank registers, Wiring wiring) {
    this.function = function;
    this.registers = registers;
    monitor = wiring.monitor();
    guarded = wiring.settings().get("own-bar-dma").equals("guarded");
  }

  /// Where the thread goes in place of `next`, if its step has led to the device itself.
  Phase divert(Phase next) {
    Tlp request = function.takeDiverted();
    if (request instanceof Tlp.Write(long address, byte[] data, boolean _)) {
      return new Nested(true, address, data, 0, 0, null, next);
    }
    if (request instanceof Tlp.Read(long address, int length, int tag)) {
      return new Nested(false, address, new byte[length], tag, 0, null, next);
    }
    return next;
  }

  Phase step(Nested nested) {
    if (nested.hasRead()) {
      return nested.then;
    }
    if (nested.handler != null) {
      Phase next = registers.handle(nested.handler);
      return next instanceof Done(long value) ? behind(nested, value) : nested.at(next);
    }
    long address = nested.address + nested.offset;
    int bar = function.barAt(address);
    if (bar < 0) {
      return behind(nested, ONES);
    }
    long offset = address - function.barBase(bar);
    boolean exempt = registers.mayBeReentered(bar, offset);
    if (guarded && !exempt) {
      return behind(nested, ONES);
    }
    monitor.reentered(function.name(), Text.format("BAR %d + 0x%x", bar, offset), exempt);
    int size = nested.size();
    Phase first =
        nested.write
            ? registers.store(bar, offset, size, value(nested, size))
            : registers.load(bar, offset, size);
    return first == null || first instanceof Done ? behind(nested, ONES) : nested.at(first);
  }

  private static long value(Nested nested, int size) {
    long value = 0;
    for (int i = 0; i < size; i++) {
      value |= (nested.data[nested.offset + i] & 0xffL) << 8 * i;
    }
    return value;
  }

  /// An access is over, with this value if it was a load.
  private static Phase behind(Nested nested, long value) {
    int size = nested.size();
    int offset = nested.offset + size;
    byte[] data = nested.data;
    if (!nested.write) {
      data = data.clone();
      for (int i = 0; i < size; i++) {
        data[nested.offset + i] = (byte) (value >>> 8 * i);
      }
    }
    return nested.write && offset == data.length
        ? nested.then
        : new Nested(
            nested.write, nested.address, data, nested.tag, offset, null, nested.then);
  }
}
