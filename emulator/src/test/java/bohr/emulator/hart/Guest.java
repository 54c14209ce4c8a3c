package bohr.emulator.hart;

import bohr.emulator.agent.Chooser;
import bohr.emulator.agent.Clock;
import bohr.emulator.agent.Roster;
import bohr.emulator.memory.Memory;
import bohr.emulator.memory.MemoryLayout;
import bohr.emulator.state.DigestWalker;
import bohr.emulator.state.Walker;
import java.util.ArrayList;
import java.util.List;

/// Harts on 64 KiB of RAM with a [StubBus], and a program: the smallest machine that runs.
///
/// ```java
/// Guest guest = Guest.of("add a0,a1,a2").set("a1", 1).set("a2", 2).run(1);
/// ```
final class Guest implements GuestPort {

  static final long RAM = MemoryLayout.RAM;
  static final int RAM_BYTES = 1 << 16;

  /// Where tests keep data, and where the trap handler is.
  static final long DATA = RAM + 0x4000;

  static final long HANDLER = RAM + 0x8000;

  final Memory memory;
  final StubBus bus = new StubBus();
  final Clock clock = new Clock();
  final Roster roster = new Roster();

  /// Hints and exceptions, as the guest port heard of them.
  final List<String> events = new ArrayList<>();

  final Hart[] harts;

  /// The first hart.
  final Hart hart;

  private Guest(int count, PteUpdate pteUpdate) {
    memory = new Memory(RAM_BYTES, 4096, count);
    harts = new Hart[count];
    for (int id = 0; id < count; id++) {
      DecodedCode code = new DecodedCode(memory);
      harts[id] = new Hart(id, memory, code, bus, this, clock, roster, pteUpdate);
    }
    hart = harts[0];
  }

  /// One hart at the start of a program at the start of RAM.
  static Guest of(String... program) {
    return harts(1, program);
  }

  /// Several harts, all at the start of the same program.
  static Guest harts(int count, String... program) {
    return harts(count, PteUpdate.ATOMIC, program);
  }

  /// One hart that updates page-table entries in a given way.
  static Guest with(PteUpdate pteUpdate, String... program) {
    return harts(1, pteUpdate, program);
  }

  static Guest harts(int count, PteUpdate pteUpdate, String... program) {
    Guest guest = new Guest(count, pteUpdate).program(RAM, program);
    for (Hart hart : guest.harts) {
      hart.reset(RAM, 0);
    }
    return guest;
  }

  Guest program(long address, String... program) {
    byte[] bytes = Assembler.assemble(address, program);
    memory.write((int) (address - RAM), bytes, 0, bytes.length, -1);
    return this;
  }

  /// Sets mtvec to [#HANDLER].
  Guest withHandler(String... program) {
    hart.csrs.mtvec = HANDLER;
    return program(HANDLER, program);
  }

  Guest set(String register, long value) {
    hart.x[Assembler.register(register)] = value;
    return this;
  }

  long get(String register) {
    return hart.x(Assembler.register(register));
  }

  Guest store(long address, long value) {
    memory.store64((int) (address - RAM), value, -1);
    return this;
  }

  long load(long address) {
    return memory.load64((int) (address - RAM));
  }

  /// Takes exactly `steps` steps of the first hart, in slices as long as it likes.
  Guest run(int steps) {
    return run(hart, steps);
  }

  Guest run(Hart hart, int steps) {
    for (int left = steps; left > 0; ) {
      left -= hart.perform(left, Chooser.STRONGEST);
    }
    return this;
  }

  /// A hash of everything, and the same walk for saving and restoring.
  long digest() {
    DigestWalker walker = new DigestWalker();
    walk(walker);
    walker.value(memory.digest());
    return walker.digest();
  }

  void walk(Walker walker) {
    clock.walk(walker);
    roster.walk(walker);
    memory.walk(walker);
    bus.walk(walker);
    for (Hart each : harts) {
      each.walk(walker);
    }
  }

  @Override
  public void hint(Hart hart, int code, long value) {
    events.add("hint " + code + " " + value);
  }

  @Override
  public void exception(Hart hart, int cause, long pc, long value) {
    events.add("%s at %x: %x".formatted(Cause.describe(cause), pc, value));
  }
}
