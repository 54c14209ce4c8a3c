package bohr.cli;

import java.lang.module.ModuleDescriptor;
import picocli.CommandLine.IVersionProvider;

/// Which build this is: the version that Maven gave the module.
final class Version implements IVersionProvider {

  Version() {}

  /// As `--version` prints it, and as a trace names the build that recorded it.
  static String text() {
    ModuleDescriptor module = Version.class.getModule().getDescriptor();
    return "bohr " + (module == null ? "unknown" : module.rawVersion().orElse("unknown"));
  }

  @Override
  public String[] getVersion() {
    return new String[] {text(), "java " + Runtime.version()};
  }
}
