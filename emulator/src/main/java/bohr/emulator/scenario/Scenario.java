package bohr.emulator.scenario;

import bohr.emulator.boot.Elf;
import bohr.emulator.hart.PteUpdate;
import bohr.emulator.interrupt.Aia;
import bohr.emulator.ordering.MemoryModel;
import bohr.emulator.ordering.MemoryRules;
import bohr.emulator.state.Digest;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// A scenario, checked and complete: one variant of it, with the overrides applied. Immutable. Made
/// by [ScenarioReader] alone; two are the same when their digests are.
///
/// @param origin what it was read from
/// @param title one sentence
/// @param harts how many, 1 to 32
/// @param memoryBytes size of RAM, 64 KiB to 1 GiB, a multiple of 4 KiB
/// @param memoryModel the order in which memory is seen
/// @param fetch whether instruction fetches see stores
/// @param aia what the interrupt wires of devices end at
/// @param pteUpdate how harts set A and D bits of page-table entries
/// @param stepBound most steps of an execution, from the snapshot point, or from reset without one
/// @param devices in the order of the file
/// @param guest the program
/// @param guestParameters values of variables of the guest, patched when it is loaded
/// @param oracles names of those that watch, sorted
/// @param variants names of all variants, in the order of the file
/// @param endState what must hold when the guest is done
/// @param expectation what a search of `buggy` finds
/// @param reference where the bug is documented; free text, perhaps ""
public record Scenario(Origin origin, String title, int harts, int memoryBytes,
    MemoryModel memoryModel, MemoryRules.Fetch fetch, Aia aia, PteUpdate pteUpdate,
    long stepBound, List<DeviceSpec> devices, Elf guest, SortedMap<String, Long> guestParameters,
    List<String> oracles, List<String> variants, List<EndState> endState,
    Optional<Expectation> expectation, String reference) {

  public Scenario {
    devices = List.copyOf(devices);
    guestParameters = Collections.unmodifiableSortedMap(new TreeMap<>(guestParameters));
    oracles = List.copyOf(oracles);
    variants = List.copyOf(variants);
    endState = List.copyOf(endState);
  }

  /// Its name: that of its folder.
  public String name() {
    return origin.name();
  }

  /// The text of its `scenario.yaml`.
  public String source() {
    return origin.source();
  }

  /// Name of the variant chosen.
  public String variant() {
    return origin.variant();
  }

  /// The settings changed on the command line, in order.
  public List<String> overrides() {
    return origin.overrides();
  }

  /// A copy of the guest's ELF file.
  public byte[] guestImage() {
    return guest.image();
  }

  /// A hash of everything it was read from, its name excepted.
  public long digest() {
    long digest = Digest.mix(Digest.EMPTY, source());
    byte[] image = guestImage();
    for (byte each : image) {
      digest = Digest.mix(digest, each);
    }
    digest = Digest.mix(digest, image.length);
    digest = Digest.mix(digest, variant());
    for (String override : overrides()) {
      digest = Digest.mix(digest, override);
    }
    return Digest.mix(digest, overrides().size());
  }
}
