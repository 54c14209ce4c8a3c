package bohr.emulator;

import bohr.emulator.boot.BoardParts;
import bohr.emulator.boot.Elf;
import bohr.emulator.boot.Firmware;
import bohr.emulator.boot.KernelBoot;
import bohr.emulator.device.DeviceModel;
import bohr.emulator.device.Settings;
import bohr.emulator.hart.PteUpdate;
import bohr.emulator.interrupt.Aia;
import bohr.emulator.memory.Memory;
import bohr.emulator.ordering.MemoryRules;
import bohr.emulator.scenario.DeviceSpec;
import bohr.emulator.scenario.EndState;
import bohr.emulator.scenario.Scenario;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import java.util.function.UnaryOperator;

/// What a machine is built from. Building twice from one board gives the same machine twice.
///
/// @param harts 1 to 32
/// @param ramBytes a multiple of 4 KiB
/// @param devices in the order of their agent numbers
/// @param oracles names of the oracles that watch
/// @param loader puts the guest into RAM
/// @param startup how the harts start
/// @param places names a program counter for people
/// @param endState what must hold when the guest is done
/// @param aia what the interrupt wires of devices end at
/// @param pteUpdate how harts set A and D bits of page-table entries
/// @param peripherals what operating systems look for; empty for a board without any of it
/// @param rules which values loads may see
public record Board(
    int harts,
    int ramBytes,
    List<Plug> devices,
    Set<String> oracles,
    Consumer<Memory> loader,
    Startup startup,
    LongFunction<String> places,
    List<Unchanged> endState,
    Aia aia,
    PteUpdate pteUpdate,
    Optional<Peripherals> peripherals,
    MemoryRules rules) {

  /// How the harts start.
  public sealed interface Startup {

    /// All of them in machine mode at `entry`, with these in a1 and a2: a guest without operating
    /// system, or a firmware.
    record InMachineMode(long entry, long a1, long a2) implements Startup {}

    /// Hart 0 in supervisor mode at `entry`, with the address of the device tree in a1. The machine
    /// answers environment calls itself ([bohr.emulator.sbi.Sbi]); through them hart 0 starts the
    /// others.
    record InSupervisorMode(long entry, long deviceTree) implements Startup {}
  }

  /// A device in a slot.
  public record Plug(String name, DeviceModel model, int slot, Settings settings) {

    private static Plug of(DeviceSpec device) {
      return new Plug(device.name(), device.model(), device.slot(), device.settings());
    }
  }

  /// The contents of a device from `offset` on, `length` bytes, must be what they were at power-on.
  public record Unchanged(String device, long offset, long length) {

    private static Unchanged of(EndState endState) {
      return new Unchanged(endState.device(), endState.offset(), endState.length());
    }
  }

  /// A board whose memory is sequentially consistent.
  public Board(
      int harts,
      int ramBytes,
      List<Plug> devices,
      Set<String> oracles,
      Consumer<Memory> loader,
      Startup startup,
      LongFunction<String> places,
      List<Unchanged> endState,
      Aia aia,
      PteUpdate pteUpdate,
      Optional<Peripherals> peripherals) {
    this(harts, ramBytes, devices, oracles, loader, startup, places, endState, aia, pteUpdate,
        peripherals, MemoryRules.SC);
  }

  /// A board with a PLIC, whose harts start at `entry` in machine mode and update page-table
  /// entries atomically.
  public Board(
      int harts,
      int ramBytes,
      List<Plug> devices,
      Set<String> oracles,
      Consumer<Memory> loader,
      long entry,
      LongFunction<String> places,
      List<Unchanged> endState) {
    this(harts, ramBytes, devices, oracles, loader, new Startup.InMachineMode(entry, 0, 0), places,
        endState, Aia.NONE, PteUpdate.ATOMIC, Optional.empty());
  }

  /// The board that a scenario describes.
  public static Board of(Scenario scenario) {
    Elf guest = scenario.guest();
    return new Board(
        scenario.harts(),
        scenario.memoryBytes(),
        scenario.devices().stream().map(Plug::of).toList(),
        Set.copyOf(scenario.oracles()),
        memory -> load(scenario, memory),
        new Startup.InMachineMode(guest.entry(), 0, 0),
        pc -> guest.locate(pc).toString(),
        scenario.endState().stream().map(Unchanged::of).toList(),
        scenario.aia(),
        scenario.pteUpdate(),
        Optional.empty())
        .with(MemoryRules.of(scenario.memoryModel()).with(scenario.fetch()));
  }

  /// The board that an operating system finds described in its device tree; no firmware is needed.
  ///
  /// @param parts those for which `boot` was prepared
  public static Board of(KernelBoot boot, BoardParts parts, List<Plug> devices) {
    return new Board(
        parts.harts(),
        Math.toIntExact(parts.ramBytes()),
        devices,
        Set.of(),
        boot::load,
        new Startup.InSupervisorMode(boot.entry(), boot.deviceTree()),
        boot.payload().places(),
        List.of(),
        parts.aia(),
        PteUpdate.ATOMIC,
        Peripherals.standard());
  }

  /// As the other one, with a firmware that runs first.
  public static Board of(
      Firmware firmware, KernelBoot boot, BoardParts parts, List<Plug> devices) {
    firmware.checkFits(boot);
    return of(boot, parts, devices).with(
        memory -> firmware.load(memory, boot),
        new Startup.InMachineMode(firmware.entry(), boot.deviceTree(), firmware.information()));
  }

  /// As the first one, with the operating system in the firmware's place: all harts enter it in
  /// machine mode.
  public static Board withoutFirmware(KernelBoot boot, BoardParts parts, List<Plug> devices) {
    return of(boot, parts, devices)
        .with(boot::load, new Startup.InMachineMode(boot.entry(), boot.deviceTree(), 0));
  }

  private Board with(Consumer<Memory> otherLoader, Startup otherStartup) {
    return new Board(harts, ramBytes, devices, oracles, otherLoader, otherStartup, places, endState,
        aia, pteUpdate, peripherals, rules);
  }

  /// This board with other peripherals.
  public Board with(Peripherals others) {
    return new Board(harts, ramBytes, devices, oracles, loader, startup, places, endState, aia,
        pteUpdate, Optional.of(others));
  }

  /// The same board, with other oracles.
  public Board withOracles(Set<String> others) {
    return new Board(harts, ramBytes, devices, others, loader, startup, places, endState, aia,
        pteUpdate, peripherals, rules);
  }

  /// The same board, with each of its devices replaced.
  public Board withDevices(UnaryOperator<Plug> others) {
    return new Board(harts, ramBytes, devices.stream().map(others).toList(), oracles, loader,
        startup, places, endState, aia, pteUpdate, peripherals, rules);
  }

  private static void load(Scenario scenario, Memory memory) {
    Elf guest = scenario.guest();
    guest.load(memory);
    scenario
        .guestParameters()
        .forEach((name, value) -> guest.patch(memory, guest.symbol(name).orElseThrow(), value));
  }

  /// This board, with another order of memory.
  public Board with(MemoryRules rules) {
    return new Board(
        harts, ramBytes, devices, oracles, loader, startup, places, endState, aia, pteUpdate,
        peripherals, rules);
  }

  public Board {
    devices = List.copyOf(devices);
    oracles = Set.copyOf(oracles);
    endState = List.copyOf(endState);
  }
}
