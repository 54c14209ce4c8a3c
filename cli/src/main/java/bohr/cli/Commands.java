package bohr.cli;

import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/// Makes the commands, and gives each the terminal that it works on.
record Commands(Terminal terminal) implements IFactory {

  @Override
  public <K> K create(Class<K> type) throws Exception {
    try {
      return type.getDeclaredConstructor(Terminal.class).newInstance(terminal);
    } catch (NoSuchMethodException e) {
      return CommandLine.defaultFactory().create(type);
    }
  }
}
