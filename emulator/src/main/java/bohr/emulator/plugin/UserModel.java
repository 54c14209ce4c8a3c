package bohr.emulator.plugin;

import bohr.emulator.device.Device;
import bohr.emulator.device.DeviceModel;
import bohr.emulator.device.Policies;
import bohr.emulator.device.Setting;
import bohr.emulator.device.Settings;
import bohr.emulator.device.Wiring;
import bohr.emulator.device.image.DiskImage;
import bohr.emulator.input.BadInput;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/// A device model that is no part of Bohr. What it says of itself is asked once and checked, and
/// what it throws is a mistake in the input.
final class UserModel implements DeviceModel {

  private static final String NAME = "[a-z][a-z0-9-]{0,31}";
  private static final int MOST_THREADS = 32;
  private static final int MOST_BULK_BYTES = 256 << 20;

  private final DeviceModel model;
  private final ModelCode code;
  private final String name;
  private final String summary;
  private final List<Setting> settings;
  private final int threads;
  private final boolean networked;

  /// @throws BadInput if there can be no such model
  UserModel(DeviceModel model, ModelCode code) {
    this.model = model;
    this.code = code;
    name = ask("name()", model::name);
    if (!name.matches(NAME)) {
      throw bad("its name is \"" + name + "\"; a name is lower-case letters, digits and hyphens,"
          + " at most 32, a letter first");
    }
    summary = ask("summary()", model::summary).lines().findFirst().orElse("");
    settings = ask("settings()", () -> List.copyOf(model.settings()));
    checkSettings();
    threads = ask("threads()", model::threads);
    if (threads < 0 || threads > MOST_THREADS) {
      throw bad("it has " + threads + " threads; there may be 0 to " + MOST_THREADS);
    }
    networked = ask("isNetworked()", model::isNetworked);
    new PlainData(code).check();
  }

  /// Every device answers the questions that Bohr is about.
  private void checkSettings() {
    Set<String> names = new TreeSet<>();
    for (Setting setting : settings) {
      if (!names.add(setting.name())) {
        throw bad("it has two settings called \"" + setting.name() + "\"");
      }
      if (!setting.allows(setting.standard())) {
        throw bad("the standard value of its setting \"" + setting.name() + "\", \""
            + setting.standard() + "\", is none of its values");
      }
    }
    for (Setting policy : Policies.and()) {
      if (!settings.contains(policy)) {
        throw bad("its settings lack the policy \"" + policy.name()
            + "\"; settings() is Policies.and(...) with its own in the brackets");
      }
    }
  }

  /// What the code is, and where it comes from.
  ModelCode code() {
    return code;
  }

  /// The class that somebody has written.
  Class<?> type() {
    return model.getClass();
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String summary() {
    return summary;
  }

  @Override
  public List<Setting> settings() {
    return settings;
  }

  @Override
  public int threads() {
    return threads;
  }

  @Override
  public boolean isNetworked() {
    return networked;
  }

  @Override
  public int bulkBytes(Settings chosen) {
    int bytes = ask("bulkBytes(settings)", () -> model.bulkBytes(chosen));
    if (bytes < 0 || bytes > MOST_BULK_BYTES) {
      throw bad("it asks for " + bytes + " bytes; there may be 0 to " + MOST_BULK_BYTES);
    }
    return bytes;
  }

  @Override
  public Optional<DeviceModel> with(DiskImage image) {
    return ask("with(image)", () -> model.with(image))
        .map(withImage -> new UserModel(withImage, code));
  }

  @Override
  public Device create(Wiring wiring) {
    Device device = ask("create(wiring)", () -> model.create(wiring));
    int made = ask("threads()", device::threads).size();
    if (made != threads) {
      throw bad("it says that it has " + threads + " threads, and its device has " + made);
    }
    return device;
  }

  private <T> T ask(String what, Supplier<T> question) {
    T answer;
    try {
      answer = question.get();
    } catch (BadInput mistake) {
      throw mistake;
    } catch (RuntimeException | LinkageError | StackOverflowError e) {
      throw bad(what + " throws " + Plugin.reason(e));
    }
    if (answer == null) {
      throw bad(what + " gives null");
    }
    return answer;
  }

  private BadInput bad(String reason) {
    return new BadInput(code.source(), model.getClass().getName(), reason);
  }
}
