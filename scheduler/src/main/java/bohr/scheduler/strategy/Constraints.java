package bohr.scheduler.strategy;

import bohr.emulator.agent.Access;
import bohr.scheduler.Corpus.Constraint;
import java.util.ArrayList;
import java.util.List;

/// The constraints that an execution has still to meet, and what they say about a pending step. One
/// is met, and forgotten, once its read has seen what it should see.
final class Constraints {

  /// How welcome a step is, the least first.
  enum Band { AVOID, NORMAL, TAKE }

  private final List<Constraint> open = new ArrayList<>();

  void begin(List<Constraint> constraints) {
    open.clear();
    open.addAll(constraints);
  }

  boolean none() {
    return open.isEmpty();
  }

  void drop() {
    open.clear();
  }

  /// How welcome a step at `site` is that touches a place whose last write was at `writer`; the
  /// first constraint that has an opinion decides.
  Band band(long site, Access.Kind kind, long writer) {
    for (int i = 0; i < open.size(); i++) {
      Constraint constraint = open.get(i);
      if (kind != Access.Kind.WRITE && site == constraint.read()) {
        boolean good = constraint.wanted() == (writer == constraint.write());
        return good ? Band.TAKE : Band.AVOID;
      }
      if (kind != Access.Kind.READ && site == constraint.write()) {
        return constraint.wanted() ? Band.TAKE : Band.AVOID;
      }
      if (kind != Access.Kind.READ && constraint.wanted() && writer == constraint.write()) {
        return Band.AVOID;
      }
    }
    return Band.NORMAL;
  }

  /// A step at `site` has read what was written at `writer`.
  ///
  /// @return whether that met a constraint
  boolean read(long site, long writer) {
    return open.removeIf(each ->
        each.read() == site && each.wanted() == (writer == each.write()));
  }
}
