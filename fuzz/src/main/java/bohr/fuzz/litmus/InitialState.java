package bohr.fuzz.litmus;

import bohr.fuzz.litmus.LitmusTest.Location;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads the part in braces: `0:x6=x; int y; uint64_t z=1; int *p = &z; uint64_t 1:x11;`. A type
/// says how wide a location is; registers are as wide as they are.
final class InitialState {

  private static final Pattern STATEMENT = Pattern.compile(
      "(?:(?<type>[A-Za-z_]\\w*)\\s*(?<star>\\*)\\s*|(?<plain>[A-Za-z_]\\w*)\\s+)?"
          + "(?:(?<thread>\\d+)\\s*:\\s*)?(?<name>[A-Za-z_]\\w*)(?:\\s*=\\s*(?<value>\\S+))?");

  /// A setting of a device: `D0.msi=bypass`.
  private static final Pattern SETTING = Pattern.compile(
      "D(?<device>[0-3])\\.(?<name>[a-z-]+)\\s*=\\s*(?<value>\\S+)");

  private record Type(int bytes, boolean signed) {}

  private static final Type WORD = new Type(4, true);
  private static final Type DOUBLEWORD = new Type(8, true);

  private static final Map<String, Type> TYPES = Map.ofEntries(
      Map.entry("int", WORD),
      Map.entry("long", DOUBLEWORD),
      Map.entry("int8_t", new Type(1, true)),
      Map.entry("uint8_t", new Type(1, false)),
      Map.entry("int16_t", new Type(2, true)),
      Map.entry("uint16_t", new Type(2, false)),
      Map.entry("int32_t", WORD),
      Map.entry("uint32_t", new Type(4, false)),
      Map.entry("int64_t", DOUBLEWORD),
      Map.entry("uint64_t", DOUBLEWORD));

  private final Source source;
  private final Symbols symbols;

  InitialState(Source source, Symbols symbols) {
    this.source = source;
    this.symbols = symbols;
  }

  /// Reads what stands between two positions.
  void read(int from, int to) {
    int start = from;
    for (int i = from; i <= to; i++) {
      if (i == to || source.text().charAt(i) == ';' || source.text().charAt(i) == '\n') {
        statement(source.text().substring(start, i).strip(), start);
        start = i + 1;
      }
    }
  }

  private void statement(String text, int position) {
    if (text.isEmpty()) {
      return;
    }
    Matcher device = SETTING.matcher(text);
    if (device.matches()) {
      int number = Integer.parseInt(device.group("device"));
      symbols.set(number, device.group("name"), device.group("value"), position);
      return;
    }
    Matcher matcher = STATEMENT.matcher(text);
    if (!matcher.matches()) {
      throw source.bad(position, Source.quote(text) + " is no initial value, such as 0:x5=1 or"
          + " int x=1");
    }
    String value = matcher.group("value");
    long initial = value == null ? 0 : symbols.value(value, position);
    if (matcher.group("thread") != null) {
      int thread = symbols.thread(matcher.group("thread"), position);
      int register = symbols.register(matcher.group("name"), position);
      symbols.set(thread, register, initial, position);
    } else {
      Type type = type(matcher, value, position);
      symbols.declare(
          new Location(matcher.group("name"), type.bytes, type.signed, initial), position);
    }
  }

  /// The type that is given, or that of a value which is an address, or a word.
  private Type type(Matcher matcher, String value, int position) {
    String name = matcher.group("plain");
    if (name == null) {
      boolean address = value != null && !value.matches("-?\\d.*");
      return address || matcher.group("star") != null ? DOUBLEWORD : WORD;
    }
    Type type = TYPES.get(name);
    if (type == null) {
      throw source.bad(position, "unknown type " + Source.quote(name));
    }
    return type;
  }
}
