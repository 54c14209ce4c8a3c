package bohr.cli.console;

import bohr.emulator.Machine;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/// The monitor: a few words about the machine, which stands still meanwhile.
final class Monitor {

  private static final String PROMPT = "(bohr) ";

  private static final String HELP = """
      info         harts, devices, time and speed
      snapshot     marks the state: says its step and digest, and writes down the recording so far
      save FILE    a copy of the recording so far; without one, of the first disk as it is now
      continue     back to the guest, as Ctrl-A c
      quit         ends the run, as Ctrl-A x
      help         this
      """;

  private static final List<String> WORDS =
      List.of("info", "snapshot", "save", "continue", "quit", "help");

  private final Subject subject;
  private final Meter meter;
  private final PrintStream out;
  private final Path folder;

  private enum Next { STAY, LEAVE, QUIT }

  Monitor(Subject subject, Meter meter, PrintStream out, Path folder) {
    this.subject = subject;
    this.meter = meter;
    this.out = out;
    this.folder = folder;
  }

  /// Answers until the person wants to leave, or to quit.
  void converse(Keyboard keyboard) {
    out.println();
    Next next = Next.STAY;
    LineEditor editor = new LineEditor(keyboard, out);
    while (next == Next.STAY) {
      next = switch (editor.line(PROMPT)) {
        case LineEditor.Line line -> execute(line.text().strip());
        case LineEditor.Left _ -> Next.LEAVE;
        case LineEditor.Quit _ -> Next.QUIT;
      };
    }
    out.flush();
    if (next == Next.QUIT) {
      keyboard.end();
    }
  }

  private Next execute(String line) {
    String[] words = line.split("\\s+", 2);
    String argument = words.length > 1 ? words[1] : "";
    List<String> meant = WORDS.stream().filter(word -> word.startsWith(words[0])).toList();
    if (line.isEmpty()) {
      return Next.STAY;
    }
    if (meant.size() != 1) {
      out.println("no such word, or too short a one; 'help' lists them");
      return Next.STAY;
    }
    return execute(meant.getFirst(), argument);
  }

  private Next execute(String word, String argument) {
    switch (word) {
      case "info" -> info();
      case "snapshot" -> snapshot();
      case "save" -> out.println(new Saving(subject, folder).save(argument));
      case "continue" -> {
        return Next.LEAVE;
      }
      case "quit" -> {
        return Next.QUIT;
      }
      default -> out.print(HELP);
    }
    return Next.STAY;
  }

  private void info() {
    Machine machine = subject.machine();
    for (int hart = 0; hart < machine.harts(); hart++) {
      out.println(hart(machine, hart));
    }
    for (int agent = machine.harts(); agent < machine.agents(); agent++) {
      out.println(machine.agentName(agent) + ": " + machine.describe(agent));
    }
    out.println(meter.line());
  }

  private static String hart(Machine machine, int hart) {
    String pc = "0x" + Long.toHexString(machine.pc(hart));
    String place = machine.place(hart);
    boolean moves = (machine.enabled() >>> hart & 1) != 0;
    return String.format(Locale.ROOT, "%s: pc %s%s, %s mode, %,d retired%s",
        machine.agentName(hart), pc, place.equals(pc) ? "" : " (" + place + ")",
        machine.mode(hart), machine.retired(hart), moves ? "" : ", waits");
  }

  private void snapshot() {
    subject.flush().run();
    Machine machine = subject.machine();
    out.println(String.format(Locale.ROOT, "step %d, digest %016x",
        machine.steps(), machine.digest()));
  }
}
