package bohr.fuzz.audit;

import bohr.emulator.Board;
import bohr.emulator.Board.Plug;
import bohr.emulator.agent.Lock;
import bohr.emulator.agent.Phase;
import bohr.emulator.bus.RegisterBank;
import bohr.emulator.device.Device;
import bohr.emulator.device.DeviceModel;
import bohr.emulator.device.Region;
import bohr.emulator.device.Setting;
import bohr.emulator.device.Settings;
import bohr.emulator.device.Wiring;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Which registers harts access while a scenario is searched. Of those that nobody accesses, no
/// search can say anything. For one host thread at a time.
final class Exercise {

  private final Set<String> accessed = new TreeSet<>();

  /// The same board, watched.
  Board watch(Board board) {
    return board.withDevices(plug -> new Plug(plug.name(), new Watched(plug.model(), plug.name()),
        plug.slot(), plug.settings()));
  }

  /// What was accessed so far was before the snapshot point.
  void begin() {
    accessed.clear();
  }

  /// Whether anything of a subject was accessed; of a whole device that is not asked.
  boolean has(Subject subject, Region region) {
    return subject.isDevice() || region.registers().stream()
        .filter(register -> !subject.isRegister() || register.name().equals(subject.register()))
        .anyMatch(register -> accessed.contains(subject.device() + "." + register.name()));
  }

  /// A model whose devices tell.
  private final class Watched implements DeviceModel {

    private final DeviceModel model;
    private final String device;

    Watched(DeviceModel model, String device) {
      this.model = model;
      this.device = device;
    }

    private void note(int bar, long offset) {
      Region.Member register = Region.at(model.regions(), bar, offset);
      if (register != null) {
        accessed.add(device + "." + register.name());
      }
    }

    @Override
    public RegisterBank reached(RegisterBank registers) {
      return new WatchedBank(registers, this);
    }

    @Override
    public String name() {
      return model.name();
    }

    @Override
    public String summary() {
      return model.summary();
    }

    @Override
    public List<Setting> settings() {
      return model.settings();
    }

    @Override
    public List<Region> regions() {
      return model.regions();
    }

    @Override
    public int threads() {
      return model.threads();
    }

    @Override
    public int bulkBytes(Settings settings) {
      return model.bulkBytes(settings);
    }

    @Override
    public boolean isNetworked() {
      return model.isNetworked();
    }

    @Override
    public Device create(Wiring wiring) {
      return model.create(wiring);
    }
  }

  /// Registers, with somebody at the door.
  private record WatchedBank(RegisterBank registers, Watched watched) implements RegisterBank {

    @Override
    public Lock lock() {
      return registers.lock();
    }

    @Override
    public Lock lock(Phase phase) {
      return registers.lock(phase);
    }

    @Override
    public Phase load(int bar, long offset, int size) {
      watched.note(bar, offset);
      return registers.load(bar, offset, size);
    }

    @Override
    public Phase store(int bar, long offset, int size, long value) {
      watched.note(bar, offset);
      return registers.store(bar, offset, size, value);
    }

    @Override
    public Phase handle(Phase phase) {
      return registers.handle(phase);
    }
  }
}
