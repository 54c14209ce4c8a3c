package bohr.replay.page;

import bohr.emulator.Machine;
import bohr.emulator.agent.Access;
import bohr.emulator.agent.StopReason;
import bohr.emulator.hart.Hart;
import bohr.replay.Replayer;
import bohr.replay.Walkthrough;
import java.util.ArrayList;
import java.util.List;

/// The steps of a trace in columns, as the page wants them. Numbers of 64 bits take two columns.
///
/// | column | is |
/// |---|---|
/// | `agent` | whose step it was |
/// | `does`, `place` | numbers of texts: what it did, and where in the guest's source |
/// | `pcLow`, `pcHigh` | of a hart: its program counter before the step |
/// | `flags` | bits 0–1 kind of access, 2 the agent could go on, 3 time jumped, 4–6 why it ended |
/// | `object` | the object touched and 1; 0 for none |
/// | `addressLow`, `addressHigh`, `length` | the memory touched, if any |
/// | `choice` | what it chose; 0 is the strongest ordering |
/// | `register` | the register that it changed: 1–31 are x1–x31, 32–63 are f0–f31; 0 for none |
/// | `valueLow`, `valueHigh` | what is in it now |
/// | `oldLow`, `oldHigh` | what was in it |
/// | `viewBefore`, `viewAfter` | numbers of texts: the hart's views under a weak memory model |
final class PageSteps implements Walkthrough.Onlooker {

  private static final int REGISTERS = 32;
  private static final String[] NAMES = {"agent", "does", "place", "pcLow", "pcHigh", "flags",
      "object", "addressLow", "addressHigh", "length", "choice", "register", "valueLow",
      "valueHigh", "oldLow", "oldHigh", "viewBefore", "viewAfter"};

  private final Dictionary does = new Dictionary();
  private final Dictionary places = new Dictionary();
  private final Dictionary views = new Dictionary();
  private final Arrows arrows = new Arrows();
  private final List<Column> columns = new ArrayList<>();
  private final int[] row = new int[NAMES.length];
  private final long[] registers = new long[2 * REGISTERS];
  private final Access access = new Access();
  private int cell;
  private int count;
  private String doing;
  private String place;
  private String viewBefore;
  private long pc;
  private long enabled;
  private int choice;

  private PageSteps() {
    for (String name : NAMES) {
      columns.add(new Column(name));
    }
  }

  /// The steps of a trace, `most` at the most.
  static PageSteps of(Replayer replayer, int most) {
    PageSteps steps = new PageSteps();
    Walkthrough.of(replayer, most, steps);
    return steps;
  }

  int count() {
    return count;
  }

  int arrows() {
    return arrows.count();
  }

  Dictionary does() {
    return does;
  }

  Dictionary places() {
    return places;
  }

  Dictionary views() {
    return views;
  }

  /// All of them, those of the arrows too.
  List<Column> columns() {
    List<Column> all = new ArrayList<>(columns);
    all.addAll(List.of(arrows.columns()));
    return all;
  }

  @Override
  public void before(Machine machine, int agent) {
    machine.pending(agent, access);
    doing = machine.describe(agent);
    place = machine.place(agent);
    choice = 0;
    enabled = machine.enabled();
    pc = 0;
    viewBefore = "";
    if (agent < machine.harts()) {
      Hart hart = machine.hart(agent);
      pc = hart.pc();
      viewBefore = view(hart);
      for (int i = 0; i < REGISTERS; i++) {
        registers[i] = hart.x(i);
        registers[REGISTERS + i] = hart.f(i);
      }
    }
    arrows.before(machine, count, agent, doing);
  }

  private static String view(Hart hart) {
    int[] view = hart.firmware().views();
    StringBuilder text = new StringBuilder();
    for (int each : view) {
      text.append(text.isEmpty() ? "" : " ").append(each);
    }
    return text.toString();
  }

  @Override
  public void chose(Machine machine, int agent, int value) {
    machine.pending(agent, value, access);
    doing = machine.describe(agent, value);
    choice = value;
  }

  @Override
  public void after(Machine machine, int agent, StopReason why) {
    cell = 0;
    put(agent);
    put(does.number(doing));
    put(places.number(place));
    put(pc);
    put(flags(machine, agent, why));
    put(access.object + 1);
    boolean memory = access.kind != Access.Kind.NONE;
    put(memory ? access.address : 0);
    put(memory ? access.length : 0);
    put(choice);
    int changed = agent < machine.harts() ? changed(machine.hart(agent)) : 0;
    put(changed);
    put(changed == 0 ? 0 : register(machine.hart(agent), changed));
    put(changed == 0 ? 0 : registers[changed]);
    put(views.number(viewBefore));
    put(views.number(agent < machine.harts() ? view(machine.hart(agent)) : ""));
    for (int i = 0; i < row.length; i++) {
      columns.get(i).add(row[i]);
    }
    arrows.after(
        machine, count, agent, access, choice, machine.enabled() & ~enabled, doing);
    count++;
  }

  private void put(int value) {
    row[cell++] = value;
  }

  private void put(long value) {
    row[cell++] = (int) value;
    row[cell++] = (int) (value >>> 32);
  }

  private int flags(Machine machine, int agent, StopReason why) {
    boolean goesOn = (machine.enabled() >>> agent & 1) != 0;
    boolean timeJumps = machine.enabled() == 0 && !machine.ended() && machine.timerArmed();
    return access.kind.ordinal() | (goesOn ? 1 << 2 : 0) | (timeJumps ? 1 << 3 : 0)
        | why.ordinal() << 4;
  }

  private static long register(Hart hart, int number) {
    return number < REGISTERS ? hart.x(number) : hart.f(number - REGISTERS);
  }

  /// The register that was changed; an instruction changes one at most.
  private int changed(Hart hart) {
    for (int number = 1; number < 2 * REGISTERS; number++) {
      if (register(hart, number) != registers[number]) {
        return number;
      }
    }
    return 0;
  }
}
