package bohr.emulator;

import bohr.emulator.agent.Agent;
import bohr.emulator.device.Device;
import bohr.emulator.hart.Disassembler;
import bohr.emulator.hart.Hart;
import bohr.emulator.memory.Memory;
import bohr.emulator.memory.MemoryLayout;
import bohr.emulator.state.DigestWalker;
import bohr.emulator.state.Stateful;
import bohr.emulator.state.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/// One thing in which the states of two machines of the same board differ, in words.
///
/// @param part what it belongs to: an agent, a device, `memory`, `machine`
/// @param name a register, an address, `phase`
/// @param one its value in the first state
/// @param other its value in the second
public record StateDifference(String part, String name, String one, String other) {

  /// Words of memory that are listed; of more, only the number is told.
  public static final int WORDS = 64;

  private static final int REGISTERS = 32;

  /// All of them: registers and CSRs of harts, phases of others, words of memory, and by their
  /// digests what has no names: the registers of devices and of interrupt controllers.
  public static List<StateDifference> between(Machine one, Machine other) {
    Comparison comparison = new Comparison(one.parts, other.parts);
    comparison.compare();
    return List.copyOf(comparison.found);
  }

  private static final class Comparison {

    private final Parts one;
    private final Parts other;
    private final List<StateDifference> found = new ArrayList<>();

    Comparison(Parts one, Parts other) {
      this.one = one;
      this.other = other;
    }

    void compare() {
      words("machine", "virtual time", one.clock.now() + " steps", other.clock.now() + " steps");
      for (int hart = 0; hart < one.harts.length; hart++) {
        hart(one.harts[hart], other.harts[hart]);
      }
      for (int agent = one.harts.length; agent < one.agents.size(); agent++) {
        Agent mine = one.agents.get(agent);
        words(mine.name(), "next", mine.describe(), other.agents.get(agent).describe());
      }
      words("machine", "console", text(one.console.length()), text(other.console.length()));
      nameless();
      memory("memory", 0, one.memory.ramBytes(), MemoryLayout.RAM);
      for (Device device : one.devices) {
        memory(device.name() + " contents", device.contentsAt(), device.contentsBytes(), 0);
      }
    }

    private static String text(int length) {
      return length + " bytes";
    }

    private void words(String part, String name, String mine, String theirs) {
      if (!mine.equals(theirs)) {
        found.add(new StateDifference(part, name, mine, theirs));
      }
    }

    private void number(String part, String name, long mine, long theirs) {
      if (mine != theirs) {
        words(part, name, hex(mine), hex(theirs));
      }
    }

    private static String hex(long value) {
      return Text.format("0x%x", value);
    }

    private void hart(Hart mine, Hart theirs) {
      String part = mine.name();
      words(part, "pc", place(mine.pc()), place(theirs.pc()));
      words(part, "mode", mine.firmware().mode(), theirs.firmware().mode());
      words(part, "waits", Boolean.toString(mine.firmware().isWaiting()),
          Boolean.toString(theirs.firmware().isWaiting()));
      for (int register = 1; register < REGISTERS; register++) {
        number(part, Disassembler.register(register), mine.x(register), theirs.x(register));
      }
      for (int register = 0; register < REGISTERS; register++) {
        number(part, Disassembler.floatRegister(register), mine.f(register), theirs.f(register));
      }
      SortedMap<String, Long> csrs = theirs.firmware().csrs();
      mine.firmware().csrs().forEach((name, value) -> number(part, name, value, csrs.get(name)));
    }

    private String place(long pc) {
      return hex(pc) + " (" + one.place(pc) + ")";
    }

    /// What has state but no names for it.
    private void nameless() {
      digests("interrupt controllers", one.interrupts, other.interrupts);
      digests("uart", one.uart, other.uart);
      digests("order of memory", one.ordering, other.ordering);
      for (int i = 0; i < one.devices.size(); i++) {
        Device mine = one.devices.get(i);
        Device theirs = other.devices.get(i);
        digests(mine.name(), mine, theirs);
        digests(mine.name() + " on its bus", mine.attachment(), theirs.attachment());
      }
    }

    private void digests(String part, Stateful mine, Stateful theirs) {
      long first = digest(mine);
      long second = digest(theirs);
      if (first != second) {
        found.add(new StateDifference(part, "registers and the like",
            Text.format("digest %016x", first), Text.format("digest %016x", second)));
      }
    }

    private static long digest(Stateful part) {
      DigestWalker walker = new DigestWalker();
      part.walk(walker);
      return walker.digest();
    }

    /// Words of 8 bytes, as a hart would load them.
    ///
    /// @param base what the address of the first byte is called
    private void memory(String part, int from, int length, long base) {
      Memory mine = one.memory;
      Memory theirs = other.memory;
      int words = 0;
      for (int at = 0; at + Long.BYTES <= length; at += Long.BYTES) {
        long value = mine.load64(from + at);
        long otherValue = theirs.load64(from + at);
        if (value != otherValue && words++ < WORDS) {
          found.add(new StateDifference(part, hex(base + at),
              Text.format("%016x", value), Text.format("%016x", otherValue)));
        }
      }
      if (words > WORDS) {
        found.add(new StateDifference(part, "and " + (words - WORDS) + " more words", "", ""));
      }
    }
  }
}
