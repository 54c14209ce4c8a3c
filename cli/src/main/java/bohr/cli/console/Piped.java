package bohr.cli.console;

import java.io.InputStream;

/// A session with a program at the other end, which knows no keys and sees no status.
///
/// @param input what it sends
public record Piped(InputStream input) implements Session {

  @Override
  public void shown(byte[] bytes) {}

  @Override
  public void tick() {}

  @Override
  public boolean isOver() {
    return false;
  }

  @Override
  public void close() {}
}
