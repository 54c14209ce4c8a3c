package bohr.fuzz.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// A test that searches a scenario for races, as `bohr fuzz` does. It fails if there is a finding,
/// with the minimised schedule as a table and the command that replays it; its trace is stored.
///
/// ```java
/// @RaceTest(scenario = "scenarios/ring", variant = "fixed")
/// void nobodySleepsForEver() {}
///
/// @RaceTest(scenario = "scenarios/ring", finds = "asleep")
/// void theFirstDriverLostAWakeup() {}
/// ```
///
/// The search comes first, and then the method's body, which may take the search's
/// [bohr.fuzz.CampaignResult] as a parameter, and say more about it. The same code, seed and
/// options give the same result, and the same message to the letter.
///
/// Traces go to the folder `target/bohr`, or to the one that the configuration parameter
/// `bohr.traces` of JUnit names; each is called like its test.
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Test
@ExtendWith(RaceExtension.class)
@SuppressWarnings("exports") // whoever uses this has JUnit
public @interface RaceTest {

  /// The scenario's folder; a relative one begins where the tests run.
  String scenario();

  /// The scenario's variant; `buggy` if not given, as everywhere.
  String variant() default "";

  /// Settings that are changed, each `name=value`, as with `--set`.
  String[] set() default {};

  /// How schedules are chosen: a name that `bohr list strategies` explains.
  String strategy() default "portfolio";

  /// The search stops after so many schedules, or with the first finding.
  long schedules() default 10_000;

  /// With the same one, the same schedules.
  long seed() default 1;

  /// Host threads; 0 for all processors. What is found does not depend on it.
  int jobs() default 0;

  /// The oracle that must find something; if it is not given, nothing may be found.
  String finds() default "";
}
