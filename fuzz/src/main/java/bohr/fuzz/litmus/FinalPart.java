package bohr.fuzz.litmus;

import bohr.fuzz.litmus.Condition.Quantifier;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads the part behind the programs: `locations [x; 0:x5;] filter … exists …`. `not` binds more
/// strongly than `/\`, and that more strongly than `\/`.
final class FinalPart {

  private static final Pattern TOKEN =
      Pattern.compile("\\s*(/\\\\|\\\\/|~|[\\[\\]();:=&]|-?\\d\\w*|[A-Za-z_]\\w*)");
  private static final int DEEPEST = 200;

  private record Token(String text, int position) {}

  private final Source source;
  private final Symbols symbols;
  private final int threads;
  private final int devices;
  private final List<Token> tokens = new ArrayList<>();
  private final Set<Integer> observed = new LinkedHashSet<>();
  private final List<Key> keys = new ArrayList<>();
  private int at;
  private int depth;
  private Optional<Proposition> filter = Optional.empty();
  private Condition condition;

  /// @param threads how many threads the test has
  /// @param devices how many devices
  FinalPart(Source source, Symbols symbols, int threads, int devices) {
    this.devices = devices;
    this.source = source;
    this.symbols = symbols;
    this.threads = threads;
  }

  /// Reads from a position to the end of the file.
  void read(int from) {
    tokenise(from);
    if (nextIs("locations")) {
      locations();
    }
    if (nextIs("filter")) {
      filter = Optional.of(proposition(false));
    }
    Quantifier quantifier = quantifier();
    condition = new Condition(quantifier, proposition(true));
    if (at < tokens.size() - 1) {
      throw bad("nothing more");
    }
  }

  Optional<Proposition> filter() {
    return filter;
  }

  Condition condition() {
    return condition;
  }

  /// The keys, by the numbers that propositions know them by.
  List<Key> keys() {
    return keys;
  }

  /// The numbers of those that are printed.
  Set<Integer> observed() {
    return observed;
  }

  private void tokenise(int from) {
    Matcher matcher = TOKEN.matcher(source.text());
    int position = from;
    matcher.region(from, source.text().length());
    while (matcher.lookingAt()) {
      tokens.add(new Token(matcher.group(1), matcher.start(1)));
      position = matcher.end();
      matcher.region(position, source.text().length());
    }
    if (!source.text().substring(position).isBlank()) {
      String rest = source.text().substring(position).stripLeading();
      throw source.bad(
          source.text().length() - rest.length(), "unexpected " + Source.quote(rest.strip()));
    }
    tokens.add(new Token("", source.text().stripTrailing().length()));
  }

  private String next() {
    return tokens.get(at).text;
  }

  private int position() {
    return tokens.get(at).position;
  }

  private String take() {
    String text = next();
    at = Math.min(at + 1, tokens.size() - 1);
    return text;
  }

  /// Takes the next token if it is this one.
  private boolean nextIs(String text) {
    boolean is = next().equals(text);
    at += is ? 1 : 0;
    return is;
  }

  private void expect(String text) {
    if (!nextIs(text)) {
      throw bad("'" + text + "'");
    }
  }

  private RuntimeException bad(String expected) {
    String found = next().isEmpty() ? "the file ends" : "there is " + Source.quote(next());
    return source.bad(position(), found + " where " + expected + " is expected");
  }

  private void locations() {
    expect("[");
    while (!nextIs("]")) {
      observed.add(number(key()));
      if (!next().equals("]")) {
        expect(";");
      }
    }
  }

  private Quantifier quantifier() {
    if (nextIs("~")) {
      expect("exists");
      return Quantifier.NOT_EXISTS;
    }
    if (nextIs("forall")) {
      return Quantifier.FORALL;
    }
    if (!nextIs("exists")) {
      throw bad("exists, ~exists or forall");
    }
    return Quantifier.EXISTS;
  }

  private Proposition proposition(boolean printed) {
    return chain("\\/", () -> chain("/\\", () -> factor(printed), Proposition.And::new),
        Proposition.Or::new);
  }

  private interface Connective {

    Proposition of(List<Proposition> operands);
  }

  private Proposition chain(
      String operator, Supplier<Proposition> operand, Connective connective) {
    List<Proposition> operands = new ArrayList<>();
    do {
      operands.add(operand.get());
    } while (nextIs(operator));
    return operands.size() == 1 ? operands.getFirst() : connective.of(List.copyOf(operands));
  }

  private Proposition factor(boolean printed) {
    if (++depth > DEEPEST) {
      throw source.bad(position(), "a proposition nested more than " + DEEPEST + " deep");
    }
    Proposition factor;
    if (nextIs("~") || nextIs("not")) {
      factor = new Proposition.Not(factor(printed));
    } else if (nextIs("(")) {
      factor = proposition(printed);
      expect(")");
    } else {
      factor = atom(printed);
    }
    depth--;
    return factor;
  }

  private Proposition atom(boolean printed) {
    int key = number(key());
    expect("=");
    int position = position();
    String sign = nextIs("&") ? "&" : "";
    long value = symbols.value(sign + take(), position);
    if (printed) {
      observed.add(key);
    }
    return new Proposition.Atom(key, value);
  }

  private int number(Key key) {
    if (!keys.contains(key)) {
      keys.add(key);
    }
    return keys.indexOf(key);
  }

  private Key key() {
    int position = position();
    if (nextIs("[")) {
      Key cell = cell();
      expect("]");
      return cell;
    }
    if (next().matches("D\\d") && tokens.get(at + 1).text.equals(":")) {
      return ofDevice();
    }
    if (!next().matches("\\d+")) {
      return cell();
    }
    int thread = symbols.thread(take(), position);
    if (thread >= threads) {
      throw source.bad(position, "there is no thread " + thread);
    }
    expect(":");
    int number = symbols.register(next(), position());
    take();
    return new Key.Register(thread, number);
  }

  private Key ofDevice() {
    int position = position();
    int device = take().charAt(1) - '0';
    if (device >= devices) {
      throw source.bad(position, "there is no device D" + device);
    }
    expect(":");
    String name = next();
    if (!name.matches("(r|ram)[0-7]")) {
      throw bad("r0 to r7, or ram0 to ram7");
    }
    take();
    int number = name.charAt(name.length() - 1) - '0';
    return name.startsWith("ram") ? new Key.DeviceMemory(device, number)
        : new Key.Result(device, number);
  }

  private Key cell() {
    int position = position();
    if (!next().matches("[A-Za-z_]\\w*")) {
      throw bad("a location or a register");
    }
    return new Key.Cell(symbols.location(take(), position));
  }
}
