package bohr.emulator.hart;

import bohr.emulator.agent.Clock;
import bohr.emulator.state.Stateful;
import bohr.emulator.state.Walker;

/// mcycle and minstret (privileged ISA, §"Hardware Performance Monitor") as distances from the
/// virtual clock and from the number of retired instructions, so that nobody has to count; and
/// mcountinhibit, which stops them.
final class Counters implements Stateful {

  private static final long CYCLE = 1;
  private static final long INSTRET = 4;

  /// Instructions retired since reset.
  long retired;

  /// What is added, or the counter's value while it is inhibited.
  private long cycle;

  private long instret;
  private long inhibit;
  private final Clock clock;

  Counters(Clock clock) {
    this.clock = clock;
  }

  void reset() {
    retired = 0;
    cycle = 0;
    instret = 0;
    inhibit = 0;
  }

  long cycle() {
    clock.observe();
    return (inhibit & CYCLE) != 0 ? cycle : clock.now() + cycle;
  }

  /// A counter that is written does not count the instruction that writes it, so that the next one
  /// reads what was written (unprivileged ISA, §"CSR Instructions").
  void writeCycle(long value) {
    clock.observe();
    cycle = (inhibit & CYCLE) != 0 ? value : value - (clock.now() + 1);
  }

  long instret() {
    clock.observe();
    return (inhibit & INSTRET) != 0 ? instret : retired + instret;
  }

  /// As [#writeCycle].
  void writeInstret(long value) {
    clock.observe();
    instret = (inhibit & INSTRET) != 0 ? value : value - (retired + 1);
  }

  long inhibit() {
    return inhibit;
  }

  /// Neither stopping a counter nor letting it go on changes its value.
  void writeInhibit(long value) {
    long cycleNow = cycle();
    long instretNow = instret();
    inhibit = value & (CYCLE | INSTRET);
    writeCycle(cycleNow);
    writeInstret(instretNow);
  }

  @Override
  public void walk(Walker walker) {
    retired = walker.counter(retired);
    cycle = walker.value(cycle);
    instret = walker.value(instret);
    inhibit = walker.value(inhibit);
  }
}
