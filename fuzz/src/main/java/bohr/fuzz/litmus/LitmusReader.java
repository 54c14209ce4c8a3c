package bohr.fuzz.litmus;

import bohr.emulator.input.BadInput;
import bohr.fuzz.litmus.LitmusTest.DeviceColumn;
import bohr.fuzz.litmus.LitmusTest.Program;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads litmus tests for RISC-V as the herd and diy tools write them: a name, initial values in
/// braces, a column of instructions a thread, and what to look at in the end. What stands between
/// the name and the braces is for people.
///
/// Bohr's own extension, devices and what harts need to deal with them, is in docs/litmus.md.
///
/// Left out: loops with a bound, arrays, and the tools' settings.
public final class LitmusReader {

  private static final Pattern NAME = Pattern.compile("\\s*RISCV\\s+(\\S{1,200})[^\\S\\n]*\\n");
  private static final Pattern FINAL =
      Pattern.compile("(?m)^\\s*(?=(?:locations|filter|exists|forall)\\b|~\\s*exists\\b)");

  private LitmusReader() {}

  /// Reads a file.
  ///
  /// @param named what messages call it
  /// @throws BadInput if it is no litmus test that can be run here
  public static LitmusTest read(Path file, String named) {
    try {
      if (Files.size(file) > Source.LONGEST) {
        throw new BadInput(named, "", "longer than " + Source.LONGEST + " bytes");
      }
      return parse(named, Files.readString(file));
    } catch (CharacterCodingException e) {
      throw new BadInput(named, "", "this is no text");
    } catch (NoSuchFileException e) {
      throw new BadInput(named, "", "no such file");
    } catch (IOException e) {
      throw new BadInput(named, "", "cannot be read: " + e.getMessage());
    }
  }

  /// Reads the text of a test that is called `named` in messages.
  ///
  /// @throws BadInput as above
  public static LitmusTest parse(String named, String text) {
    Source source = new Source(named, text.replace("\r\n", "\n"));
    String content = source.text();
    Matcher name = NAME.matcher(content);
    if (!name.lookingAt()) {
      throw source.bad(0, "a litmus test for RISC-V begins with 'RISCV' and its name");
    }
    int open = content.indexOf('{', name.end());
    int close = content.indexOf('}', Math.max(open, 0));
    if (open < 0 || close < 0) {
      throw source.bad(Math.max(open, name.end() - 1), "no initial values in braces");
    }
    Matcher end = FINAL.matcher(content);
    if (!end.find(close)) {
      throw source.bad(close, "no exists, ~exists or forall");
    }
    Symbols symbols = new Symbols(source);
    new InitialState(source, symbols).read(open + 1, close);
    Programs programs = new Programs(source);
    List<List<Integer>> code = programs.read(close + 1, end.start());
    List<DeviceColumn> devices =
        new DevicePrograms(source, symbols, code.size()).read(programs.deviceLines());
    if (symbols.highestThread() >= code.size()) {
      throw source.bad(open, "there is no thread " + symbols.highestThread());
    }
    FinalPart last = new FinalPart(source, symbols, code.size(), devices.size());
    last.read(end.end());
    return test(named, name.group(1), symbols, code, devices, last);
  }

  private static LitmusTest test(
      String named,
      String name,
      Symbols symbols,
      List<List<Integer>> code,
      List<DeviceColumn> devices,
      FinalPart last) {
    List<Program> programs = new ArrayList<>();
    for (int thread = 0; thread < code.size(); thread++) {
      programs.add(new Program(symbols.registers(thread), List.copyOf(code.get(thread))));
    }
    List<Integer> printed =
        last.observed().stream().sorted(Comparator.comparing(
            number -> rank(last.keys().get(number), symbols))).toList();
    return new LitmusTest(named, name, symbols.locations(), programs, devices, last.keys(),
        printed, last.filter(), last.condition());
  }

  /// Registers by thread and number, then those of devices, then locations by name.
  private static String rank(Key key, Symbols symbols) {
    return switch (key) {
      case Key.Register register ->
          String.format("0 %02d %02d", register.thread(), register.number());
      case Key.Result result ->
          String.format("0 D%02d r%d", result.device(), result.number());
      case Key.DeviceMemory word ->
          String.format("0 D%02d s%d", word.device(), word.number());
      case Key.Cell cell -> "1 " + symbols.locations().get(cell.location()).name();
    };
  }
}
