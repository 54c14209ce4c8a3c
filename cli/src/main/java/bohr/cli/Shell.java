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

  /// As the other, with the plugins that are loaded here.
  String withPlugins(List<String> arguments) {
    List<String> all = new ArrayList<>(arguments);
    for (Path plugin : terminal.plugins().named()) {
      all.addAll(List.of("--plugin", plugin.toString()));
    }
    return bohr(all);
  }

  /// The command that replays a trace.
  String replay(Path file) {
    return withPlugins(List.of("replay", file.toString()));
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
