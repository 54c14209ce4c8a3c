package bohr.replay;

import java.util.List;
import java.util.Optional;

/// How likely the finding of a trace is behind each of its steps, if the rest is left to chance:
/// how often it came about in executions that begin with the first steps of the trace and go on
/// under some strategy.
///
/// @param signature of the finding
/// @param strategy what decides behind the first steps
/// @param seed of all executions
/// @param points in the order of steps; the first one is where executions of the trace's scenario
///     begin to differ. The finding's own step is none
/// @param end the step at which the trace has the finding
/// @param certain the step that made it certain; empty if it was not certain even in front of the
///     last step, which then made it so
public record Inevitability(String signature, String strategy, long seed, List<Point> points,
    long end, Optional<Certain> certain) {

  public Inevitability {
    points = List.copyOf(points);
  }

  /// One place in the trace.
  ///
  /// @param step so many steps of the trace were taken
  /// @param executions how many went on from there
  /// @param findings how many of them had the finding
  public record Point(long step, int executions, int findings) {

    /// Two standard deviations, nearly: the 0.975 quantile of the normal distribution.
    private static final double Z = 1.959963984540054;

    /// The share of the executions that had it.
    public double probability() {
      return (double) findings / executions;
    }

    /// Lower end of the 95 % interval of Wilson ("Probable Inference, the Law of Succession, and
    /// Statistical Inference", JASA 1927).
    public double lower() {
      return findings == 0 ? 0 : Math.max(0, middle() - halfWidth());
    }

    /// Its upper end.
    public double upper() {
      return isCertain() ? 1 : Math.min(1, middle() + halfWidth());
    }

    private double middle() {
      return (probability() + Z * Z / (2 * executions)) / (1 + Z * Z / executions);
    }

    private double halfWidth() {
      double p = probability();
      double spread = p * (1 - p) / executions
          + Z * Z / (4.0 * executions * executions);
      return Z * Math.sqrt(spread) / (1 + Z * Z / executions);
    }

    /// Whether all of them had it.
    public boolean isCertain() {
      return findings == executions;
    }

    /// With a confidence of 95 %, the finding is at least so likely where all executions had it:
    /// the exact one-sided bound (Clopper and Pearson, Biometrika 1934), which is 0.05 to the power
    /// of 1/n.
    public double certainty() {
      return StrictMath.pow(0.05, 1.0 / executions);
    }
  }

  /// The step that made it certain: behind it, and behind every later point, all executions had the
  /// finding; behind the one before it, not all had.
  ///
  /// @param step the first such; exact if `exact`, else one of those since the point before
  /// @param exact whether the step in front of it is a point, too
  /// @param does who took it, where, and what it was
  /// @param point behind it
  public record Certain(long step, boolean exact, String does, Point point) {}
}
