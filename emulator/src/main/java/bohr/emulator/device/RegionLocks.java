package bohr.emulator.device;

import bohr.emulator.agent.Lock;
import bohr.emulator.bus.DividedBank;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The locks of those registers of a device that have a policy `locking` of their own. All that are
/// to be under the device's own lock share it, with the rest of the device if that is under it too.
public final class RegionLocks implements DividedBank.Division {

  private final List<Region.Member> registers = new ArrayList<>();
  private final List<Lock> locks = new ArrayList<>();
  private final List<Region> regions;

  /// The lock that was made for them; null if none was.
  private Lock made;

  private RegionLocks(List<Region> regions, Wiring wiring, Lock ofDevice) {
    this.regions = regions;
    for (Region region : regions) {
      for (Region.Member register : region.registers()) {
        String locking = wiring.settings().values().get(register.name() + ".locking");
        if (locking != null) {
          registers.add(register);
          locks.add(lock(locking, wiring, ofDevice));
        }
      }
    }
  }

  /// Those of a device, if any of its registers has a policy of its own.
  ///
  /// @param ofDevice the device's lock; null if it has none
  public static Optional<RegionLocks> of(DeviceModel model, Wiring wiring, Lock ofDevice) {
    RegionLocks locks = new RegionLocks(model.regions(), wiring, ofDevice);
    return locks.registers.isEmpty() ? Optional.empty() : Optional.of(locks);
  }

  private Lock lock(String locking, Wiring wiring, Lock ofDevice) {
    return switch (locking) {
      case "bql" -> wiring.bql();
      case "device" -> ofDevice == null || ofDevice == wiring.bql() ? own(wiring) : ofDevice;
      default -> null;
    };
  }

  private Lock own(Wiring wiring) {
    if (made == null) {
      made = wiring.ownLock();
    }
    return made;
  }

  /// The lock that is nobody else's and so has to be walked.
  public Optional<Lock> made() {
    return Optional.ofNullable(made);
  }

  @Override
  public int part(int bar, long offset) {
    return registers.indexOf(Region.at(regions, bar, offset));
  }

  @Override
  public Lock lock(int part) {
    return locks.get(part);
  }
}
