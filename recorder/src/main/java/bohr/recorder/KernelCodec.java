package bohr.recorder;

import bohr.emulator.Peripherals;
import bohr.recorder.TraceRecord.Bios;
import bohr.recorder.TraceRecord.Device;
import bohr.recorder.TraceRecord.FileReference;
import bohr.recorder.TraceRecord.Kernel;
import com.esotericsoftware.kryo.KryoException;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// The layout of a kernel's machine.
final class KernelCodec {

  private static final int BUILT_IN = 0;
  private static final int NONE = 1;
  private static final int FIRMWARE = 2;

  private static final int WORD = TraceFormat.WORD_BYTES_MAX;

  private KernelCodec() {}

  static void write(Output output, Kernel kernel) {
    output.writeVarInt(kernel.harts(), true);
    output.writeVarLong(kernel.ramBytes(), true);
    Fields.writeText(output, kernel.aia());
    Fields.writeText(output, kernel.arguments());
    output.writeLong(kernel.seed());
    output.writeVarLong(kernel.stepBound(), true);
    texts(output, kernel.oracles());
    output.writeVarLong(kernel.clockStart(), true);
    bios(output, kernel.bios());
    optional(output, kernel.image());
    optional(output, kernel.initrd());
    output.writeVarInt(kernel.flash().size(), true);
    kernel.flash().forEach(file -> file(output, file));
    Fields.writeText(output, kernel.network());
    output.writeVarInt(kernel.devices().size(), true);
    for (Device device : kernel.devices()) {
      Fields.writeText(output, device.name());
      Fields.writeText(output, device.model());
      output.writeVarInt(device.slot(), true);
      texts(output, device.settings());
      optional(output, device.image());
    }
  }

  static Kernel read(Input input) {
    return new Kernel(
        input.readVarInt(true),
        input.readVarLong(true),
        Fields.readText(input, WORD),
        Fields.readText(input, WORD),
        input.readLong(),
        input.readVarLong(true),
        texts(input),
        input.readVarLong(true),
        bios(input),
        optional(input),
        optional(input),
        list(input, Peripherals.FLASH_BANKS, KernelCodec::file),
        Fields.readText(input, WORD),
        list(input, TraceFormat.DEVICES_MAX, KernelCodec::device));
  }

  private static void bios(Output output, Bios bios) {
    switch (bios) {
      case Bios.BuiltIn _ -> output.writeVarInt(BUILT_IN, true);
      case Bios.None _ -> output.writeVarInt(NONE, true);
      case Bios.Firmware(FileReference file) -> {
        output.writeVarInt(FIRMWARE, true);
        file(output, file);
      }
    }
  }

  private static Bios bios(Input input) {
    int kind = input.readVarInt(true);
    return switch (kind) {
      case BUILT_IN -> new Bios.BuiltIn();
      case NONE -> new Bios.None();
      case FIRMWARE -> new Bios.Firmware(file(input));
      default -> throw new KryoException("a firmware of the unknown kind " + kind);
    };
  }

  private static Device device(Input input) {
    return new Device(
        Fields.readText(input, WORD), Fields.readText(input, WORD), input.readVarInt(true),
        texts(input), optional(input));
  }

  private static void file(Output output, FileReference file) {
    Fields.writeText(output, file.path());
    output.writeVarLong(file.length(), true);
    Fields.writeBytes(output, file.sha256().shared());
  }

  private static FileReference file(Input input) {
    return new FileReference(
        Fields.readText(input, WORD), input.readVarLong(true),
        Bytes.owning(Fields.readBytes(input, FileReference.SHA256_BYTES)));
  }

  private static void optional(Output output, Optional<FileReference> file) {
    output.writeVarInt(file.isPresent() ? 1 : 0, true);
    file.ifPresent(present -> file(output, present));
  }

  private static Optional<FileReference> optional(Input input) {
    int present = input.readVarInt(true);
    if (present < 0 || present > 1) {
      throw new KryoException("a file is there or not, and not " + present);
    }
    return present == 0 ? Optional.empty() : Optional.of(file(input));
  }

  private static void texts(Output output, List<String> texts) {
    output.writeVarInt(texts.size(), true);
    texts.forEach(text -> Fields.writeText(output, text));
  }

  private static List<String> texts(Input input) {
    return list(input, TraceFormat.OVERRIDES_MAX, each -> Fields.readText(each, WORD));
  }

  private static <T> List<T> list(Input input, int most, Function<Input, T> read) {
    int count = Fields.readCount(input, most, 1);
    List<T> list = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      list.add(read.apply(input));
    }
    return list;
  }
}
