package bohr.scheduler.strategy;

import bohr.emulator.agent.Access;
import bohr.emulator.state.Digest;
import bohr.scheduler.Profile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;

/// Which write each read of a shared place sees, by their sites, in one execution. The write is 0
/// until there is one.
final class ReadsFrom {

  /// Before the first write.
  static final long NOTHING = 0;

  private final long[] places;
  private final long[] writers;
  private final TreeSet<Long> pairs = new TreeSet<>();

  ReadsFrom(Profile profile) {
    places = profile.numbers();
    writers = new long[places.length];
  }

  void begin() {
    Arrays.fill(writers, NOTHING);
    pairs.clear();
  }

  /// The shared place that a step touches, or -1.
  int place(Access access) {
    return access.kind == Access.Kind.NONE ? -1 : Profile.find(places, access);
  }

  /// The site of the last write to a place.
  long writer(int place) {
    return writers[place];
  }

  /// A step at `site` touches a place.
  void step(int place, Access.Kind kind, long site) {
    if (kind != Access.Kind.WRITE) {
      pairs.add(Digest.of(places[place], writers[place], site));
    }
    if (kind != Access.Kind.READ) {
      writers[place] = site;
    }
  }

  /// Hashes of the pairs seen, and one of all of them together.
  List<Long> shown() {
    List<Long> shown = new ArrayList<>(pairs);
    long all = Digest.EMPTY;
    for (long pair : pairs) {
      all = Digest.mix(all, pair);
    }
    shown.add(all);
    return shown;
  }
}
