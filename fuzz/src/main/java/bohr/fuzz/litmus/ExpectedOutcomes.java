package bohr.fuzz.litmus;

import bohr.emulator.hart.Assembler;
import bohr.emulator.input.BadInput;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The sets of final states in a log of the herd or litmus tools, by the names of the tests. Of a
/// block, the line `Test …` and the `States …` behind it count, and nothing else.
public final class ExpectedOutcomes {

  private static final long LONGEST = 1L << 28;
  private static final Pattern TEST = Pattern.compile("Test (\\S+)( \\S+)?");
  private static final Pattern STATES = Pattern.compile("States (\\d{1,7})");
  private static final Pattern FIELD = Pattern.compile(
      "\\s*(?:(\\d{1,3}|D\\d):(\\w{1,8})|\\[?([A-Za-z_]\\w*)\\]?)\\s*=\\s*(-?\\w+);");

  /// In front of a state, the litmus tools write how often it was seen.
  private static final Pattern COUNT = Pattern.compile("^\\s*\\d+\\s*[*:]>\\s*");

  private final Map<String, Set<String>> sets = new HashMap<>();
  private final String named;
  private int number;

  private ExpectedOutcomes(String named) {
    this.named = named;
  }

  /// Reads a log.
  ///
  /// @param named what messages call it
  /// @throws BadInput if it is none
  public static ExpectedOutcomes read(Path file, String named) {
    ExpectedOutcomes expected = new ExpectedOutcomes(named);
    try {
      if (Files.size(file) > LONGEST) {
        throw new BadInput(named, "", "longer than " + LONGEST + " bytes");
      }
      try (BufferedReader reader = Files.newBufferedReader(file)) {
        expected.read(reader);
      }
    } catch (CharacterCodingException e) {
      throw new BadInput(named, "", "this is no text");
    } catch (NoSuchFileException e) {
      throw new BadInput(named, "", "no such file");
    } catch (IOException e) {
      throw new BadInput(named, "", "cannot be read: " + e.getMessage());
    }
    if (expected.sets.isEmpty()) {
      throw new BadInput(named, "", "there is no 'Test NAME' with its 'States N'");
    }
    return expected;
  }

  /// The states that a test is expected to have, as [Outcomes#lines] writes them.
  public Optional<Set<String>> of(String test) {
    return Optional.ofNullable(sets.get(test));
  }

  private String line(BufferedReader reader) throws IOException {
    number++;
    return reader.readLine();
  }

  private void read(BufferedReader reader) throws IOException {
    for (String line = line(reader); line != null; line = line(reader)) {
      Matcher test = TEST.matcher(line.strip());
      if (test.matches()) {
        states(reader, test.group(1));
      }
    }
  }

  private void states(BufferedReader reader, String test) throws IOException {
    String line = line(reader);
    Matcher states = STATES.matcher(line == null ? "" : line.strip());
    if (!states.matches()) {
      throw bad("'States N' is expected behind 'Test " + test + "'");
    }
    Set<String> set = new TreeSet<>();
    for (int left = Integer.parseInt(states.group(1)); left > 0; left--) {
      line = line(reader);
      if (line == null) {
        throw bad("the file ends among the states of " + test);
      }
      set.add(state(COUNT.matcher(line).replaceFirst("")));
    }
    if (sets.put(test, set) != null) {
      throw bad("test " + test + " a second time");
    }
  }

  /// A state with its registers in order, and behind them its locations.
  private String state(String line) {
    Map<String, String> fields = new TreeMap<>();
    Matcher field = FIELD.matcher(line);
    int end = 0;
    while (field.lookingAt()) {
      boolean register = field.group(1) != null;
      boolean ofDevice = register && field.group(1).startsWith("D");
      int number = register && !ofDevice ? register(field.group(2)) : 0;
      String name = ofDevice ? field.group(1) + ":" + field.group(2)
          : register ? field.group(1) + ":x" + number : "[" + field.group(3) + "]";
      String rank = ofDevice ? "0 D " + name.replace("ram", "s")
          : register ? String.format("0 %3s %02d", field.group(1), number)
          : "1 " + field.group(3);
      fields.put(rank, name + "=" + field.group(4) + ";");
      end = field.end();
      field.region(end, line.length());
    }
    if (!line.substring(end).isBlank()) {
      throw bad(Source.quote(line.substring(end).strip()) + " is no KEY=VALUE;");
    }
    return String.join(" ", fields.values());
  }

  private int register(String name) {
    try {
      return Assembler.register(name);
    } catch (IllegalArgumentException e) {
      throw bad("unknown register " + Source.quote(name));
    }
  }

  private BadInput bad(String reason) {
    return new BadInput(named, "line " + number, reason);
  }
}
