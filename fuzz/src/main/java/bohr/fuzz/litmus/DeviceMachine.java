package bohr.fuzz.litmus;

import bohr.emulator.Board;
import bohr.emulator.Machine;
import bohr.emulator.agent.Access;
import bohr.emulator.agent.Chooser;
import bohr.emulator.device.litmus.LitmusLayout;
import bohr.emulator.device.litmus.LitmusModel;
import bohr.emulator.hart.Assembler;
import bohr.emulator.hart.Disassembler;
import bohr.emulator.hart.PteUpdate;
import bohr.emulator.input.BadInput;
import bohr.emulator.interrupt.Aia;
import bohr.emulator.memory.Memory;
import bohr.emulator.memory.MemoryLayout;
import bohr.emulator.ordering.MemoryRules;
import bohr.fuzz.litmus.LitmusTest.DeviceColumn;
import bohr.fuzz.litmus.LitmusTest.Location;
import bohr.fuzz.litmus.LitmusTest.Program;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A whole machine with a litmus test in it that has devices: a hart a thread, a function a device.
/// BARs are placed, the functions may issue requests, and every hart has identity 1 of its
/// interrupt file and software interrupts enabled, but takes none: it waits for them, or looks.
final class DeviceMachine {

  private static final int WAIT_FOR_INTERRUPT = 0x1050_0073;
  private static final int SYSTEM = 0x73;
  private static final int MAJOR = 127;

  private static final String[] PREPARATION = {
    "sw x6,0(x5)",
    "csrw miselect,x5", "csrw mireg,x6", "csrw miselect,x7", "csrw mireg,x8", "csrw mie,x9",
    "jalr x0,0(x10)"
  };

  // What the registers of the preparation hold; RISC-V AIA 1.0, §3.8.
  private static final long EIDELIVERY = 0x70;
  private static final long EIE0 = 0xc0;
  private static final long IDENTITY_1 = 1 << 1;
  private static final long MSIE_AND_MEIE = 1 << 3 | 1 << 11;

  // PCI configuration space.
  private static final int COMMAND = 0x04;
  private static final int BAR_0 = 0x10;
  private static final int BAR_2 = 0x18;
  private static final int MEMORY_AND_MASTER = 6;

  private final LitmusTest test;
  private final Machine machine;
  private final int harts;
  private final Access access = new Access();
  private long steps;

  DeviceMachine(LitmusTest test, MemoryRules rules) {
    this.test = test;
    harts = test.programs().size();
    List<Board.Plug> plugs = new ArrayList<>();
    for (DeviceColumn device : test.devices()) {
      int slot = plugs.size();
      plugs.add(new Board.Plug(
          "D" + slot, new LitmusModel(device.program()), slot, device.settings()));
    }
    machine = new Machine(new Board(harts, Layout.RAM_BYTES, plugs, Set.of(), this::load,
        new Board.Startup.InMachineMode(Layout.code(0), 0, 0), Long::toHexString, List.of(),
        Aia.NONE, PteUpdate.ATOMIC, Optional.empty(), rules));
    for (int slot = 0; slot < plugs.size(); slot++) {
      long config = MemoryLayout.ECAM + ((long) slot << 15);
      poke(config + BAR_0, LitmusLayout.barAddress(slot, 0));
      poke(config + BAR_2, LitmusLayout.barAddress(slot, 2));
      poke(config + COMMAND, MEMORY_AND_MASTER);
    }
    for (int hart = 0; hart < harts; hart++) {
      prepare(hart);
    }
    steps = 0;
  }

  private void load(Memory memory) {
    for (int hart = 0; hart < harts; hart++) {
      int offset = hart * Layout.CODE_BYTES;
      for (int word : test.programs().get(hart).code()) {
        memory.store32(offset, word, hart);
        offset += 4;
      }
      memory.store32(offset, WAIT_FOR_INTERRUPT, hart);
    }
    byte[] code = Assembler.assemble(Layout.preparation(), PREPARATION);
    memory.write((int) (Layout.preparation() - MemoryLayout.RAM), code, 0, code.length, -1);
    for (int i = 0; i < test.locations().size(); i++) {
      Location cell = test.locations().get(i);
      long unused = Long.SIZE - Byte.SIZE * cell.bytes();
      memory.store64(Layout.offset(i), cell.initial() << unused >>> unused, -1);
    }
  }

