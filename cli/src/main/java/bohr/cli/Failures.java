package bohr.cli;

import bohr.emulator.input.BadInput;
import bohr.emulator.plugin.Plugin;
import bohr.replay.ReplayDivergence;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/// Says what went wrong, in a line, and with which status the process ends.
record Failures(Terminal terminal, List<String> arguments)
    implements IParameterExceptionHandler, IExecutionExceptionHandler {

  /// The command line makes no sense.
  @Override
  public int handleParseException(ParameterException e, String[] ignored) {
    String command = e.getCommandLine().getCommandSpec().qualifiedName();
    say(e.getMessage());
    StringWriter hints = new StringWriter();
    UnmatchedArgumentException.printSuggestions(e, new PrintWriter(hints, true));
    terminal.err().print(hints);
    terminal.err().println("Try '" + command + " --help'.");
    return ExitStatus.USAGE;
  }

  /// A command has failed.
  @Override
  public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
    return switch (e) {
      case BadInput bad -> {
        say(bad.getMessage());
        yield ExitStatus.BAD_INPUT;
      }
      case ReplayDivergence divergence -> {
        say("divergence: " + divergence.getMessage());
        yield ExitStatus.DIVERGENCE;
      }
      case ParameterException usage -> handleParseException(usage, new String[0]);
      default -> wrong(e);
    };
  }

  /// A device of somebody else is wrong, or Bohr is.
  private int wrong(Throwable e) {
    boolean debug = arguments.contains("--debug");
    Optional<BadInput> mistake = Plugin.mistake(e);
    if (mistake.isEmpty()) {
      return internal(e, debug);
    }
    say(mistake.get().getMessage());
    if (debug) {
      e.printStackTrace(terminal.err());
    }
    return ExitStatus.BAD_INPUT;
  }

  /// Bohr is wrong: says so, how to repeat it, and where the details are.
  int internal(Throwable e, boolean debug) {
    StringWriter stack = new StringWriter();
    e.printStackTrace(new PrintWriter(stack, true));
    String command = new Shell(terminal).bohr(arguments);
    say("internal error: " + e + "; repeat it with: " + command
        + (debug ? "" : "; details: " + keep(command + "\n" + Version.text() + "\n" + stack)));
    if (debug) {
      terminal.err().print(stack);
    }
    return ExitStatus.INTERNAL;
  }

  private static String keep(String details) {
    try {
      Path file = Files.createTempFile("bohr-", ".txt");
      Files.writeString(file, details);
      return file.toString();
    } catch (IOException unwritable) {
      return "could not be written (" + unwritable.getMessage() + "); add --debug to see them";
    }
  }

  private void say(String text) {
    terminal.say(text);
  }
}
