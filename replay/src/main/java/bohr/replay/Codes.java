package bohr.replay;

import bohr.emulator.Board;
import bohr.emulator.device.DeviceModel;
import bohr.emulator.input.BadInput;
import bohr.emulator.plugin.DeviceModels;
import bohr.emulator.plugin.ModelCode;
import bohr.recorder.Bytes;
import bohr.recorder.TraceRecord.Code;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// The code of the device models that are no part of Bohr, as a trace knows it: by its SHA-256.
public final class Codes {

  private Codes() {}

  /// The codes of a board's devices, for the header of its trace.
  public static List<Code> of(Board board) {
    TreeMap<String, Code> codes = new TreeMap<>();
    for (Board.Plug plug : board.devices()) {
      DeviceModels.code(plug.model()).ifPresent(code -> codes.put(
          plug.model().name(), new Code(plug.model().name(), Bytes.of(code.sha256()))));
    }
    return List.copyOf(codes.values());
  }

  /// Refuses a trace if a model that it was recorded with is not there, or is another one.
  static void check(List<Code> recorded, String file, DeviceModels models) {
    for (Code code : recorded) {
      DeviceModel model = models.byName().get(code.model());
      Optional<ModelCode> found =
          model == null ? Optional.empty() : DeviceModels.code(model);
      String was = "was recorded with a device model \"" + code.model() + "\" that is no part of"
          + " Bohr, with code " + ModelCode.shown(code.sha256().toArray());
      if (found.isEmpty()) {
        throw bad(file, was + ": give its jar with --plugin; there are: "
            + String.join(", ", models.byName().keySet()));
      }
      if (!Bytes.of(found.get().sha256()).equals(code.sha256())) {
        throw bad(file, was + "; that of " + found.get().source() + " is "
            + ModelCode.shown(found.get().sha256()));
      }
    }
  }

  /// The codes that the same models have now, as far as they are there.
  static List<Code> present(List<Code> recorded, DeviceModels models) {
    List<Code> present = new ArrayList<>();
    for (Code code : recorded) {
      Optional.ofNullable(models.byName().get(code.model())).flatMap(DeviceModels::code)
          .ifPresentOrElse(
              now -> present.add(new Code(code.model(), Bytes.of(now.sha256()))),
              () -> present.add(code));
    }
    return present;
  }

  /// Refuses a trace that says less of its devices than it should.
  static void checkAll(List<Code> recorded, String file, Board board) {
    for (Code code : of(board)) {
      if (!recorded.contains(code)) {
        throw bad(file, "was recorded with another device model \"" + code.model()
            + "\" than the one that --plugin brings");
      }
    }
  }

  private static BadInput bad(String file, String reason) {
    return new BadInput(file, "header", reason);
  }
}
