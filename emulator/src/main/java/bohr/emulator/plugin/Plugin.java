package bohr.emulator.plugin;

import bohr.emulator.agent.WrongPhase;
import bohr.emulator.device.DeviceModel;
import bohr.emulator.input.BadInput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/// A jar, or a folder of classes, with device models.
public final class Plugin {

  private static final String SERVICE = "META-INF/services/" + DeviceModel.class.getName();
  private static final int MOST_LISTED = 20;
  private static final int MOST_FILES = 10_000;
  private static final int DEPTH = 16;

  private Plugin() {}

  /// The device models in a plugin, each in its guard.
  ///
  /// @param shown what to call it in messages
  static List<UserModel> models(Path plugin, String shown) {
    check(plugin, shown);
    PluginLoader loader = loader(plugin, shown);
    if (loader.findResource(SERVICE) == null) {
      throw new BadInput(shown, "", "there is no " + SERVICE + " in it, which names its device"
          + " models; its classes: " + listed(classes(plugin)));
    }
    List<UserModel> models = new ArrayList<>();
    for (DeviceModel model : providers(ServiceLoader.load(DeviceModel.class, loader), shown)) {
      if (model.getClass().getClassLoader() == loader) {
        models.add(new UserModel(model, new ModelCode(shown, model.getClass())));
      }
    }
    if (models.isEmpty()) {
      throw new BadInput(shown, SERVICE, "names no device model; its classes: " + listed(classes(plugin)));
    }
    return models;
  }

  private static PluginLoader loader(Path plugin, String shown) {
    try {
      return new PluginLoader(shown, plugin.toUri().toURL());
    } catch (MalformedURLException e) {
      throw new BadInput(shown, "", "cannot be read: " + e.getMessage());
    }
  }

  /// All that a loader finds.
  ///
  /// @throws BadInput if one of them cannot be made
  static List<DeviceModel> providers(ServiceLoader<DeviceModel> services, String shown) {
    List<DeviceModel> found = new ArrayList<>();
    try {
      for (Iterator<DeviceModel> each = services.iterator(); each.hasNext(); ) {
        found.add(each.next());
      }
    } catch (ServiceConfigurationError | LinkageError e) {
      String message = String.valueOf(e.getMessage());
      String service = DeviceModel.class.getName() + ": ";
      throw new BadInput(shown, "", (e instanceof LinkageError ? e.toString()
          : message.startsWith(service) ? message.substring(service.length()) : message)
          + (e.getCause() == null ? "" : ": " + reason(e.getCause())));
    }
    return found;
  }

  /// Only regular files are opened: a pipe would wait for ever.
  private static void check(Path plugin, String shown) {
    if (Files.isDirectory(plugin)) {
      return;
    }
    if (!Files.isRegularFile(plugin)) {
      throw new BadInput(shown, "", Files.exists(plugin)
          ? "neither a jar nor a folder of classes" : "no such jar");
    }
    try (JarFile jar = new JarFile(plugin.toFile())) {
      jar.getManifest();
    } catch (IOException | SecurityException e) {
      throw new BadInput(shown, "", "not a jar that can be read: " + e.getMessage());
    }
  }

  /// The names of the classes in a plugin, for a message: not more than it takes to give an idea.
  private static List<String> classes(Path plugin) {
    try {
      if (Files.isDirectory(plugin)) {
        try (Stream<Path> files = Files.walk(plugin, DEPTH)) {
          return names(files.map(file -> plugin.relativize(file).toString().replace('\\', '/')));
        }
      }
      try (JarFile jar = new JarFile(plugin.toFile())) {
        return names(jar.stream().map(JarEntry::getName));
      }
    } catch (IOException | UncheckedIOException e) {
      return List.of();
    }
  }

  private static List<String> names(Stream<String> files) {
    return files.limit(MOST_FILES)
        .filter(file -> file.matches("(?!META-INF/)(.*/)?[^$/-]+\\.class"))
        .map(file -> file.replaceAll("\\.class$", "").replace('/', '.')).sorted().toList();
  }

  private static String listed(List<String> names) {
    return names.isEmpty() ? "none" : String.join(", ", names.stream().limit(MOST_LISTED).toList())
        + (names.size() > MOST_LISTED ? ", …" : "");
  }

  /// What was thrown and where, in a line.
  static String reason(Throwable thrown) {
    StackTraceElement[] trace = thrown.getStackTrace();
    return thrown + (trace.length == 0 ? "" : " at " + place(trace[0]));
  }

  private static String place(StackTraceElement frame) {
    return frame.getClassName() + "." + frame.getMethodName() + " (" + frame.getFileName() + ":"
        + frame.getLineNumber() + ")";
  }

  /// The mistake of a device that comes from a plugin, if that is why `thrown` was thrown.
  public static Optional<BadInput> mistake(Throwable thrown) {
    Throwable first = thrown;
    while (first.getCause() != null && first.getCause() != first) {
      first = first.getCause();
    }
    if (first instanceof BadInput mistake) {
      return Optional.of(mistake);
    }
    if (first instanceof WrongPhase wrong) {
      return wrong.phase().getClass().getClassLoader() instanceof PluginLoader loader
          ? Optional.of(new BadInput(loader.source(), wrong.phase().getClass().getName(),
              first.getMessage())) : Optional.empty();
    }
    for (StackTraceElement frame : first.getStackTrace()) {
      String loader = frame.getClassLoaderName();
      if (loader != null && loader.startsWith(PluginLoader.PREFIX)) {
        return Optional.of(new BadInput(loader.substring(PluginLoader.PREFIX.length()),
            place(frame), first.toString()));
      }
    }
    return Optional.empty();
  }
}
