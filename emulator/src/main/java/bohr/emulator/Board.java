package bohr.emulator;

import bohr.emulator.device.DeviceModel;
import bohr.emulator.device.Settings;
import bohr.emulator.memory.Memory;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongFunction;

/// What a machine is built from. Building twice from one board gives the same machine twice.
///
/// @param harts 1 to 8
/// @param ramBytes a multiple of 4 KiB
/// @param devices in the order of their agent numbers
/// @param oracles names of the oracles that watch
/// @param loader puts the guest into RAM
/// @param entry where every hart starts
/// @param places names a program counter for people
/// @param endState what must hold when the guest is done
public record Board(
    int harts,
    int ramBytes,
    List<Plug> devices,
    Set<String> oracles,
    Consumer<Memory> loader,
    long entry,
    LongFunction<String> places,
    List<Unchanged> endState) {

  /// A device in a slot.
  public record Plug(String name, DeviceModel model, int slot, Settings settings) {}

  /// The contents of a device from `offset` on, `length` bytes, must be what they were at power-on.
  public record Unchanged(String device, int offset, int length) {}

  public Board {
    devices = List.copyOf(devices);
    oracles = Set.copyOf(oracles);
    endState = List.copyOf(endState);
  }
}
