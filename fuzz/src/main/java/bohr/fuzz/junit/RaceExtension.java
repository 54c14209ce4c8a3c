package bohr.fuzz.junit;

import bohr.emulator.input.BadInput;
import bohr.emulator.oracle.Oracles;
import bohr.emulator.scenario.Scenario;
import bohr.emulator.scenario.ScenarioReader;
import bohr.emulator.state.Text;
import bohr.fuzz.Campaign;
import bohr.fuzz.CampaignListener;
import bohr.fuzz.CampaignOptions;
import bohr.fuzz.CampaignResult;
import bohr.fuzz.Discovery;
import bohr.fuzz.FoundTrace;
import bohr.fuzz.Strategies;
import bohr.fuzz.minimize.Minimizer;
import bohr.fuzz.target.Target;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.extension.BeforeTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/// Runs the campaign of a [RaceTest].
@SuppressWarnings("exports") // whoever uses this has JUnit
public final class RaceExtension implements BeforeTestExecutionCallback, ParameterResolver {

  private static final Namespace OURS = Namespace.create(RaceExtension.class);

  /// For JUnit.
  public RaceExtension() {}

  @Override
  public void beforeTestExecution(ExtensionContext context) {
    RaceTest test = AnnotationSupport
        .findAnnotation(context.getRequiredTestMethod(), RaceTest.class).orElseThrow();
    Scenario scenario = ScenarioReader.read(Path.of(test.scenario()),
        test.variant().isEmpty() ? null : test.variant(), List.of(test.set()), Oracles.names());
    if (!test.finds().isEmpty() && !scenario.oracles().contains(test.finds())) {
      throw new BadInput("@RaceTest", "finds", "no oracle \"" + test.finds()
          + "\" watches; there are: " + String.join(", ", scenario.oracles()));
    }
    CampaignResult result =
        Campaign.run(Target.of(scenario), options(test), CampaignListener.SILENT);
    context.getStore(OURS).put(CampaignResult.class, result);
    new Judgement(context, test, scenario, result).fall();
  }

  private static CampaignOptions options(RaceTest test) {
    if (test.schedules() < 1) {
      throw new BadInput("@RaceTest", "schedules", "must be at least 1");
    }
    return CampaignOptions.standard()
        .withStrategy(strategy(test.strategy()).factory())
        .withSeed(test.seed())
        .withSchedules(test.schedules())
        .withJobs(test.jobs() > 0 ? test.jobs() : Runtime.getRuntime().availableProcessors());
  }

  private static Strategies strategy(String name) {
    return Stream.of(Strategies.values()).filter(each -> each.toString().equals(name)).findFirst()
        .orElseThrow(() -> new BadInput("@RaceTest", "strategy", "no strategy \"" + name
            + "\"; there are: "
            + String.join(", ", Stream.of(Strategies.values()).map(Object::toString).toList())));
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == CampaignResult.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context.getStore(OURS).get(CampaignResult.class);
  }

  /// Whether a campaign ended as its test has it.
  private record Judgement(
      ExtensionContext context, RaceTest test, Scenario scenario, CampaignResult result) {

    void fall() {
      if (result.discoveries().isEmpty()) {
        if (!test.finds().isEmpty()) {
          Assertions.fail(Text.format("%s: nothing found in %d schedules of %s, seed %d; oracle %s"
              + " should find something", name(), result.statistics().schedules(),
              test.strategy(), test.seed(), test.finds()));
        }
        return;
      }
      Discovery discovery = result.discoveries().getFirst();
      if (!discovery.finding().oracle().equals(test.finds())) {
        FoundTrace trace = FoundTrace.store(file(), scenario, discovery.best(), test.strategy(),
            test.seed(), discovery.index());
        Assertions.fail(Text.format("%s: finding in schedule %d of %s, seed %d%s%s%n%n%s",
            name(), discovery.index(), test.strategy(), test.seed(),
            discovery.minimised().map(Judgement::minimised).orElse(""),
            test.finds().isEmpty() ? "" : ", not one of oracle " + test.finds(),
            trace.table()));
      }
    }

    private Path file() {
      return Path.of(context.getConfigurationParameter("bohr.traces").orElse(FoundTrace.FOLDER),
          FoundTrace.name(
              context.getRequiredTestClass(), context.getRequiredTestMethod().getName()));
    }

    private String name() {
      return scenario.name() + " (" + scenario.variant() + ")";
    }

    private static String minimised(Minimizer.Report report) {
      return Text.format(", minimised from %d steps and %d switches to %d and %d",
          report.before().steps(), report.before().switches(),
          report.after().steps(), report.after().switches());
    }
  }
}
