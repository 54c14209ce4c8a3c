package bohr.fuzz.litmus;

import bohr.emulator.agent.Access;
import bohr.emulator.agent.Chooser;
import bohr.emulator.agent.Clock;
import bohr.emulator.agent.Roster;
import bohr.emulator.hart.Disassembler;
import bohr.emulator.hart.GuestPort;
import bohr.emulator.hart.Hart;
import bohr.emulator.hart.HartBus;
import bohr.emulator.hart.RegisterState;
import bohr.emulator.input.BadInput;
import bohr.emulator.memory.Memory;
import bohr.emulator.ordering.MemoryRules;
import bohr.emulator.ordering.Ordering;
import bohr.fuzz.litmus.LitmusTest.Location;
import bohr.fuzz.litmus.LitmusTest.Program;
import java.util.List;

/// A machine of harts and RAM and nothing else, with a litmus test in it: a hart a thread. A thread
/// has ended when its hart stands behind the last instruction.
final class LitmusMachine {

  /// `wfi`: were a hart to go on behind its thread's end, it would wait there for ever.
  private static final int WAIT_FOR_INTERRUPT = 0x1050_0073;

  private final LitmusTest test;
  private final Memory memory;
  private final Ordering ordering;
  private final Hart[] harts;
  private final long[] ends;
  private final Access access = new Access();
  private long steps;

  LitmusMachine(LitmusTest test, MemoryRules rules) {
    this.test = test;
    int threads = test.programs().size();
    memory = new Memory(Layout.RAM_BYTES, 0, threads);
    ordering = new Ordering(memory, rules, threads);
    harts = new Hart[threads];
    ends = new long[threads];
    Clock clock = new Clock();
    Roster roster = new Roster();
    for (int hart = 0; hart < threads; hart++) {
      harts[hart] = new Hart(hart, memory, new Nowhere(), new Nobody(), clock, roster);
      load(hart, test.programs().get(hart));
    }
    for (int location = 0; location < test.locations().size(); location++) {
      store(location, test.locations().get(location));
    }
  }

  private void load(int hart, Program program) {
    int offset = hart * Layout.CODE_BYTES;
    for (int word : program.code()) {
      memory.store32(offset, word, hart);
      offset += 4;
    }
    memory.store32(offset, WAIT_FOR_INTERRUPT, hart);
    harts[hart].attach(ordering);
    harts[hart].reset(Layout.code(hart), 0);
    for (int register = 1; register < program.registers().size(); register++) {
      harts[hart].firmware().setX(register, program.registers().get(register));
    }
    ends[hart] = Layout.code(hart) + 4L * program.code().size();
  }

  private void store(int location, Location cell) {
    long unused = Long.SIZE - Byte.SIZE * cell.bytes();
    memory.store64(Layout.offset(location), cell.initial() << unused >>> unused, -1);
  }

  Memory memory() {
    return memory;
  }

  Ordering ordering() {
    return ordering;
  }

  int harts() {
    return harts.length;
  }

  Hart hart(int number) {
    return harts[number];
  }

  /// Steps taken so far by all harts.
  long steps() {
    return steps;
  }

  /// Whether a thread has ended.
  boolean ended(int hart) {
    return harts[hart].pc() == ends[hart];
  }

  /// @throws BadInput if a thread has stopped before its end, at something that cannot be explored
  void checkEnded(int hart) {
    if (!ended(hart)) {
      throw bad(hart, harts[hart].pc(), "has no place in a litmus test");
    }
  }

  private BadInput bad(int thread, long pc, String reason) {
    List<Integer> code = test.programs().get(thread).code();
    long number = (pc - Layout.code(thread)) / 4;
    boolean inside = number >= 0 && number < code.size();
    String text = inside ? Disassembler.disassemble(pc, code.get((int) number)) : "nothing";
    return new BadInput(test.file(), "thread " + thread, "'" + text + "' " + reason);
  }

  /// A hart as it stands.
  RegisterState saved(int hart) {
    RegisterState state = new RegisterState();
    state.save(harts[hart]);
    return state;
  }

  /// What the next instruction of a hart touches.
  Access pending(int hart) {
    harts[hart].pending(access);
    return access;
  }

  /// One instruction of a hart.
  void step(int hart, Chooser chooser) {
    steps += harts[hart].perform(1, chooser);
  }

  /// A hart's reservation is gone.
  void loseReservation(int hart) {
    memory.takeReservation(hart, 0);
  }

  /// The values of the keys that a thread's registers decide, into `state`.
  void registers(int thread, long[] state) {
    for (int key = 0; key < state.length; key++) {
      if (test.keys().get(key) instanceof Key.Register register && register.thread() == thread) {
        state[key] = harts[thread].x(register.number());
      }
    }
  }

  /// The values of the keys that memory decides, into `state`.
  void cells(long[] state) {
    for (int key = 0; key < state.length; key++) {
      if (test.keys().get(key) instanceof Key.Cell cell) {
        long bits = ordering.newest(Layout.offset(cell.location()));
        state[key] = test.locations().get(cell.location()).value(bits);
      }
    }
  }

  /// There is nothing but RAM.
  private static final class Nowhere implements HartBus {

    @Override
    public Reply load(Hart hart, long address, int size) {
      return Reply.FAULT;
    }

    @Override
    public Reply store(Hart hart, long address, int size, long value) {
      return Reply.FAULT;
    }

    @Override
    public Reply resume(Hart hart) {
      return Reply.FAULT;
    }

    @Override
    public void pending(Hart hart, long address, int size, boolean store, Access into) {
      into.none();
    }
  }

  /// Nobody hears what a thread says; one that traps ends the test.
  private final class Nobody implements GuestPort {

    @Override
    public void hint(Hart hart, int code, long value) {}

    @Override
    public void exception(Hart hart, int cause, long pc, long value) {
      throw bad(hart.id(), pc, "traps, cause " + cause);
    }
  }
}
