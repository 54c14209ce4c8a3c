package bohr.replay.export;

import bohr.emulator.Machine;
import bohr.emulator.hart.DebugPort;
import bohr.emulator.hart.Disassembler;
import bohr.emulator.hart.Hart;
import bohr.replay.TimelineStep;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// A value change dump (IEEE 1364-2005, §18.2, four-state) for waveform viewers. Time is the number
/// of the step, in nanoseconds, because the format wants a unit; a signal at time n is what it is
/// behind step n.
///
/// For each hart: the program counter, registers x1 to x31, the privilege mode as a number, whether
/// it is enabled, and the wires of mip. For every other agent: its phase in words. The standard
/// knows no words; `$var string` is what GTKWave and Surfer read.
///
/// Left out: floating-point and vector registers, CSRs, memory.
public final class ValueChangeDump implements StepWriter {

  private static final int REGISTERS = 32;

  /// The wires of mip, by bit.
  private static final List<Wire> WIRES = List.of(
      new Wire("msip", Hart.SOFTWARE), new Wire("mtip", Hart.TIMER),
      new Wire("meip", Hart.EXTERNAL), new Wire("ssip", Hart.SUPERVISOR_SOFTWARE),
      new Wire("stip", Hart.SUPERVISOR_TIMER), new Wire("seip", Hart.SUPERVISOR_EXTERNAL));

  /// The printable characters that identify a signal.
  private static final int FIRST_CHARACTER = '!';

  private static final int CHARACTERS = '~' - '!' + 1;

  private final String title;
  private final Writer out;
  private final List<Numbers> numbers = new ArrayList<>();
  private final List<Words> words = new ArrayList<>();
  private int signals;
  private Machine machine;
  private int turn = -1;
  private boolean timeWritten;

  private record Wire(String name, int bit) {}

  /// @param title what it is of, in a line
  public ValueChangeDump(String title, Writer out) {
    this.title = title;
    this.out = out;
  }

  /// A signal of some bits.
  private static final class Numbers {

    private final String id;
    private final int width;
    private final LongSupplier source;
    private long value;

    Numbers(String id, int width, LongSupplier source) {
      this.id = id;
      this.width = width;
      this.source = source;
    }

    String changed() {
      return width == 1 ? value + id : "b" + Long.toBinaryString(value) + " " + id;
    }
  }

  /// A signal of words.
  private static final class Words {

    private final String id;
    private final Supplier<String> source;
    private String value = "";

    Words(String id, Supplier<String> source) {
      this.id = id;
      this.source = source;
    }

    /// Blanks would end the value, and viewers take backslashes for escapes.
    String changed() {
      StringBuilder text = new StringBuilder("s");
      value.chars().forEach(c -> {
        if (c > ' ' && c <= '~' && c != '\\') {
          text.append((char) c);
        } else {
          text.append(c == ' ' ? "\\040" : "?");
        }
      });
      return text.append(' ').append(id).toString();
    }
  }

  @Override
  public void begin(Machine machine) throws IOException {
    this.machine = machine;
    out.write("$version Bohr $end\n$comment " + title.replace('$', '?') + " $end\n");
    out.write("$comment time is the number of the step $end\n$timescale 1 ns $end\n");
    out.write("$scope module machine $end\n");
    words("turn", () -> turn < 0 ? "nobody" : machine.agentName(turn));
    for (int agent = 0; agent < machine.agents(); agent++) {
      out.write("$scope module " + identifier(machine.agentName(agent)) + " $end\n");
      bits("enabled", 1, bit(machine::enabled, agent));
      if (agent < machine.harts()) {
        hart(machine.hart(agent));
      } else {
        int each = agent;
        words("phase", () -> machine.describe(each));
      }
      out.write("$upscope $end\n");
    }
    out.write("$upscope $end\n$enddefinitions $end\n");
    out.write("#" + machine.steps() + "\n$dumpvars\n");
    timeWritten = true;
    changes(true);
    out.write("$end\n");
  }

  private void hart(Hart hart) throws IOException {
    bits("pc", Long.SIZE, hart::pc);
    bits("mode", 2, new DebugPort(hart)::privilege);
    for (Wire wire : WIRES) {
      bits(wire.name(), 1, bit(() -> hart.firmware().pendingInterrupts(), wire.bit()));
    }
    for (int register = 1; register < REGISTERS; register++) {
      int each = register;
      bits("x" + register + "_" + Disassembler.register(register), Long.SIZE, () -> hart.x(each));
    }
  }

  private static LongSupplier bit(LongSupplier bits, int bit) {
    return () -> bits.getAsLong() >>> bit & 1;
  }

  private void bits(String name, int width, LongSupplier source) throws IOException {
    Numbers signal = new Numbers(id(), width, source);
    numbers.add(signal);
    String range = width == 1 ? "" : " [" + (width - 1) + ":0]";
    out.write("$var wire " + width + " " + signal.id + " " + name + range + " $end\n");
  }

  private void words(String name, Supplier<String> source) throws IOException {
    Words signal = new Words(id(), source);
    words.add(signal);
    out.write("$var string 1 " + signal.id + " " + name + " $end\n");
  }

  /// The next identifier code: a number to the base of the printable characters.
  private String id() {
    StringBuilder text = new StringBuilder();
    for (int left = ++signals; left > 0; left = (left - 1) / CHARACTERS) {
      text.append((char) (FIRST_CHARACTER + (left - 1) % CHARACTERS));
    }
    return text.toString();
  }

  /// Viewers take a dot for a level of the hierarchy.
  private static String identifier(String name) {
    return name.replaceAll("[^A-Za-z0-9_]", "_");
  }

  @Override
  public void step(TimelineStep step) throws IOException {
    turn = step.agent();
    timeWritten = false;
    changes(false);
  }

  private void changes(boolean all) throws IOException {
    for (int i = 0; i < numbers.size(); i++) {
      Numbers signal = numbers.get(i);
      long now = signal.source.getAsLong();
      if (all || now != signal.value) {
        signal.value = now;
        change(signal.changed());
      }
    }
    for (int i = 0; i < words.size(); i++) {
      Words signal = words.get(i);
      String now = signal.source.get();
      if (all || !now.equals(signal.value)) {
        signal.value = now;
        change(signal.changed());
      }
    }
  }

  private void change(String line) throws IOException {
    if (!timeWritten) {
      out.write("#" + machine.steps() + "\n");
      timeWritten = true;
    }
    out.write(line + "\n");
  }

  /// The last moment is written even if nothing changed in it.
  @Override
  public void end() throws IOException {
    if (!timeWritten) {
      out.write("#" + machine.steps() + "\n");
    }
    out.flush();
  }
}