  /// Hart 0 stores a word outside RAM.
  private void poke(long address, long value) {
    start(0, Layout.preparation(), 0, address, value);
    runUntil(0, Layout.preparation() + 4);
  }

  private void prepare(int hart) {
    start(hart, Layout.preparation() + 4, 0, EIDELIVERY, 1, EIE0, IDENTITY_1, MSIE_AND_MEIE,
        Layout.code(hart));
    runUntil(hart, Layout.code(hart));
    Program program = test.programs().get(hart);
    for (int register = 1; register < program.registers().size(); register++) {
      machine.hart(hart).firmware().setX(register, program.registers().get(register));
    }
  }

  /// Has a hart begin at `pc`, with these values in x5 and behind.
  private void start(int hart, long pc, long a1, long... values) {
    machine.hart(hart).reset(pc, a1);
    for (int i = 0; i < values.length; i++) {
      machine.hart(hart).firmware().setX(5 + i, values[i]);
    }
  }

  private void runUntil(int hart, long pc) {
    while (machine.pc(hart) != pc) {
      machine.perform(hart, 1, Chooser.STRONGEST);
    }
  }

  Machine machine() {
    return machine;
  }

  long steps() {
    return steps;
  }

  /// Bit i is set if agent i may move: all that can, but harts at their end.
  long movable() {
    long movable = machine.enabled();
    for (int hart = 0; hart < harts; hart++) {
      movable = ended(hart) ? movable & ~(1L << hart) : movable;
    }
    return movable;
  }

  private boolean ended(int hart) {
    return machine.pc(hart) == end(hart);
  }

  private long end(int hart) {
    return Layout.code(hart) + 4L * test.programs().get(hart).code().size();
  }

  /// One step of an agent.
  ///
  /// @throws BadInput if it is a hart's, and traps
  void step(int agent, Chooser chooser) {
    long pc = agent < harts ? machine.pc(agent) : 0;
    steps += machine.perform(agent, 1, chooser);
    if (agent < harts && !isInside(agent)) {
      throw bad(agent, pc, "traps");
    }
  }

  private boolean isInside(int hart) {
    return machine.pc(hart) >= Layout.code(hart) && machine.pc(hart) <= end(hart);
  }

  /// Whether it does not matter when the next step of an agent is taken. Whatever deals with
  /// interrupts is not such a step.
  boolean isLocal(int agent) {
    machine.pending(agent, access);
    return !access.visible() && (agent >= harts || (word(agent) & MAJOR) != SYSTEM);
  }

  private int word(int hart) {
    int number = (int) (machine.pc(hart) - Layout.code(hart)) / 4;
    return test.programs().get(hart).code().get(number);
  }

  /// The values of the keys, where nobody can move any more.
  ///
  /// @throws BadInput if a hart waits for an interrupt that will not come
  long[] finalState() {
    for (int hart = 0; hart < harts; hart++) {
      if ((machine.enabled() >>> hart & 1) == 0) {
        throw bad(hart, machine.pc(hart) - 4, "waits for ever");
      }
    }
    return test.keys().stream().mapToLong(this::value).toArray();
  }

  private long value(Key key) {
    return switch (key) {
      case Key.Register register -> machine.hart(register.thread()).x(register.number());
      case Key.Cell cell ->
          test.locations().get(cell.location())
              .value(machine.newest(Layout.cell(cell.location())));
      case Key.Result result ->
          contents(result.device(), LitmusLayout.resultOffset(result.number()));
      case Key.DeviceMemory word ->
          contents(word.device(), LitmusLayout.memoryInContents() + 8 * word.number());
    };
  }

  /// Contents of devices are behind RAM, one behind the other.
  private long contents(int device, int offset) {
    long start = MemoryLayout.RAM + Layout.RAM_BYTES;
    return machine.newest(start + (long) device * LitmusLayout.contentsBytes() + offset);
  }

  private BadInput bad(int thread, long pc, String reason) {
    List<Integer> code = test.programs().get(thread).code();
    long number = (pc - Layout.code(thread)) / 4;
    boolean inside = number >= 0 && number < code.size();
    String text = inside ? Disassembler.disassemble(pc, code.get((int) number)) : "nothing";
    return new BadInput(test.file(), "thread " + thread, "'" + text + "' " + reason);
  }
}
