package bohr.emulator.device;

import java.util.List;

/// Registers of a device that belong together, such as those of its interrupts. Each register may
/// have a `locking` and a `register-order` of its own; what is set for the region is set for each
/// of them.
///
/// @param name as in `edu.interrupts.locking=none`
/// @param registers at least one; the only one of a region may have the region's name
public record Region(String name, List<Member> registers) {

  /// What may be set for a region or a register.
  public static final List<Setting> SETTINGS =
      List.of(
          Setting.oneOf(
              "locking",
              "the lock under which handlers run that begin here; inherit: the device's",
              Policies.INHERIT,
              "bql",
              "device",
              "none"),
          Setting.oneOf(
              "register-order",
              "how registers here are accessed where there is no lock; inherit: as the device's",
              Policies.INHERIT,
              "seq-cst",
              "acquire-release",
              "relaxed"));

  /// A register, or several of one kind in a row.
  ///
  /// @param name as in `edu.interrupt-status.locking=none`
  /// @param bar through which it is reached
  /// @param offset of its first byte in the BAR
  /// @param bytes how many there are
  public record Member(String name, int bar, long offset, long bytes) {

    private boolean contains(int inBar, long at) {
      return inBar == bar && at >= offset && at - offset < bytes;
    }
  }

  public Region {
    registers = List.copyOf(registers);
  }

  /// A region of these registers.
  public static Region of(String name, Member... registers) {
    return new Region(name, List.of(registers));
  }

  /// A region that is one register.
  public static Region of(String name, int bar, long offset, long bytes) {
    return of(name, new Member(name, bar, offset, bytes));
  }

  /// The register at a place, of all of `regions`; null if it belongs to none.
  public static Member at(List<Region> regions, int bar, long offset) {
    for (Region region : regions) {
      for (Member register : region.registers) {
        if (register.contains(bar, offset)) {
          return register;
        }
      }
    }
    return null;
  }
}
