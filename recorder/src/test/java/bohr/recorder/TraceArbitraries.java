package bohr.recorder;

import bohr.recorder.TraceRecord.Header;
import bohr.recorder.TraceRecord.Verdict;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/// Traces and what they are made of, for properties.
final class TraceArbitraries {

  private TraceArbitraries() {}

  /// One thing that happens in an execution, told to a sink.
  @FunctionalInterface
  interface Happening {
    void tell(RecordingSink sink);
  }

  /// Texts with every kind of character that UTF-8 can carry.
  static Arbitrary<String> texts() {
    return Arbitraries.strings()
        .withCharRange(' ', '~')
        .withChars('\n', 'é', '→', '\u0000')
        .ofMaxLength(40);
  }

  static Arbitrary<Bytes> bytes(int most) {
    return Arbitraries.bytes().array(byte[].class).ofMaxSize(most).map(Bytes::of);
  }

  static Arbitrary<Header> headers() {
    Arbitrary<Long> longs = Arbitraries.longs();
    return Combinators.combine(texts(), texts(), texts(), texts().list().ofMaxSize(3), longs,
            texts(), longs, longs)
        .as((a, b, c, overrides, digest, d, seed, index) ->
            new Header(a, b, c, overrides, digest, "sc", d, seed, index, "test"));
  }

  static Arbitrary<Verdict> verdicts() {
    Arbitrary<Long> longs = Arbitraries.longs();
    return Combinators.combine(texts(), texts(), texts(), texts(),
            Arbitraries.integers().between(-1, 63), longs, longs)
        .as((oracle, clause, message, place, agent, digest, console) ->
            new Verdict("finding", oracle, clause, message, place, agent, 7, digest, console));
  }

  /// What an execution may consist of: mostly slices and choices, now and then something else.
  static Arbitrary<List<Happening>> happenings() {
    Arbitrary<Integer> agents =
        Arbitraries.frequencyOf(
            Tuple.of(9, Arbitraries.integers().between(0, 3)),
            Tuple.of(1, Arbitraries.integers().between(0, 63)));
    Arbitrary<Long> steps = Arbitraries.longs().between(1, 1L << 40);
    Arbitrary<Happening> slices =
        Combinators.combine(agents, steps).as((agent, count) -> sink -> sink.slice(agent, count));
    Arbitrary<Happening> choices =
        Combinators.combine(agents, Arbitraries.integers().between(0, 4))
            .as((agent, value) -> sink -> sink.choice(agent, value));
    Arbitrary<Happening> inputs = bytes(30).map(each -> sink -> arrive(sink, each));
    return Arbitraries.frequencyOf(
            Tuple.of(12, slices),
            Tuple.of(4, choices),
            Tuple.of(1, inputs),
            Tuple.of(1, Arbitraries.longs().map(each -> sink -> check(sink, each))),
            Tuple.of(1, Arbitraries.just(RecordingSink::window)))
        .list()
        .ofMaxSize(60);
  }

  static Arbitrary<Schedule> schedules() {
    return happenings().map(happenings -> {
      Schedule.Builder builder = Schedule.builder();
      happenings.forEach(each -> each.tell(builder));
      return builder.build();
    });
  }

  static Arbitrary<Trace> traces() {
    return Combinators.combine(headers(), bytes(300), happenings(), verdicts())
        .as((header, image, happenings, verdict) -> {
          TraceBuilder builder = new TraceBuilder();
          happenings.forEach(each -> each.tell(builder));
          return builder.build(header, image, verdict);
        });
  }

  /// An input, behind a step of its own: no checkpoint may follow it at the same step.
  private static void arrive(RecordingSink sink, Bytes bytes) {
    sink.input("console", bytes);
    sink.slice(0, 1);
  }

  /// A checkpoint, behind a step of its own: there is at most one for each number of steps.
  private static void check(RecordingSink sink, long digest) {
    sink.slice(1, 1);
    sink.checkpoint(digest);
  }
}
