package bohr.recorder;

import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The text form of a schedule; see [Schedule#toString()].
final class ScheduleText {

  private static final Pattern SLICE = Pattern.compile("(\\d{1,2})\\*(\\d{1,17})");
  private static final Pattern VALUE = Pattern.compile("(\\d{1,2})#(\\d{1,17})=(\\d{1,9})");

  private ScheduleText() {}

  static String print(Schedule schedule, IntFunction<String> names) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < schedule.slices(); i++) {
      text.append(i == 0 ? "" : " ");
      text.append(names.apply(schedule.agent(i))).append('*').append(schedule.steps(i));
    }
    for (int i = 0; i < schedule.values(); i++) {
      text.append(i == 0 ? "; " : " ").append(names.apply(schedule.valueAgent(i)));
      text.append('#').append(schedule.valueOrdinal(i)).append('=').append(schedule.value(i));
    }
    return text.toString();
  }

  static Schedule parse(String text) {
    Schedule.Builder builder = Schedule.builder();
    int semicolon = text.indexOf(';');
    String slices = semicolon < 0 ? text : text.substring(0, semicolon);
    for (String word : words(slices)) {
      Matcher slice = match(SLICE, word);
      builder.add(Integer.parseInt(slice.group(1)), Long.parseLong(slice.group(2)));
    }
    for (String word : words(semicolon < 0 ? "" : text.substring(semicolon + 1))) {
      Matcher value = match(VALUE, word);
      builder.value(
          Integer.parseInt(value.group(1)),
          Long.parseLong(value.group(2)),
          Integer.parseInt(value.group(3)));
    }
    return builder.build();
  }

  private static String[] words(String text) {
    return text.isBlank() ? new String[0] : text.strip().split("\\s+");
  }

  private static Matcher match(Pattern pattern, String word) {
    Matcher matcher = pattern.matcher(word);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "'" + word + "' is not of the form agent*steps or agent#choice=value");
    }
    return matcher;
  }
}
