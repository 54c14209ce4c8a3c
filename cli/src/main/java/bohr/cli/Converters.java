package bohr.cli;

import bohr.emulator.Peripherals;
import bohr.emulator.ordering.MemoryModel;
import bohr.emulator.ordering.MemoryRules.Zalasr;
import bohr.fuzz.Strategies;
import bohr.fuzz.explore.Reduction;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Turns words of the command line into values.
final class Converters {

  private Converters() {}

  /// `2025-01-01T00:00:00Z`; a date alone is its midnight.
  static final class OfInstant implements ITypeConverter<Instant> {

    OfInstant() {}

    @Override
    public Instant convert(String text) {
      try {
        Instant time = Instant.parse(text.contains("T") ? text : text + "T00:00:00Z");
        if (!time.isBefore(Instant.EPOCH) && !time.isAfter(Peripherals.LAST_CLOCK_START)) {
          return time;
        }
      } catch (DateTimeParseException e) {
        // As for one that no clock can show.
      }
      throw new TypeConversionException("'" + text + "' is not a time from 1970 to 2262 such as"
          + " 2025-01-01T00:00:00Z or 2025-01-01");
    }
  }

  /// `10s`, `500ms`, `2m`, `1h`; a bare number is seconds.
  static final class OfDuration implements ITypeConverter<Duration> {

    private static final Pattern FORM = Pattern.compile("(\\d{1,9})(ms|s|m|h|)");

    OfDuration() {}

    @Override
    public Duration convert(String text) {
      Matcher matcher = FORM.matcher(text);
      if (!matcher.matches() || text.matches("0+\\D*")) {
        throw new TypeConversionException(
            "'" + text + "' is not a length of time such as 10s, 500ms, 2m or 1h");
      }
      long count = Long.parseLong(matcher.group(1));
      return switch (matcher.group(2)) {
        case "ms" -> Duration.ofMillis(count);
        case "m" -> Duration.ofMinutes(count);
        case "h" -> Duration.ofHours(count);
        default -> Duration.ofSeconds(count);
      };
    }
  }

  /// A number that is at least 1; underscores and commas may group its digits.
  static final class OfCount implements ITypeConverter<Long> {

    OfCount() {}

    @Override
    public Long convert(String text) {
      String digits = text.replaceAll("[_,]", "");
      if (!digits.matches("\\d{1,18}") || Long.parseLong(digits) < 1) {
        throw new TypeConversionException("'" + text + "' is not a number that is at least 1");
      }
      return Long.parseLong(digits);
    }
  }

  /// A number that may be 0.
  static final class OfNatural implements ITypeConverter<Long> {

    OfNatural() {}

    @Override
    public Long convert(String text) {
      if (!text.matches("\\d{1,18}")) {
        throw new TypeConversionException("'" + text + "' is not a number that is at least 0");
      }
      return Long.parseLong(text);
    }
  }

  /// A TCP port; 0 for one that is free.
  static final class OfPort implements ITypeConverter<Integer> {

    private static final int PORT_MAX = 65_535;

    OfPort() {}

    @Override
    public Integer convert(String text) {
      if (!text.matches("\\d{1,5}") || Integer.parseInt(text) > PORT_MAX) {
        throw new TypeConversionException("'" + text + "' is not a port from 0 to " + PORT_MAX);
      }
      return Integer.valueOf(text);
    }
  }

  /// A strategy's name.
  static final class OfStrategy implements ITypeConverter<Strategies> {

    OfStrategy() {}

    @Override
    public Strategies convert(String text) {
      return named(text, Strategies.values());
    }
  }

  /// A reduction's name.
  static final class OfReduction implements ITypeConverter<Reduction> {

    OfReduction() {}

    @Override
    public Reduction convert(String text) {
      return named(text, Reduction.values());
    }
  }

  /// A format's name.
  static final class OfFormat implements ITypeConverter<Format> {

    OfFormat() {}

    @Override
    public Format convert(String text) {
      return named(text, Format.values());
    }
  }

  /// A memory model's name.
  static final class OfMemoryModel implements ITypeConverter<MemoryModel> {

    OfMemoryModel() {}

    @Override
    public MemoryModel convert(String text) {
      return named(text, MemoryModel.values());
    }
  }

  /// What the annotations of Zalasr mean.
  static final class OfZalasr implements ITypeConverter<Zalasr> {

    OfZalasr() {}

    @Override
    public Zalasr convert(String text) {
      return named(text, Zalasr.values());
    }
  }

  private static <T> T named(String text, T[] all) {
    Optional<T> found =
        Arrays.stream(all).filter(each -> name(each).equals(text)).findFirst();
    return found.orElseThrow(() -> new TypeConversionException("'" + text + "' is none of "
        + String.join(", ", List.of(all).stream().map(Converters::name).toList())));
  }

  private static String name(Object value) {
    return value.toString().toLowerCase(Locale.ROOT);
  }
}
