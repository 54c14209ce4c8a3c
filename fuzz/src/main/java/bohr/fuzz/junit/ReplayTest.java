package bohr.fuzz.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// A test that replays a trace, as `bohr replay` does. It fails unless every step, every digest and
/// the verdict are as recorded: a race that was found once is still there. Unlike `bohr replay`, it
/// does not mind that the code of your devices has changed since.
///
/// ```java
/// @ReplayTest("scenarios/ring/found.trace")
/// void theRecordedRaceIsReproduced() {}
/// ```
///
/// The replay comes first, and then the method's body, which may take the
/// [bohr.replay.ReplayResult] as a parameter.
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Test
@ExtendWith(ReplayExtension.class)
@SuppressWarnings("exports") // whoever uses this has JUnit
public @interface ReplayTest {

  /// The trace; a relative path begins where the tests run.
  String value();

  /// How often to replay it. More than once, it is replayed on new machines, at last on two, the
  /// second of which goes on in the middle from a snapshot of the first, and digests are compared
  /// at every step: that shows state which a device has forgotten to walk.
  int verify() default 1;
}
