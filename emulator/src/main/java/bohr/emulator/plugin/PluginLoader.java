package bohr.emulator.plugin;

import java.net.URL;
import java.net.URLClassLoader;

/// Loads the classes of one jar, or of one folder of classes, behind those of Bohr.
final class PluginLoader extends URLClassLoader {

  /// Its name, which stands in stack traces, is this and the jar.
  static final String PREFIX = "plugin ";

  private final String source;

  /// @param source the jar as the user knows it
  PluginLoader(String source, URL classes) {
    super(PREFIX + source, new URL[] {classes}, PluginLoader.class.getClassLoader());
    this.source = source;
  }

  /// The jar as the user knows it.
  String source() {
    return source;
  }
}
