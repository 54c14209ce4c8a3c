package bohr.replay.gdb;

import bohr.emulator.Inspection;
import bohr.emulator.Machine;
import bohr.replay.travel.Hit;
import bohr.replay.travel.TimeTravel;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;

/// What gdb takes for a program with threads: thread *n* is agent *n* - 1. Harts have registers;
/// those of other agents are all zero. Memory is what the hart that was looked at last sees.
final class Debuggee implements Sight {

  private static final int SIGNAL_INTERRUPT = 2;
  private static final int SIGNAL_TRAP = 5;

  private final TimeTravel travel;
  private final Breaks breaks = new Breaks();

  /// The agent that gdb looks at.
  private int seen;

  /// The hart through whose page tables it looks.
  private int eyes;

  /// The agent that steps, unless gdb names another one.
  private int stepping;

  /// The last stop, as gdb is told.
  private String stop;

  Debuggee(TimeTravel travel) {
    this.travel = travel;
    int agent = travel.cursor().done() ? 0 : travel.cursor().agent();
    stopped(SIGNAL_TRAP, "", agent);
  }

  TimeTravel travel() {
    return travel;
  }

  Breaks breaks() {
    return breaks;
  }

  /// How it stopped last: the contents of a stop reply.
  String stop() {
    return stop;
  }

  /// Another client: nothing is set any more.
  void greet() {
    breaks.clear();
    stopped(SIGNAL_TRAP, "", stepping);
  }

  int threads() {
    return travel.machine().agents();
  }

  /// The agent that a thread of gdb's is; any, if gdb does not mind.
  int agent(int thread) {
    if (thread <= 0) {
      return stepping;
    }
    if (thread > threads()) {
      throw new BadPacket(BadPacket.NO_SUCH);
    }
    return thread - 1;
  }

  /// From now on gdb looks at this agent.
  void look(int agent) {
    seen = agent;
    if (agent < travel.machine().harts()) {
      eyes = agent;
    }
  }

  /// From now on this agent steps.
  void choose(int agent) {
    stepping = agent;
  }

  // Looking.

  /// The registers that a `g` packet shows.
  String registers() {
    StringBuilder all = new StringBuilder();
    for (int register = 0; register < Target.GENERAL; register++) {
      all.append(register(register));
    }
    return all.toString();
  }

  /// A register's bytes, in hex.
  String register(int number) {
    long value = seen < travel.machine().harts()
        ? Target.value(travel.machine().hart(seen), travel.inspection().hart(seen), number) : 0;
    return HexFormat.of().toHexDigits(Long.reverseBytes(value));
  }

  /// The bytes of memory from `address` on, as many as there are.
  byte[] memory(long address, int length) {
    byte[] bytes = new byte[length];
    int count = 0;
    for (int offset = 0; count < length; count++) {
      boolean newPage = count == 0 || (address + count & 0xfff) == 0;
      offset = newPage ? offset(address + count) : offset + 1;
      if (offset < 0) {
        break;
      }
      bytes[count] = travel.inspection().at(offset);
    }
    if (count == 0 && length > 0) {
      throw new BadPacket(BadPacket.NOWHERE);
    }
    return Arrays.copyOf(bytes, count);
  }

  @Override
  public int offset(long address) {
    Inspection inspection = travel.inspection();
    long physical = inspection.hart(eyes).physical(address);
    return physical < 0 ? -1 : inspection.offset(physical);
  }

  // Moving.

  /// Goes on, forward or back, to the next hit or to where the trace ends.
  String run(boolean back, BooleanSupplier interrupt) {
    breaks.apply(travel);
    return back ? backTo(0, -1, interrupt) : onTo(travel.end(), -1, interrupt);
  }

  /// Has `agent` take its next step, or take its last one back; the others do meanwhile what they
  /// did.
  String step(int agent, boolean back, BooleanSupplier interrupt) {
    breaks.apply(travel);
    stepping = agent;
    if (back) {
      OptionalLong last = travel.lastStepOf(agent);
      return last.isEmpty()
          ? backTo(0, -1, interrupt) : backTo(last.getAsLong() - 1, agent, interrupt);
    }
    OptionalLong next = travel.nextStepOf(agent);
    return next.isEmpty()
        ? onTo(travel.end(), -1, interrupt) : onTo(next.getAsLong(), agent, interrupt);
  }

  /// @param agent who has stepped when `goal` is reached; -1 if it is the end of the trace
  private String onTo(long goal, int agent, BooleanSupplier interrupt) {
    boolean moves = travel.step() < goal;
    Optional<Hit> hit = travel.forwards(goal, interrupt);
    if (hit.isPresent()) {
      return hit(hit.get());
    }
    if (travel.step() < goal) {
      return stopped(SIGNAL_INTERRUPT, "", stepping);
    }
    return agent >= 0 && moves
        ? stopped(SIGNAL_TRAP, "", agent) : stopped(SIGNAL_TRAP, "replaylog:end;", stepping);
  }

  private String backTo(long goal, int agent, BooleanSupplier interrupt) {
    Optional<Hit> hit = travel.backwards(goal, interrupt);
    if (hit.isPresent()) {
      return hit(hit.get());
    }
    if (travel.step() > goal) {
      return stopped(SIGNAL_INTERRUPT, "", stepping);
    }
    return agent >= 0
        ? stopped(SIGNAL_TRAP, "", agent) : stopped(SIGNAL_TRAP, "replaylog:begin;", stepping);
  }

  private String hit(Hit hit) {
    return stopped(SIGNAL_TRAP, breaks.reason(hit), hit.agent());
  }

  private String stopped(int signal, String reason, int agent) {
    stepping = agent;
    look(agent);
    stop = "T" + HexFormat.of().toHexDigits((byte) signal) + reason
        + "thread:" + Integer.toHexString(agent + 1) + ";";
    return stop;
  }

  // Threads.

  /// What an agent is doing, in a line.
  String status(int agent) {
    Machine machine = travel.machine();
    boolean enabled = (machine.enabled() >>> agent & 1) != 0;
    String does = agent < machine.harts()
        ? machine.mode(agent) + " mode" + (enabled ? "" : ", waits") : machine.describe(agent);
    return agent < machine.harts() || enabled ? does : does + " (waits)";
  }

  /// All threads, as gdb reads them.
  String threadList() {
    StringBuilder xml = new StringBuilder("<?xml version=\"1.0\"?>\n<threads>\n");
    for (int agent = 0; agent < threads(); agent++) {
      xml.append("<thread id=\"").append(Integer.toHexString(agent + 1)).append("\" name=\"")
          .append(escaped(travel.machine().agentName(agent))).append("\">")
          .append(escaped(status(agent))).append("</thread>\n");
    }
    return xml.append("</threads>\n").toString();
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
