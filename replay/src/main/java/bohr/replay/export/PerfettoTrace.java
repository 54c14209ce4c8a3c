package bohr.replay.export;

import bohr.emulator.Machine;
import bohr.emulator.agent.StopReason;
import bohr.emulator.hart.FirmwarePort;
import bohr.emulator.hart.Hart;
import bohr.recorder.TraceRecord.Verdict;
import bohr.replay.Timeline;
import bohr.replay.TimelineStep;
import bohr.replay.Verdicts;
import bohr.replay.export.PerfettoPackets.Event;
import bohr.replay.export.PerfettoPackets.Type;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A trace of Perfetto, in its own format, for ui.perfetto.dev and `trace_processor`. Step n lasts
/// from time n − 1 to time n, in nanoseconds.
///
/// Every agent has a track, shown as a thread: a slice a turn, in it slices by source line for a
/// hart, and in these a slice a step. Instants: MSIs, who wakes whom, interrupts that become
/// pending, the guest's snapshot point, the finding. Arrows lead from a store to the step of
/// another agent that reads it, from who wakes an agent to its next step, and from who makes an
/// interrupt pending to its being taken.
///
/// Left out: arrows from timers; and what arrives from outside in front of a step counts as the
/// step's.
public final class PerfettoTrace implements StepWriter {

  /// No process has this number; those of the agents follow it.
  private static final int PROCESS = 1000;

  /// Of `TrackDescriptor`.
  private static final int UUID = 1;

  private static final int PROCESS_DESCRIPTOR = 3;
  private static final int THREAD_DESCRIPTOR = 4;

  private static final int PID = 1;
  private static final int TID = 2;
  private static final int THREAD_NAME = 5;
  private static final int PROCESS_NAME = 6;

  private static final long WHOLE = 1;
  private static final int NOBODY = -1;

  private static final int[] INTERRUPTS = {
    Hart.SOFTWARE, Hart.EXTERNAL, Hart.SUPERVISOR_SOFTWARE, Hart.SUPERVISOR_EXTERNAL
  };

  private final String title;
  private final Optional<Verdict> verdict;
  private final PerfettoPackets packets;
  private final LastWriters writers = new LastWriters();

  private Machine machine;
  private Timeline names;
  private long flows;

  /// For each agent, the arrow that ends at its next step; 0 for none.
  private long[] waking;

  /// For each hart and interrupt, the arrow that ends where it is taken.
  private long[][] pending;

  /// For each hart, mip behind the last step.
  private long[] mip;

  private long enabled;
  private TimelineStep last;

  /// Where the source line of the present slice is; null if there is no such slice.
  private String line;

  /// @param title what it is of, in a line
  /// @param verdict of the whole trace
  public PerfettoTrace(String title, Optional<Verdict> verdict, OutputStream out) {
    this.title = title;
    this.verdict = verdict;
    packets = new PerfettoPackets(out);
  }

  @Override
  public void begin(Machine machine) throws IOException {
    this.machine = machine;
    List<String> agents = new ArrayList<>();
    Message process = new Message().number(PID, PROCESS).text(PROCESS_NAME, title);
    packets.track(new Message().number(UUID, WHOLE).message(PROCESS_DESCRIPTOR, process));
    for (int agent = 0; agent < machine.agents(); agent++) {
      agents.add(machine.agentName(agent));
      Message thread = new Message().number(PID, PROCESS).number(TID, PROCESS + 1 + agent);
      thread.text(THREAD_NAME, machine.agentName(agent));
      packets.track(
          new Message().number(UUID, track(agent)).message(THREAD_DESCRIPTOR, thread));
    }
    names = new Timeline(agents, 0, 0, List.of());
    waking = new long[machine.agents()];
    pending = new long[machine.harts()][Long.SIZE];
    mip = new long[machine.harts()];
    look();
  }

  private static long track(int agent) {
    return WHOLE + 1 + agent;
  }

  private void look() {
    enabled = machine.enabled();
    for (int hart = 0; hart < mip.length; hart++) {
      mip[hart] = machine.hart(hart).firmware().pendingInterrupts();
    }
  }

  @Override
  public void step(TimelineStep step) throws IOException {
    if (last == null || last.agent() != step.agent() || last.timeJumps()) {
      endTurn();
      packets.write(step.number() - 1,
          begins(step).named("turn", "turn").note("first step", step.number()));
    }
    line(step);
    single(step);
    instants(step);
    writers.add(step);
    look();
    last = step;
  }

  private static Event begins(TimelineStep step) {
    return new Event(Type.SLICE_BEGIN, track(step.agent()));
  }

