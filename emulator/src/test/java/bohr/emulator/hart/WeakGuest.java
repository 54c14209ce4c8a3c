package bohr.emulator.hart;

import bohr.emulator.ordering.MemoryModel;
import bohr.emulator.ordering.MemoryRules;
import bohr.emulator.ordering.Ordering;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Every execution of a few harts, each with a short program that does not loop, under a memory
/// model: every interleaving with every choice. s0 and s1 hold the addresses of x and y, a0 and a1
/// hold 1 and 2; an outcome is what the registers t0, t1, … named by the test hold at the end.
final class WeakGuest {

  private static final long X = Guest.DATA;
  private static final long Y = Guest.DATA + 0x100;
  private static final long PROGRAM_BYTES = 0x400;

  private final MemoryRules rules;
  private final String[] registers;
  private final String[][] programs;
  private final List<Integer> chosen = new ArrayList<>();
  private final List<Integer> alternatives = new ArrayList<>();
  private int[] prefix = {};

  /// @param registers of all harts that make an outcome
  WeakGuest(MemoryRules rules, String registers, String[]... programs) {
    this.rules = rules;
    this.registers = registers.split(" ");
    this.programs = programs;
  }

  /// How many executions there are with each outcome.
  static SortedMap<String, Long> outcomes(
      MemoryModel model, String registers, String[]... programs) {
    return new WeakGuest(MemoryRules.of(model), registers, programs).outcomes();
  }

  SortedMap<String, Long> outcomes() {
    SortedMap<String, Long> outcomes = new TreeMap<>();
    do {
      chosen.clear();
      alternatives.clear();
      outcomes.merge(execute(), 1L, Long::sum);
    } while (next());
    return outcomes;
  }

  private boolean next() {
    for (int last = chosen.size() - 1; last >= 0; last--) {
      if (chosen.get(last) + 1 < alternatives.get(last)) {
        prefix = IntStream.rangeClosed(0, last).map(chosen::get).toArray();
        prefix[last]++;
        return true;
      }
    }
    return false;
  }

  private int choose(int count) {
    int position = chosen.size();
    int value = position < prefix.length ? prefix[position] : 0;
    chosen.add(value);
    alternatives.add(count);
    return value;
  }

  private String execute() {
    Guest guest = Guest.harts(programs.length);
    Ordering ordering = new Ordering(guest.memory, rules, programs.length);
    for (int i = 0; i < programs.length; i++) {
      guest.program(start(i), programs[i]);
      Hart hart = guest.harts[i];
      hart.attach(ordering);
      hart.reset(start(i), 0);
      set(hart, "s0", X);
      set(hart, "s1", Y);
      set(hart, "a0", 1);
      set(hart, "a1", 2);
    }
    while (true) {
      int[] going = IntStream.range(0, programs.length).filter(i -> isGoing(guest, i)).toArray();
      if (going.length == 0) {
        return outcome(guest);
      }
      int which = going.length == 1 ? 0 : choose(going.length);
      guest.harts[going[which]].perform(1, (agent, count) -> choose(count));
    }
  }

  private static void set(Hart hart, String register, long value) {
    hart.x[Assembler.register(register)] = value;
  }

  private static long start(int hart) {
    return Guest.RAM + hart * PROGRAM_BYTES;
  }

  private boolean isGoing(Guest guest, int i) {
    long end = start(i) + Assembler.assemble(start(i), programs[i]).length;
    return guest.harts[i].pc() != end;
  }

  private String outcome(Guest guest) {
    return Arrays.stream(guest.harts)
        .flatMap(hart -> Arrays.stream(registers).map(name -> hart.x(Assembler.register(name))))
        .map(String::valueOf)
        .collect(Collectors.joining(" "));
  }
}
