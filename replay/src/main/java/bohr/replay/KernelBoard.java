package bohr.replay;

import bohr.emulator.Board;
import bohr.emulator.boot.BoardParts;
import bohr.emulator.boot.Firmware;
import bohr.emulator.boot.KernelBoot;
import bohr.emulator.boot.KernelImage;
import bohr.emulator.device.DeviceModel;
import bohr.emulator.device.Setting;
import bohr.emulator.device.Settings;
import bohr.emulator.device.image.DiskImage;
import bohr.emulator.device.image.ImageBytes;
import bohr.emulator.device.image.Qcow2Image;
import bohr.emulator.input.BadInput;
import bohr.emulator.interrupt.Aia;
import bohr.emulator.oracle.Oracles;
import bohr.emulator.scenario.ScenarioReader;
import bohr.recorder.TraceRecord.Device;
import bohr.recorder.TraceRecord.FileReference;
import bohr.recorder.TraceRecord.Kernel;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Builds the board of a kernel's machine, when it is run as when it is replayed: there is one way
/// from the description to the board, so that a recording and its replay cannot differ.
public final class KernelBoard {

  private static final int PAGE = 4096;

  /// Agents that a machine has besides harts and devices: a hub and what answers behind it.
  private static final int NETWORK_AGENTS = 2;

  private static final int AGENTS_MAX = 64;
  private static final int SLOT_MAX = 31;

  private final String file;
  private final Files files;

  /// Where the files of a machine come from.
  @FunctionalInterface
  public interface Files {

    /// The contents of a file, which are those that the reference tells.
    ///
    /// @throws BadInput if there is no such file
    byte[] read(FileReference reference);
  }

  private KernelBoard(String file, Files files) {
    this.file = file;
    this.files = files;
  }

  /// The board that `kernel` describes.
  ///
  /// @param file where the description comes from, for messages
  /// @throws BadInput if there is no such machine
  public static Board of(Kernel kernel, String file, Files files) {
    return new KernelBoard(file, files).board(kernel);
  }

  private Board board(Kernel kernel) {
    if (kernel.ramBytes() % PAGE != 0) {
      throw bad("a RAM of " + kernel.ramBytes() + " bytes is not made of pages");
    }
    BoardParts parts = BoardParts.standard(kernel.harts(), kernel.ramBytes(), aia(kernel.aia()));
    KernelBoot boot = KernelBoot.prepare(
        KernelImage.parse(files.read(kernel.image()), kernel.image().path()),
        kernel.initrd()
            .map(disk -> new KernelBoot.Initrd(files.read(disk), disk.path()))
            .orElse(KernelBoot.Initrd.NONE),
        kernel.arguments(), kernel.seed(), parts);
    List<Board.Plug> plugs = plugs(kernel);
    Board board = kernel.firmware()
        .map(bios -> Board.of(Firmware.parse(files.read(bios), bios.path()), boot, parts, plugs))
        .orElseGet(() -> Board.of(boot, parts, plugs));
    Set<String> oracles = Set.copyOf(new HashSet<>(kernel.oracles()));
    if (!Oracles.names().containsAll(oracles)) {
      throw bad("knows an oracle that this build does not know: " + kernel.oracles());
    }
    return board.withOracles(oracles);
  }

  private Aia aia(String text) {
    for (Aia aia : Aia.values()) {
      if (aia.name().equals(text)) {
        return aia;
      }
    }
    throw bad("the interrupt controller " + text + " is unknown");
  }

  private List<Board.Plug> plugs(Kernel kernel) {
    Map<String, DeviceModel> models = ScenarioReader.installedModels();
    List<Board.Plug> plugs = new ArrayList<>();
    Set<String> names = new HashSet<>();
    Set<Integer> slots = new HashSet<>();
    int agents = kernel.harts() + NETWORK_AGENTS;
    for (Device device : kernel.devices()) {
      DeviceModel model = models.get(device.model());
      if (model == null) {
        throw bad("the device model " + device.model() + " is unknown");
      }
      if (!names.add(device.name()) || !slots.add(device.slot())
          || device.slot() < 1 || device.slot() > SLOT_MAX) {
        throw bad("the device " + device.name() + " has the name or slot of another");
      }
      agents += model.threads() + 1;
      plugs.add(new Board.Plug(device.name(), withImage(model, device), device.slot(),
          settings(model, device)));
    }
    if (agents > AGENTS_MAX) {
      throw bad("there are too many devices");
    }
    return plugs;
  }

  private DeviceModel withImage(DeviceModel model, Device device) {
    if (device.image().isEmpty()) {
      return model;
    }
    FileReference reference = device.image().get();
    ImageBytes bytes = ImageBytes.of(files.read(reference));
    DiskImage image = Qcow2Image.isOne(bytes)
        ? new Qcow2Image(reference.path(), bytes) : DiskImage.raw(bytes);
    return model.with(image).orElseThrow(() -> bad("a " + model.name() + " has no disk image"));
  }

  private Settings settings(DeviceModel model, Device device) {
    Map<String, Setting> known =
        model.settings().stream().collect(Collectors.toMap(Setting::name, each -> each));
    Map<String, String> values = new TreeMap<>();
    known.forEach((name, setting) -> values.put(name, setting.standard()));
    for (String text : device.settings()) {
      int equals = text.indexOf('=');
      Setting setting = equals < 0 ? null : known.get(text.substring(0, equals));
      if (setting == null || !setting.allows(text.substring(equals + 1))) {
        throw bad("the setting " + text + " of " + device.name() + " is unknown or impossible");
      }
      values.put(setting.name(), text.substring(equals + 1));
    }
    return new Settings(values);
  }

  private BadInput bad(String reason) {
    return new BadInput(file, "machine", reason);
  }
}
