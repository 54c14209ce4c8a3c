package bohr.fuzz.junit;

import bohr.fuzz.FoundTrace;
import bohr.recorder.TraceReader;
import bohr.replay.ReplayResult;
import bohr.replay.Replayer;
import java.nio.file.Path;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.extension.BeforeTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/// Replays the trace of a [ReplayTest].
@SuppressWarnings("exports") // whoever uses this has JUnit
public final class ReplayExtension implements BeforeTestExecutionCallback, ParameterResolver {

  private static final Namespace OURS = Namespace.create(ReplayExtension.class);

  /// For JUnit.
  public ReplayExtension() {}

  @Override
  public void beforeTestExecution(ExtensionContext context) {
    ReplayTest test = AnnotationSupport
        .findAnnotation(context.getRequiredTestMethod(), ReplayTest.class).orElseThrow();
    Path file = Path.of(test.value());
    Replayer replayer = Replayer.onPresentCode(TraceReader.read(file), file.toString());
    ReplayResult result =
        test.verify() > 1 ? replayer.verify(test.verify(), 1) : replayer.replay();
    context.getStore(OURS).put(ReplayResult.class, result);
    if (!(result instanceof ReplayResult.Reproduced)) {
      Assertions.fail(file + ": " + result.line() + "\nreplay: "
          + FoundTrace.replay(file, replayer.board()) + "\n");
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == ReplayResult.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context.getStore(OURS).get(ReplayResult.class);
  }
}
