package bohr.emulator.scenario;

import java.math.BigInteger;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A single value of the input: its text, and where it stands.
record Value(Place place, String text) implements YamlNode {

  private static final Pattern NUMBER =
      Pattern.compile("(-?)(?:0x([0-9a-fA-F]{1,16})|(\\d{1,20}))");
  private static final Pattern SIZE = Pattern.compile("(\\d{1,10})([KMG]?)");
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,31}");

  @Override
  public String kind() {
    return "a single value";
  }

  /// The number that this is, decimal or 0x-hexadecimal, if it is one.
  Optional<BigInteger> number() {
    Matcher matcher = NUMBER.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    BigInteger magnitude = matcher.group(2) == null
        ? new BigInteger(matcher.group(3))
        : new BigInteger(matcher.group(2), 16);
    return Optional.of(matcher.group(1).isEmpty() ? magnitude : magnitude.negate());
  }

  /// The number that this must be.
  ///
  /// @param what what it is, for the message
  long number(String what, long least, long most) {
    return number()
        .filter(number -> number.compareTo(BigInteger.valueOf(least)) >= 0)
        .filter(number -> number.compareTo(BigInteger.valueOf(most)) <= 0)
        .orElseThrow(() -> must(what, "a number from " + least + " to " + most))
        .longValueExact();
  }

  /// The size in bytes that this must be, such as `64K`, and a multiple of `unit`.
  long size(String what, long least, long most, long unit) {
    Matcher matcher = SIZE.matcher(text);
    long bytes = -1;
    if (matcher.matches()) {
      int shift = 10 * " KMG".indexOf(matcher.group(2).isEmpty() ? " " : matcher.group(2));
      bytes = Long.parseLong(matcher.group(1)) << shift;
    }
    if (bytes < least || bytes > most || bytes % unit != 0) {
      throw must(what, "a size from " + readable(least) + " to " + readable(most)
          + ", a multiple of " + readable(unit) + ", such as 1M");
    }
    return bytes;
  }

  private static String readable(long bytes) {
    int steps = Math.min(3, Long.numberOfTrailingZeros(bytes) / 10);
    return (bytes >> 10 * steps) + " KMG".substring(steps, steps + 1).strip();
  }

  /// The name that this must be: lower-case letters, digits and hyphens.
  String name(String what) {
    if (!NAME.matcher(text).matches()) {
      throw must(what, "lower-case letters, digits and hyphens, at most 32, a letter first");
    }
    return text;
  }

  /// The text that this must be, of at most `most` characters.
  String sentence(String what, int most) {
    if (text.isBlank() || text.length() > most) {
      throw place.bad(what + " must have 1 to " + most + " characters");
    }
    return text.strip();
  }

  /// What to throw when this is not what it must be.
  RuntimeException must(String what, String allowed) {
    return place.bad(what + " must be " + allowed + ", not " + Names.quote(text));
  }

  /// One of these, by its name in lower case with hyphens.
  <E extends Enum<E>> E constant(String what, E[] constants) {
    for (E constant : constants) {
      if (named(constant).equals(text)) {
        return constant;
      }
    }
    throw must(what, Names.list(Stream.of(constants).map(Value::named).toList()));
  }

  private static String named(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