  private static Event ends(TimelineStep step) {
    return new Event(Type.SLICE_END, track(step.agent()));
  }

  private void endTurn() throws IOException {
    if (last == null) {
      return;
    }
    if (line != null) {
      packets.write(last.number(), ends(last));
      line = null;
    }
    String why = last.timeJumps() ? "nobody can go on: time jumps to the next timer"
        : !last.goesOn() ? "waits" : last.stopped().name().toLowerCase(Locale.ROOT);
    packets.write(last.number(),
        ends(last).note("last step", last.number()).note("then", why));
  }

  /// A slice for the source line, if the step has one.
  private void line(TimelineStep step) throws IOException {
    String place = step.place().isEmpty() ? null : step.place();
    if (place == null || place.equals(line)) {
      return;
    }
    if (line != null) {
      packets.write(last.number(), ends(last));
    }
    line = place;
    packets.write(step.number() - 1, begins(step).named("line", place));
  }

  private void single(TimelineStep step) throws IOException {
    boolean isHart = step.agent() < machine.harts();
    Event begin = begins(step).named("step", isHart ? step.does() : phase(step.does()));
    begin.note("step", step.number()).note("phase", isHart ? "" : step.does());
    begin.note("touches", names.touched(step.access())).note("chose", step.choice());
    for (LastWriters.Writer writer : writers.read(step)) {
      packets.write(writer.step() - 1, new Event(Type.INSTANT, track(writer.agent()))
          .named("reads-from", "read by " + name(step.agent())).from(++flows));
      begin.note("reads from step", writer.step()).to(flows);
    }
    if (waking[step.agent()] != 0) {
      begin.to(waking[step.agent()]);
      waking[step.agent()] = 0;
    }
    for (int bit : INTERRUPTS) {
      boolean taken = isHart && step.does().equals("interrupt " + FirmwarePort.interruptName(bit));
      if (taken && pending[step.agent()][bit] != 0) {
        begin.to(pending[step.agent()][bit]);
        pending[step.agent()][bit] = 0;
      }
    }
    packets.write(step.number() - 1, begin);
    packets.write(step.number(), ends(step));
  }

  /// `Beat` of `Beat[edu to 0x800007c0, offset=0 of 32]`; a TLP as it is.
  private static String phase(String does) {
    int bracket = does.indexOf('[');
    return bracket < 0 ? does : does.substring(0, bracket);
  }

  private String name(int agent) {
    return names.agents().get(agent);
  }

  private void instants(TimelineStep step) throws IOException {
    if (step.does().startsWith("MSI ")) {
      instant(step, "msi", step.does(), 0);
    }
    if (step.stopped() == StopReason.SNAPSHOT) {
      instant(step, "snapshot", "snapshot point", 0);
    }
    long woken = machine.enabled() & ~enabled & ~(1L << step.agent());
    for (int agent = machine.harts(); agent < waking.length; agent++) {
      if ((woken >>> agent & 1) != 0) {
        waking[agent] = ++flows;
        boolean rings = step.agent() < machine.harts();
        instant(step, rings ? "doorbell" : "wakes", "wakes " + name(agent), flows);
      }
    }
    for (int hart = 0; hart < mip.length; hart++) {
      long raised = machine.hart(hart).firmware().pendingInterrupts() & ~mip[hart];
      for (int bit : INTERRUPTS) {
        if ((raised >>> bit & 1) != 0) {
          pending[hart][bit] = ++flows;
          instant(step, "interrupt",
              FirmwarePort.interruptName(bit) + " interrupt pending at " + name(hart), flows);
        }
      }
    }
  }

  /// @param flow the arrow that begins here; 0 for none
  private void instant(TimelineStep step, String category, String name, long flow)
      throws IOException {
    Event event = new Event(Type.INSTANT, track(step.agent())).named(category, name);
    event.note("step", step.number());
    packets.write(step.number(), flow == 0 ? event : event.from(flow));
  }

  @Override
  public void end() throws IOException {
    endTurn();
    if (verdict.isEmpty() || verdict.get().step() != machine.steps()) {
      return;
    }
    Verdict end = verdict.get();
    int agent = end.agent();
    String kind = end.kind().equals(Verdicts.FINDING) ? "finding: " + end.oracle() : end.kind();
    packets.write(end.step(),
        new Event(Type.INSTANT, agent == NOBODY || agent >= waking.length ? WHOLE : track(agent))
            .named("verdict", kind).note("step", end.step()).note("message", end.message())
            .note("clause", end.clause()).note("place", end.place()));
  }
}
