package bohr.replay;

import bohr.emulator.Board;
import bohr.emulator.Network;
import bohr.emulator.Peripherals;
import bohr.emulator.boot.BoardParts;
import bohr.emulator.boot.Elf;
import bohr.emulator.boot.ElfPayload;
import bohr.emulator.boot.Firmware;
import bohr.emulator.boot.KernelBoot;
import bohr.emulator.boot.KernelImage;
import bohr.emulator.boot.Payload;
import bohr.emulator.device.DeviceModel;
import bohr.emulator.device.NamedSetting;
import bohr.emulator.device.Policies;
import bohr.emulator.device.Settings;
import bohr.emulator.device.board.Flash;
import bohr.emulator.device.image.DiskImage;
import bohr.emulator.device.image.ImageBytes;
import bohr.emulator.device.image.Qcow2Image;
import bohr.emulator.input.BadInput;
import bohr.emulator.interrupt.Aia;
import bohr.emulator.oracle.Oracles;
import bohr.emulator.plugin.DeviceModels;
import bohr.recorder.TraceRecord.Bios;
import bohr.recorder.TraceRecord.Device;
import bohr.recorder.TraceRecord.FileReference;
import bohr.recorder.TraceRecord.Kernel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

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
  private final DeviceModels models;

  /// Where the files of a machine come from.
  @FunctionalInterface
  public interface Files {

    /// The contents of a file, which are those that the reference tells.
    ///
    /// @throws BadInput if there is no such file
    byte[] read(FileReference reference);
  }

  private KernelBoard(String file, Files files, DeviceModels models) {
    this.file = file;
    this.files = files;
    this.models = models;
  }

  /// The board that `kernel` describes.
  ///
  /// @param file where the description comes from, for messages
  /// @param models the kinds of devices that there are
  /// @throws BadInput if there is no such machine
  public static Board of(Kernel kernel, String file, Files files, DeviceModels models) {
    return new KernelBoard(file, files, models).board(kernel);
  }

  private Board board(Kernel kernel) {
    if (kernel.ramBytes() % PAGE != 0) {
      throw bad("a RAM of " + kernel.ramBytes() + " bytes is not made of pages");
    }
    BoardParts parts = BoardParts.standard(kernel.harts(), kernel.ramBytes(), aia(kernel.aia()));
    KernelBoot boot = KernelBoot.prepare(
        payload(kernel),
        kernel.initrd()
            .map(disk -> new KernelBoot.Initrd(files.read(disk), disk.path()))
            .orElse(KernelBoot.Initrd.NONE),
        kernel.arguments(), kernel.seed(), parts);
    List<Board.Plug> plugs = plugs(kernel);
    Board board = switch (kernel.bios()) {
      case Bios.BuiltIn _ -> Board.of(boot, parts, plugs);
      case Bios.None _ -> Board.withoutFirmware(boot, parts, plugs);
      case Bios.Firmware(FileReference bios) ->
          Board.of(Firmware.parse(files.read(bios), bios.path()), boot, parts, plugs);
    };
    Set<String> oracles = Set.copyOf(new HashSet<>(kernel.oracles()));
    if (!Oracles.names().containsAll(oracles)) {
      throw bad("knows an oracle that this build does not know: " + kernel.oracles());
    }
    return board.with(peripherals(kernel)).withOracles(oracles);
  }

  private Payload payload(Kernel kernel) {
    if (kernel.image().isEmpty()) {
      if (!(kernel.bios() instanceof Bios.Firmware)) {
        throw bad("has neither a kernel nor a firmware");
      }
      return Payload.NOTHING;
    }
    FileReference image = kernel.image().get();
    byte[] bytes = files.read(image);
    return Elf.isOne(bytes)
        ? new ElfPayload(Elf.parse(bytes, image.path()))
        : KernelImage.parse(bytes, image.path());
  }

  private Peripherals peripherals(Kernel kernel) {
    Instant start = Instant.ofEpochSecond(0, kernel.clockStart());
    if (start.isAfter(Peripherals.LAST_CLOCK_START)) {
      throw bad("its clock shows " + start + " at reset, and can show "
          + Peripherals.LAST_CLOCK_START + " at the latest");
    }
    return new Peripherals(
        start, kernel.flash().stream().map(this::bank).toList(), network(kernel.network()));
  }

  private ImageBytes bank(FileReference file) {
    byte[] bytes = files.read(file);
    if (bytes.length > Flash.BYTES) {
      throw new BadInput(file.path(), "",
          bytes.length + " bytes do not fit into a bank of flash, which has " + Flash.BYTES);
    }
    return ImageBytes.of(bytes);
  }

  private Aia aia(String text) {
    for (Aia aia : Aia.values()) {
      if (aia.name().equals(text)) {
        return aia;
      }
    }
    throw bad("the interrupt controller " + text + " is unknown");
  }

  private Network network(String text) {
    for (Network network : Network.values()) {
      if (network.name().equals(text)) {
        return network;
      }
    }
    throw bad("the network " + text + " is unknown");
  }

  private List<Board.Plug> plugs(Kernel kernel) {
    List<Board.Plug> plugs = new ArrayList<>();
    Set<String> names = new HashSet<>();
    Set<Integer> slots = new HashSet<>();
    int agents = kernel.harts() + NETWORK_AGENTS;
    for (Device device : kernel.devices()) {
      DeviceModel model = models.byName().get(device.model());
      if (model == null) {
        throw bad(device.model(),
            "no such model; known: " + String.join(", ", models.byName().keySet()));
      }
      if (!names.add(device.name()) || !slots.add(device.slot())
          || device.slot() < 1 || device.slot() > SLOT_MAX) {
        throw bad(device.name(), "has the name or slot of another device");
      }
      Settings settings = settings(model, device);
      agents += model.threads() + (Policies.postsWrites(settings) ? 2 : 1);
      plugs.add(new Board.Plug(device.name(), withImage(model, device), device.slot(), settings));
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
    return model.with(image)
        .orElseThrow(() -> bad(model.name(), "has no room for an image"));
  }

  private Settings settings(DeviceModel model, Device device) {
    Map<String, String> values = new TreeMap<>();
    model.settings().forEach(setting -> values.put(setting.name(), setting.standard()));
    for (String text : device.settings()) {
      String name = text.substring(0, Math.max(0, text.indexOf('=')));
      String value = text.substring(text.indexOf('=') + 1);
      NamedSetting setting = NamedSetting.find(model, name)
          .orElseThrow(() -> bad(model.name() + "," + name,
              "no such setting; known: " + String.join(", ", NamedSetting.names(model))));
      if (!setting.setting().allows(value)) {
        throw bad(model.name() + "," + name, "must be " + setting.setting().allowed());
      }
      setting.put(values, value);
    }
    return new Settings(values);
  }

  private BadInput bad(String reason) {
    return bad("machine", reason);
  }

  private BadInput bad(String place, String reason) {
    return new BadInput(file, place, reason);
  }
}
