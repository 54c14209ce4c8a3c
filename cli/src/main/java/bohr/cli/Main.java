package bohr.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/// The command `bohr`.
@Command(
    name = "bohr",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Finds concurrency bugs of guests and devices, and replays them for ever.",
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:nothing wrong",
      "1:a finding",
      "2:the command line makes no sense",
      "3:a scenario, guest or trace that cannot be used",
      "4:a replay and its trace disagree",
      "70:an internal error"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  bohr list scenarios",
      "  bohr fuzz dma-vs-command-register",
      "  bohr replay traces/dma-vs-command-register/found.trace"
    },
    subcommands = {
      FuzzCommand.class,
      ExploreCommand.class,
      AuditCommand.class,
      LitmusCommand.class,
      ReplayCommand.class,
      ShowCommand.class,
      DiffCommand.class,
      WhenCommand.class,
      MinimizeCommand.class,
      RunCommand.class,
      ListCommand.class
    })
public final class Main implements Runnable {

  @Option(
      names = "--debug",
      scope = ScopeType.INHERIT,
      description = "After an internal error, print where it happened.")
  private boolean debug;

  @Option(
      names = "--plugin",
      paramLabel = "JAR",
      scope = ScopeType.INHERIT,
      description = "A jar, or a folder of classes, with device models of your own; its code is"
          + " run. May be repeated.")
  private List<Path> plugins = new ArrayList<>();

  @Spec private CommandSpec spec;

  private final Terminal terminal;

  private Main(Terminal terminal) {
    this.terminal = terminal;
  }

  /// Runs the command that the arguments name, and ends the process with its status.
  public static void main(String... arguments) {
    // Numbers look the same everywhere: they are part of findings, which replays compare.
    Locale.setDefault(Locale.ROOT);
    Terminal terminal = Terminal.ofProcess();
    if (!Main.class.desiredAssertionStatus()) {
      terminal.err().println("bohr: assertions are off; start java with -ea, as ./bohr does");
    }
    Interruption interruption = Interruption.ofThisThread();
    int status = execute(terminal, arguments);
    interruption.over();
    System.exit(status);
  }

  /// Runs the command that the arguments name.
  ///
  /// @return the exit status
  static int execute(Terminal terminal, String... arguments) {
    Failures failures = new Failures(terminal, List.of(arguments));
    try {
      return commandLine(terminal)
          .setParameterExceptionHandler(failures)
          .setExecutionExceptionHandler(failures)
          .execute(arguments);
    } catch (Error e) {
      return failures.internal(e, List.of(arguments).contains("--debug"));
    } finally {
      terminal.out().flush();
      terminal.err().flush();
    }
  }

  /// All commands, ready to parse.
  static CommandLine commandLine(Terminal terminal) {
    Main top = new Main(terminal);
    CommandLine main = new CommandLine(top, new Commands(terminal));
    main.addSubcommand("generate-completion", new GenerateCompletion());
    main.getSubcommands().get("generate-completion").getCommandSpec().usageMessage().hidden(true);
    return main
        .setExecutionStrategy(parsed -> {
          terminal.plugins().name(top.plugins);
          return new CommandLine.RunLast().execute(parsed);
        })
        .setOut(new PrintWriter(terminal.out(), true))
        .setErr(new PrintWriter(terminal.err(), true))
        .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF))
        .setUsageHelpWidth(100)
        .setCaseInsensitiveEnumValuesAllowed(true);
  }

  /// Without a verb there is nothing to do.
  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "which command?");
  }
}
