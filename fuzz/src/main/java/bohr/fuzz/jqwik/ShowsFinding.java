package bohr.fuzz.jqwik;

import bohr.fuzz.FoundTrace;
import bohr.recorder.Schedule;
import java.nio.file.Path;
import java.util.List;
import net.jqwik.api.lifecycle.AroundPropertyHook;
import net.jqwik.api.lifecycle.PropagationMode;
import net.jqwik.api.lifecycle.PropertyExecutionResult;
import net.jqwik.api.lifecycle.PropertyExecutionResult.Status;
import net.jqwik.api.lifecycle.PropertyExecutor;
import net.jqwik.api.lifecycle.PropertyLifecycleContext;

/// Where a property of the schedules of a scenario fails, stores the trace of the smallest schedule
/// that shows it under [FoundTrace#FOLDER], and shows the table and the command that replays it.
@SuppressWarnings("exports") // whoever uses this has jqwik
public final class ShowsFinding implements AroundPropertyHook {

  /// For jqwik.
  public ShowsFinding() {}

  /// From the class that names it to the properties in it.
  @Override
  public PropagationMode propagateTo() {
    return PropagationMode.ALL_DESCENDANTS;
  }

  @Override
  public PropertyExecutionResult aroundProperty(
      PropertyLifecycleContext context, PropertyExecutor property) {
    PropertyExecutionResult result = property.execute();
    if (result.status() != Status.FAILED
        || !(context.testInstance() instanceof ScheduleProperties tests)
        || tests.scenario().isEmpty()) {
      return result;
    }
    List<Object> sample = result.falsifiedParameters().orElse(List.of());
    for (Object each : sample) {
      if (each instanceof Schedule schedule) {
        Path file = Path.of(FoundTrace.FOLDER,
            FoundTrace.name(context.containerClass(), context.targetMethod().getName()));
        long seed = result.seed().map(Long::parseLong).orElse(0L);
        FoundTrace trace =
            FoundTrace.store(file, tests.scenario().get(), schedule, "jqwik", seed, 0);
        return result.mapToFailed(new AssertionError(
            result.throwable().map(thrown -> thrown.getMessage() + "\n\n").orElse("")
                + trace.table(), result.throwable().orElse(null)));
      }
    }
    return result;
  }
}
