package bohr.emulator.device.framebuffer;

import bohr.emulator.device.Device;
import bohr.emulator.device.DeviceModel;
import bohr.emulator.device.Policies;
import bohr.emulator.device.RamBar;
import bohr.emulator.device.Setting;
import bohr.emulator.device.Settings;
import bohr.emulator.device.Wiring;
import java.util.List;

/// Makes framebuffers.
public final class FramebufferModel implements DeviceModel {

  /// For `ServiceLoader`.
  public FramebufferModel() {}

  @Override
  public String name() {
    return "framebuffer";
  }

  @Override
  public String summary() {
    return "memory that a thread shows on a screen, as far as a dirty log says that it has changed";
  }

  @Override
  public List<Setting> settings() {
    return Policies.and(
        RamBar.POLICY,
        Setting.oneOf(
            "refresh",
            "what a refresh goes by: a snapshot of the dirty log that clears it, one of the lines"
                + " that are shown without a split, or the log itself, cleared at the end",
            "snapshot",
            "snapshot-range",
            "clear-after-read"));
  }

  @Override
  public int threads() {
    return 1;
  }

  @Override
  public int bulkBytes(Settings settings) {
    return Framebuffer.CONTENTS_BYTES;
  }

  @Override
  public Device create(Wiring wiring) {
    return new Framebuffer(wiring);
  }
}
