package bohr.cli;

import bohr.emulator.input.BadInput;
import bohr.recorder.TraceRecord.Device;
import bohr.recorder.TraceRecord.FileReference;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// The devices of a machine that runs a kernel, in slots from 1 on in the order of the command
/// line. The first of a kind is named like its model, each other one like model and slot.
final class Plugs {

  private static final int MOST = 31;

  /// The model of a disk.
  private static final String DISK = "virtio-blk";

  private final Function<String, FileReference> files;
  private final List<Device> devices = new ArrayList<>();

  /// @param files reads a file
  Plugs(Function<String, FileReference> files) {
    this.files = files;
  }

  List<Device> all() {
    return List.copyOf(devices);
  }

  /// Adds a virtio block device with the image in `file`.
  void disk(String file, String transport) {
    plug("disk" + (devices.size() + 1), DISK, Map.of("transport", transport), file);
  }

  void add(DeviceArgument argument) {
    String model = argument.model();
    boolean first = devices.stream().noneMatch(device -> device.name().equals(model));
    Map<String, String> values = new LinkedHashMap<>(argument.values());
    String image = values.remove(DeviceArgument.IMAGE);
    plug(first ? model : model + (devices.size() + 1), model, values, image);
  }

  private void plug(String name, String model, Map<String, String> values, String image) {
    if (devices.size() == MOST) {
      throw new BadInput("--device", name, "there are " + MOST + " slots");
    }
    List<String> settings = values.entrySet().stream()
        .map(value -> value.getKey() + "=" + value.getValue()).toList();
    devices.add(new Device(
        name, model, devices.size() + 1, settings, Optional.ofNullable(image).map(files)));
  }
}
