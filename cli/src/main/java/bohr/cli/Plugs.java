package bohr.cli;

import bohr.emulator.Board;
import bohr.emulator.device.DeviceModel;
import bohr.emulator.device.Setting;
import bohr.emulator.device.Settings;
import bohr.emulator.device.image.DiskImage;
import bohr.emulator.device.nvme.NvmeModel;
import bohr.emulator.device.virtio.VirtioBlockModel;
import bohr.emulator.input.BadInput;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.function.Function;

/// The devices of a machine that runs a kernel, in slots from 1 on in the order of the command
/// line. The first of a kind is named like its model, each other one like model and slot.
final class Plugs {

  private static final int MOST = 31;

  private final Function<String, DiskImage> images;
  private final TreeMap<String, DeviceModel> models = new TreeMap<>();
  private final List<Board.Plug> plugs = new ArrayList<>();

  /// @param images opens the image in a file
  Plugs(Function<String, DiskImage> images) {
    this.images = images;
    ServiceLoader.load(DeviceModel.class).forEach(model -> models.put(model.name(), model));
  }

  List<Board.Plug> all() {
    return List.copyOf(plugs);
  }

  /// Adds a virtio block device with the image in `file`.
  void disk(String file, String transport) {
    String name = "disk" + (plugs.size() + 1);
    plug(name, new VirtioBlockModel(images.apply(file)), Map.of("transport", transport));
  }

  void add(DeviceArgument argument) {
    String name = argument.model();
    boolean first = plugs.stream().noneMatch(plug -> plug.name().equals(name));
    Map<String, String> values = new HashMap<>(argument.values());
    String image = values.remove(DeviceArgument.IMAGE);
    DeviceModel model = model(name);
    plug(
        first ? name : name + (plugs.size() + 1),
        image == null ? model : holding(name, images.apply(image)),
        values);
  }

  private DeviceModel model(String name) {
    DeviceModel model = models.get(name);
    if (model == null) {
      throw new BadInput(
          "--device", name, "no such model; known: " + String.join(", ", models.keySet()));
    }
    return model;
  }

  private static DeviceModel holding(String name, DiskImage image) {
    return switch (name) {
      case "virtio-blk" -> new VirtioBlockModel(image);
      case "nvme" -> new NvmeModel(image);
      default -> throw new BadInput("--device", name, "has no room for an image");
    };
  }

  private void plug(String name, DeviceModel model, Map<String, String> chosen) {
    if (plugs.size() == MOST) {
      throw new BadInput("--device", name, "there are " + MOST + " slots");
    }
    plugs.add(new Board.Plug(name, model, plugs.size() + 1, settings(model, chosen)));
  }

  private static Settings settings(DeviceModel model, Map<String, String> chosen) {
    Map<String, String> left = new TreeMap<>(chosen);
    Map<String, String> values = new HashMap<>();
    for (Setting setting : model.settings()) {
      String value = left.containsKey(setting.name())
          ? left.remove(setting.name()) : setting.standard();
      if (!setting.allows(value)) {
        throw new BadInput(
            "--device", model.name() + "," + setting.name(), "must be " + setting.allowed());
      }
      values.put(setting.name(), value);
    }
    if (!left.isEmpty()) {
      List<String> known = model.settings().stream().map(Setting::name).toList();
      throw new BadInput("--device", model.name() + "," + left.keySet().iterator().next(),
          "no such setting; known: " + String.join(", ", known));
    }
    return new Settings(values);
  }
}
