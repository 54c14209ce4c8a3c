package bohr.emulator.plugin;

import bohr.emulator.device.DeviceModel;
import bohr.emulator.input.BadInput;
import java.net.URL;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.SortedMap;
import java.util.TreeMap;

/// The kinds of devices that there are, by name. Bohr's own and those of others are found in the
/// same way, as services. Immutable.
public final class DeviceModels {

  private final SortedMap<String, DeviceModel> models;

  private DeviceModels(SortedMap<String, DeviceModel> models) {
    this.models = Collections.unmodifiableSortedMap(models);
  }

  /// Those of Bohr, and those that stand on the class path or the module path besides.
  ///
  /// @throws BadInput if there are two of one name, or one that cannot be used
  public static DeviceModels installed() {
    DeviceModels none = new DeviceModels(new TreeMap<>());
    List<DeviceModel> found = new ArrayList<>();
    ServiceLoader<DeviceModel> services = ServiceLoader.load(DeviceModel.class);
    for (DeviceModel model : Plugin.providers(services, "class path")) {
      found.add(ModelCode.isOwn(model.getClass()) ? model
          : new UserModel(model, new ModelCode(source(model.getClass()), model.getClass())));
    }
    return none.with(found);
  }

  /// Where a class on the class path was found.
  private static String source(Class<?> type) {
    CodeSource source = type.getProtectionDomain().getCodeSource();
    URL place = source == null ? null : source.getLocation();
    return place == null ? "class path" : place.getPath();
  }

  /// These, and those of a plugin: a jar, or a folder of classes, that names its models in
  /// `META-INF/services`. Its code runs in this process and may do whatever Bohr itself may, so it
  /// must be one that the user asked for, not one that a file names.
  ///
  /// @param shown what to call it in messages
  /// @throws BadInput if it cannot be used
  public DeviceModels with(Path plugin, String shown) {
    return with(Plugin.models(plugin, shown));
  }

  /// These, and those of `used` that are not among them.
  public DeviceModels including(List<DeviceModel> used) {
    SortedMap<String, DeviceModel> all = new TreeMap<>(models);
    used.forEach(model -> all.putIfAbsent(model.name(), model));
    return new DeviceModels(all);
  }

  private DeviceModels with(List<? extends DeviceModel> more) {
    SortedMap<String, DeviceModel> all = new TreeMap<>(models);
    for (DeviceModel model : more) {
      DeviceModel other = all.put(model.name(), model);
      if (other != null) {
        throw new BadInput(code(model).or(() -> code(other)).map(ModelCode::source).orElse("Bohr"),
            "", "there are two device models called \"" + model.name() + "\": "
            + type(other).getName() + " and " + type(model).getName() + "; there are: "
            + String.join(", ", all.keySet()));
      }
    }
    return new DeviceModels(all);
  }

  private static Class<?> type(DeviceModel model) {
    return model instanceof UserModel user ? user.type() : model.getClass();
  }

  /// All of them, by name.
  public SortedMap<String, DeviceModel> byName() {
    return models;
  }

  /// The code of a model; empty if it is part of Bohr.
  public static Optional<ModelCode> code(DeviceModel model) {
    return model instanceof UserModel user ? Optional.of(user.code()) : Optional.empty();
  }
}
