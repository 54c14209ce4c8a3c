package bohr.emulator.hart;

import bohr.emulator.agent.Access;
import bohr.emulator.state.Stateful;
import bohr.emulator.state.Walker;
import java.util.ArrayList;
import java.util.List;

/// A bus for tests: every access succeeds unless its address is in the page [#NOBODY], takes as
/// many further steps as [#delay] says, and is noted in [#log]. Every load gives [#value].
final class StubBus implements HartBus, Stateful {

  static final long NOBODY = 0x1000;

  final List<String> log = new ArrayList<>();

  /// How many steps each access takes beyond its first.
  int delay;

  /// What every load gives; bits beyond its size are cut off.
  long value;

  /// Run inside every call, as a device would.
  Runnable whenCalled = () -> {};

  private long left;
  private long address;
  private int size;

  @Override
  public Reply load(Hart hart, long address, int size) {
    log.add("load%d %x".formatted(size, address));
    return begin(hart, address, size);
  }

  @Override
  public Reply store(Hart hart, long address, int size, long value) {
    log.add("store%d %x %x".formatted(size, address, value));
    return begin(hart, address, size);
  }

  private Reply begin(Hart hart, long address, int size) {
    this.address = address;
    this.size = size;
    left = delay;
    return reply(hart);
  }

  @Override
  public Reply resume(Hart hart) {
    log.add("resume");
    left--;
    return reply(hart);
  }

  private Reply reply(Hart hart) {
    whenCalled.run();
    if (left > 0) {
      return Reply.PENDING;
    }
    if (address >>> 12 == NOBODY >>> 12) {
      return Reply.FAULT;
    }
    hart.busValue = size == 8 ? value : value & (1L << 8 * size) - 1;
    return Reply.DONE;
  }

  @Override
  public void pending(Hart hart, long address, int size, boolean store, Access into) {
    into.object((int) (address >>> 28));
  }

  @Override
  public void walk(Walker walker) {
    delay = walker.value(delay);
    value = walker.value(value);
    left = walker.value(left);
    address = walker.value(address);
    size = walker.value(size);
  }
}
