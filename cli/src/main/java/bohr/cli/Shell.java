package bohr.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Commands as a user would type them here.
record Shell(Terminal terminal) {

  /// `bohr` with these arguments, each quoted where a shell needs it.
  String bohr(List<String> arguments) {
    StringBuilder line = new StringBuilder(launcher());
    for (String argument : arguments) {
      line.append(' ').append(quoted(argument));
    }
    return line.toString();
  }

  /// The command that replays a trace.
  String replay(Path file) {
    List<String> words = new ArrayList<>(List.of("replay", file.toString()));
    for (Path plugin : terminal.plugins().named()) {
      words.addAll(List.of("--plugin", plugin.toString()));
    }
    return bohr(words);
  }

  /// `./bohr` where Bohr is installed, and elsewhere its whole path.
  private String launcher() {
    Path home = terminal.home().toAbsolutePath().normalize();
    boolean here = terminal.folder().toAbsolutePath().normalize().equals(home);
    return here ? "./bohr" : quoted(home.resolve("bohr").toString());
  }

  private static String quoted(String argument) {
    return argument.matches("[\\w@%+=:,./-]+")
        ? argument : "'" + argument.replace("'", "'\\''") + "'";
  }
}
