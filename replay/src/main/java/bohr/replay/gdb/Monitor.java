package bohr.replay.gdb;

import bohr.emulator.Inspection;
import bohr.emulator.Machine;
import bohr.emulator.state.Text;
import bohr.recorder.Schedule;
import bohr.recorder.ScheduleCursor;
import bohr.recorder.TraceRecord.Checkpoint;
import bohr.replay.Races;
import bohr.replay.Verdicts;
import bohr.replay.travel.TimeTravel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// What gdb's `monitor` asks: about the execution rather than about a program in it.
final class Monitor {

  private static final int SLICES = 8;

  /// Steps of a trace in which races are looked for, which is slow.
  private static final long RACE_STEPS = 20_000_000;

  private static final String HELP = """
      when          the step here, what was done last, and what comes next
      goto STEP     goes to where so many steps have been taken; begin and end are steps, too.
                    Then tell gdb that something has changed: maintenance flush register-cache
      agents        harts, device threads and links: who can move, and what it does next
      schedule      the slices around this step
      phase DEVICE  where the threads and the link of a device stand
      races         the first data race of the execution
      digest        the digest of the machine here
      help          this
      """;

  private final Debuggee debuggee;

  Monitor(Debuggee debuggee) {
    this.debuggee = debuggee;
  }

  /// Answers a command: in packets of output, and the reply after them.
  String answer(String command, Packets packets) throws IOException {
    String text = text(command.strip());
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    int most = Packets.MOST / 2 - 1;
    for (int from = 0; from < bytes.length; from += most) {
      int length = Math.min(most, bytes.length - from);
      packets.send(("O" + HexFormat.of().formatHex(bytes, from, from + length))
          .getBytes(StandardCharsets.US_ASCII));
    }
    return "OK";
  }

  private String text(String command) {
    String[] words = command.split("\\s+", 2);
    String argument = words.length > 1 ? words[1] : "";
    return switch (words[0]) {
      case "when" -> when();
      case "goto" -> go(argument);
      case "agents" -> agents();
      case "schedule" -> schedule();
      case "phase" -> phase(argument);
      case "races" -> races();
      case "digest" -> digest();
      case "help", "" -> HELP;
      default -> "there is no command '" + printable(words[0]) + "':\n" + HELP;
    };
  }

  private TimeTravel travel() {
    return debuggee.travel();
  }

  private String when() {
    TimeTravel travel = travel();
    long step = travel.step();
    StringBuilder text = new StringBuilder("step " + step + " of " + travel.end() + "\n");
    if (step > 0) {
      travel.seek(step - 1);
      text.append("done:  ").append(upcoming()).append('\n');
      travel.seek(step);
    }
    text.append("next:  ").append(upcoming()).append('\n');
    travel.refusal().ifPresent(why -> text.append("slow:  ").append(why).append('\n'));
    return text.toString();
  }

  /// The step that comes next, in words.
  private String upcoming() {
    ScheduleCursor cursor = travel().cursor();
    if (cursor.done()) {
      return travel().replayer().trace().verdict()
          .map(verdict -> "nothing: " + Verdicts.line(verdict))
          .orElse("nothing: the recording was cut off here");
    }
    return travel().step() + 1 + "  " + doing(cursor.agent());
  }

  private String doing(int agent) {
    Machine machine = travel().machine();
    String place = machine.place(agent);
    return machine.agentName(agent) + ": " + machine.describe(agent)
        + (place.isEmpty() ? "" : " (" + place + ")");
  }

  private String go(String argument) {
    String digits = argument.replaceAll("[_,]", "");
    long goal = switch (argument) {
      case "begin" -> 0;
      case "end" -> travel().end();
      default -> digits.matches("\\d{1,18}") ? Long.parseLong(digits) : -1;
    };
    if (goal < 0 || goal > travel().end()) {
      return "goto needs a step from 0 to " + travel().end() + "\n";
    }
    travel().seek(goal);
    return when();
  }

  private String agents() {
    Machine machine = travel().machine();
    StringBuilder text = new StringBuilder();
    for (int agent = 0; agent < machine.agents(); agent++) {
      boolean moves = (machine.enabled() >>> agent & 1) != 0;
      text.append(agent).append(moves ? "  can move  " : "  waits     ").append(doing(agent))
          .append('\n');
    }
    return text.toString();
  }

  private String schedule() {
    Schedule schedule = travel().replayer().trace().schedule();
    ScheduleCursor here = travel().cursor();
    StringBuilder text = new StringBuilder();
    long step = travel().step();
    long part = here.done() ? 0 : schedule.steps(here.slice()) - here.left();
    int first = Math.max(0, here.slice() - SLICES);
    long begin = step - part;
    for (int slice = first; slice < here.slice(); slice++) {
      begin -= schedule.steps(slice);
    }
    int last = Math.min(schedule.slices(), here.slice() + SLICES + 1);
    for (int slice = first; slice < last; slice++) {
      long end = begin + schedule.steps(slice);
      boolean present = slice == here.slice();
      text.append(Text.format("%s %d to %d  ", present ? ">" : " ", begin + 1, end))
          .append(travel().machine().agentName(schedule.agent(slice)))
          .append(present && part > 0 ? ", of which " + part + " are done" : "").append('\n');
      begin = end;
    }
    return text.toString();
  }

  private String phase(String device) {
    Inspection inspection = travel().inspection();
    Optional<List<String>> names = inspection.agentsOf(device);
    if (names.isEmpty()) {
      return "there is no device '" + printable(device) + "'; there are: "
          + String.join(", ", inspection.devices()) + "\n";
    }
    StringBuilder text = new StringBuilder();
    for (int agent = 0; agent < travel().machine().agents(); agent++) {
      if (names.get().contains(travel().machine().agentName(agent))) {
        text.append(doing(agent)).append('\n');
      }
    }
    return text.toString();
  }

  private String races() {
    if (travel().end() > RACE_STEPS) {
      return "the trace is too long: races are looked for in at most " + RACE_STEPS + " steps\n";
    }
    return Races.first(travel().replayer())
        .map(race -> "step " + race.step() + ": " + race.finding().message() + " ("
            + race.finding().place() + ")\n")
        .orElse("there is no data race in this execution\n");
  }

  private String digest() {
    long step = travel().step();
    long digest = travel().machine().digest();
    boolean recorded = travel().replayer().trace().checkpoints().stream()
        .anyMatch(each -> each.equals(new Checkpoint(step, digest)));
    return Text.format("0x%016x", digest) + " after step " + step
        + (recorded ? ", as recorded" : "") + "\n";
  }

  private static String printable(String text) {
    return text.replaceAll("[^ -~]", "?");
  }
}
