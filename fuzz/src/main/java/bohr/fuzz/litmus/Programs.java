package bohr.fuzz.litmus;

import bohr.emulator.hart.Assembler;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Reads and assembles the programs of the threads: one column each, rows that end with `;`.
final class Programs {

  /// Major opcodes that are left in: no system instructions, no floating point, no computed jumps.
  private static final Set<Integer> MAJORS =
      Set.of(0x03, 0x0f, 0x13, 0x17, 0x1b, 0x23, 0x2f, 0x33, 0x37, 0x3b);

  /// Branches and `jal`, which are only for labels.
  private static final Set<Integer> JUMPS = Set.of(0x63, 0x6f);

  private static final int MAJOR = 127;

  /// With devices, harts may wait for an interrupt and look for one.
  private static final int WAIT_FOR_INTERRUPT = 0x1050_0073;

  private static final int READ_INTERRUPTS = 0x3440_2073;
  private static final int DESTINATION = 31 << 7;

  /// A cell.
  record Line(String text, int position) {}

  private final Source source;
  private final List<List<Line>> lines = new ArrayList<>();
  private final List<Map<String, Long>> labels = new ArrayList<>();
  private final List<List<Line>> deviceLines = new ArrayList<>();

  Programs(Source source) {
    this.source = source;
  }

  /// Reads what stands between two positions.
  ///
  /// @return the words of each thread
  List<List<Integer>> read(int from, int to) {
    int start = from;
    for (int end = source.text().indexOf(';', start); end >= 0 && end < to; ) {
      row(start, end);
      start = end + 1;
      end = source.text().indexOf(';', start);
    }
    String rest = source.text().substring(start, to);
    if (!rest.isBlank()) {
      throw source.bad(begin(start, to), Source.quote(rest.strip()) + " is a row without ';'");
    }
    if (lines.isEmpty()) {
      throw source.bad(from, "no threads");
    }
    List<List<Integer>> words = new ArrayList<>();
    for (int thread = 0; thread < lines.size(); thread++) {
      words.add(assemble(thread));
    }
    return words;
  }

  private int begin(int start, int end) {
    int begin = start;
    while (begin < end && Character.isWhitespace(source.text().charAt(begin))) {
      begin++;
    }
    return begin;
  }

  private void row(int start, int end) {
    int position = begin(start, end);
    String[] cells = source.text().substring(start, end).split("\\|", -1);
    if (lines.isEmpty()) {
      header(cells, position);
      return;
    }
    int columns = lines.size() + deviceLines.size();
    if (cells.length != columns) {
      throw source.bad(
          position, "a row of " + cells.length + " cells for " + columns + " threads");
    }
    for (int thread = 0; thread < lines.size(); thread++) {
      cell(thread, cells[thread].strip(), position);
    }
    for (int device = 0; device < deviceLines.size(); device++) {
      String text = cells[lines.size() + device].strip();
      if (!text.isEmpty()) {
        deviceLines.get(device).add(new Line(text, position));
      }
    }
  }

  /// Threads first, and then devices.
  private void header(String[] cells, int position) {
    for (String cell : cells) {
      String name = cell.strip();
      if (name.equals("D" + deviceLines.size()) && !lines.isEmpty()) {
        deviceLines.add(new ArrayList<>());
      } else if (name.equals("P" + lines.size()) && deviceLines.isEmpty()) {
        lines.add(new ArrayList<>());
        labels.add(new HashMap<>());
      } else {
        String wanted = deviceLines.isEmpty() ? "P" + lines.size() : "D" + deviceLines.size();
        throw source.bad(position, Source.quote(name) + " in place of " + wanted);
      }
    }
    if (lines.size() > Layout.THREADS) {
      throw source.bad(position, "more than " + Layout.THREADS + " threads");
    }
    if (deviceLines.size() > Layout.DEVICES) {
      throw source.bad(position, "more than " + Layout.DEVICES + " devices");
    }
  }

  /// The cells of each device.
  List<List<Line>> deviceLines() {
    return deviceLines;
  }

  private void cell(int thread, String cell, int position) {
    String text = cell;
    int colon = text.indexOf(':');
    if (colon >= 0) {
      String label = text.substring(0, colon).strip();
      if (!label.matches("[A-Za-z_.]\\w*")) {
        throw source.bad(position, Source.quote(label) + " is no label");
      }
      if (labels.get(thread).put(label, end(thread)) != null) {
        throw source.bad(position, "label " + Source.quote(label) + " twice");
      }
      text = text.substring(colon + 1).strip();
    }
    if (!text.isEmpty()) {
      if (lines.get(thread).size() == Layout.INSTRUCTIONS - 1) {
        throw source.bad(
            position, "more than " + (Layout.INSTRUCTIONS - 1) + " instructions in a thread");
      }
      lines.get(thread).add(new Line(text, position));
    }
  }

  /// Where the next instruction of a thread goes.
  private long end(int thread) {
    return Layout.code(thread) + 4L * lines.get(thread).size();
  }

  private List<Integer> assemble(int thread) {
    List<Integer> words = new ArrayList<>();
    for (Line line : lines.get(thread)) {
      Map<String, Long> targets = targets(thread, Layout.code(thread) + 4L * words.size());
      words.add(assemble(line, Layout.code(thread) + 4L * words.size(), targets));
    }
    return words;
  }

  /// Loops would have no end: from `pc`, only labels behind it can be reached.
  private Map<String, Long> targets(int thread, long pc) {
    Map<String, Long> behind = new HashMap<>(labels.get(thread));
    behind.values().removeIf(target -> target <= pc);
    return behind;
  }

  private int assemble(Line line, long pc, Map<String, Long> targets) {
    int word;
    try {
      word = Assembler.word(pc, line.text, targets);
    } catch (IllegalArgumentException e) {
      throw source.bad(line.position, e.getMessage());
    }
    String target = line.text.substring(line.text.lastIndexOf(',') + 1);
    String last = target.substring(target.lastIndexOf(' ') + 1);
    boolean jumps = JUMPS.contains(word & MAJOR);
    boolean interrupts = word == WAIT_FOR_INTERRUPT || (word & ~DESTINATION) == READ_INTERRUPTS;
    boolean fits = jumps ? targets.containsKey(last)
        : MAJORS.contains(word & MAJOR) || interrupts && !deviceLines.isEmpty();
    if (!fits) {
      throw source.bad(line.position, Source.quote(line.text) + " has no place in a litmus test");
    }
    return word;
  }
}
