package bohr.cli;

import bohr.emulator.plugin.DeviceModels;
import java.nio.file.Path;
import java.util.List;

/// The plugins that the command line names, and the device models that there are with them. Only
/// what is named there is ever loaded: neither a scenario nor a trace can have code run.
final class Plugins {

  private List<Path> named = List.of();
  private DeviceModels models;

  Plugins() {}

  /// The command line has been read.
  void name(List<Path> plugins) {
    named = List.copyOf(plugins);
  }

  /// As they were typed.
  List<Path> named() {
    return named;
  }

  /// All device models.
  ///
  /// @param folder where relative paths begin
  DeviceModels models(Path folder) {
    if (models == null) {
      DeviceModels all = DeviceModels.installed();
      for (Path plugin : named) {
        all = all.with(folder.resolve(plugin), plugin.toString());
      }
      models = all;
    }
    return models;
  }
}
