package bohr.recorder;

import bohr.emulator.Peripherals;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// What a trace is made of. The layout of each record is in [RecordCodec]; bounds are checked here,
/// where both the writer and the reader come by.
public sealed interface TraceRecord {

  /// Where an execution comes from: whatever is needed, besides the guest image, to build the same
  /// machine again, and what to say about the search.
  ///
  /// @param scenario the scenario's name
  /// @param scenarioYaml its whole text, so that a trace needs no folder beside it
  /// @param variant the variant that ran, such as `buggy`
  /// @param overrides what the command line changed, `key=value` each, in order
  /// @param scenarioDigest digest of the scenario as loaded, to notice another one of that name
  /// @param memoryModel `sc`, `tso` or `rvwmo`
  /// @param strategy who made the choices; empty if a person did
  /// @param seed of the strategy
  /// @param scheduleIndex which execution of the campaign this was, from 0
  /// @param builtBy the build that recorded, for people
  /// @param codes of the device models that are no part of Bohr, sorted by name; in the file they
  ///     are a record of their own, [Codes]
  record Header(
      String scenario,
      String scenarioYaml,
      String variant,
      List<String> overrides,
      long scenarioDigest,
      String memoryModel,
      String strategy,
      long seed,
      long scheduleIndex,
      String builtBy,
      List<Code> codes)
      implements TraceRecord {

    /// Of a machine whose devices are all part of Bohr.
    public Header(
        String scenario, String scenarioYaml, String variant, List<String> overrides,
        long scenarioDigest, String memoryModel, String strategy, long seed, long scheduleIndex,
        String builtBy) {
      this(scenario, scenarioYaml, variant, overrides, scenarioDigest, memoryModel, strategy, seed,
          scheduleIndex, builtBy, List.of());
    }

    /// The same, of a machine with these devices.
    public Header with(List<Code> others) {
      return new Header(scenario, scenarioYaml, variant, overrides, scenarioDigest, memoryModel,
          strategy, seed, scheduleIndex, builtBy, others);
    }

    public Header {
      checkText("scenario", scenario, TraceFormat.WORD_BYTES_MAX);
      checkText("scenario text", scenarioYaml, TraceFormat.SCENARIO_BYTES_MAX);
      checkText("variant", variant, TraceFormat.WORD_BYTES_MAX);
      overrides = List.copyOf(overrides);
      check("number of overrides", overrides.size(), 0, TraceFormat.OVERRIDES_MAX);
      overrides.forEach(each -> checkText("override", each, TraceFormat.WORD_BYTES_MAX));
      checkText("memory model", memoryModel, TraceFormat.WORD_BYTES_MAX);
      checkText("strategy", strategy, TraceFormat.WORD_BYTES_MAX);
      checkText("build", builtBy, TraceFormat.WORD_BYTES_MAX);
      codes = new Codes(codes).models();
    }
  }

  /// Follows the header where there are device models that are no part of Bohr.
  ///
  /// @param models sorted by name
  record Codes(List<Code> models) implements TraceRecord {

    public Codes {
      models = List.copyOf(models);
      check("number of device models", models.size(), 0, TraceFormat.DEVICES_MAX);
      for (int i = 1; i < models.size(); i++) {
        if (models.get(i - 1).model().compareTo(models.get(i).model()) >= 0) {
          throw new IllegalArgumentException("device models are not sorted by name");
        }
      }
    }
  }

  /// The code of a device model that is no part of Bohr: a trace does not hold it, and a replay
  /// needs the same.
  ///
  /// @param model name of the model
  /// @param sha256 as [bohr.emulator.plugin.ModelCode#sha256()]
  record Code(String model, Bytes sha256) {

    public Code {
      checkText("model of a device", model, TraceFormat.WORD_BYTES_MAX);
      check("length of a SHA-256", sha256.length(), FileReference.SHA256_BYTES,
          FileReference.SHA256_BYTES);
    }
  }

  /// Announces the guest image, whose bytes follow in chunks of their own: they never pass through
  /// a serializer.
  ///
  /// @param length in bytes
  record Image(int length) implements TraceRecord {

    public Image {
      check("length of the guest image", length, 0, TraceFormat.IMAGE_BYTES_MAX);
    }
  }

  /// A machine that starts an operating system, in place of a scenario: whatever is needed to build
  /// it again. The header's fields about a scenario are empty then, but for its name.
  ///
  /// @param harts how many
  /// @param ramBytes size of RAM
  /// @param aia what interrupt wires end at, as [bohr.emulator.interrupt.Aia] is written
  /// @param arguments the kernel's command line
  /// @param seed of the kernel's random numbers
  /// @param stepBound most steps
  /// @param oracles names of those that watch
  /// @param clockStart nanoseconds since 1970 that the real-time clock shows at reset
  /// @param bios what runs before the kernel
  /// @param image the kernel; if there is none, a firmware runs alone
  /// @param initrd its initial RAM disk
  /// @param flash what the banks of flash begin with
  /// @param network what network cards can talk to, as [bohr.emulator.Network] is written
  /// @param devices in the order of their agent numbers
  record Kernel(
      int harts,
      long ramBytes,
      String aia,
      String arguments,
      long seed,
      long stepBound,
      List<String> oracles,
      long clockStart,
      Bios bios,
      Optional<FileReference> image,
      Optional<FileReference> initrd,
      List<FileReference> flash,
      String network,
      List<Device> devices)
      implements TraceRecord {

    public Kernel {
      check("number of harts", harts, 1, 8);
      check("size of RAM", ramBytes, 1 << 20, 1 << 30);
      checkText("interrupt controller", aia, TraceFormat.WORD_BYTES_MAX);
      checkText("command line", arguments, TraceFormat.WORD_BYTES_MAX);
      checkSteps(stepBound);
      oracles = List.copyOf(oracles);
      check("number of oracles", oracles.size(), 0, TraceFormat.OVERRIDES_MAX);
      oracles.forEach(each -> checkText("oracle", each, TraceFormat.WORD_BYTES_MAX));
      check("start of the clock", clockStart, 0, Long.MAX_VALUE);
      flash = List.copyOf(flash);
      check("number of flash images", flash.size(), 0, Peripherals.FLASH_BANKS);
      checkText("network", network, TraceFormat.WORD_BYTES_MAX);
      devices = List.copyOf(devices);
      check("number of devices", devices.size(), 0, TraceFormat.DEVICES_MAX);
    }
  }

  /// What runs before a kernel.
  sealed interface Bios {

    /// Nothing does, and the machine answers SBI calls.
    record BuiltIn() implements Bios {}

    /// Nothing does: the kernel starts in machine mode.
    record None() implements Bios {}

    /// A firmware does.
    record Firmware(FileReference file) implements Bios {}
  }

  /// A file that is too large to be part of a trace, and known by its contents.
  ///
  /// @param path as it was given
  /// @param length in bytes
  /// @param sha256 of its contents
  record FileReference(String path, long length, Bytes sha256) {

    static final int SHA256_BYTES = 32;

    public FileReference {
      checkText("name of a file", path, TraceFormat.WORD_BYTES_MAX);
      check("length of a file", length, 0, 1L << 40);
      check("length of a SHA-256", sha256.length(), SHA256_BYTES, SHA256_BYTES);
    }
  }

  /// A device of a kernel's machine.
  ///
  /// @param name what it is called; differs from the names of the others
  /// @param model what kind of device it is
  /// @param slot where it is plugged in
  /// @param settings those that are not standard, `key=value` each
  /// @param image the disk image behind it
  record Device(
      String name, String model, int slot, List<String> settings, Optional<FileReference> image) {

    public Device {
      checkText("name of a device", name, TraceFormat.WORD_BYTES_MAX);
      checkText("model of a device", model, TraceFormat.WORD_BYTES_MAX);
      check("slot", slot, 0, 31);
      settings = List.copyOf(settings);
      check("number of settings", settings.size(), 0, TraceFormat.OVERRIDES_MAX);
      settings.forEach(each -> checkText("setting", each, TraceFormat.WORD_BYTES_MAX));
    }
  }

  /// Some consecutive slices, one word each: `steps << 6 | agent`.
  record Slices(long... words) implements TraceRecord {

    public Slices {
      check("number of slices in a record", words.length, 1, TraceFormat.BLOCK_MAX);
    }
  }

  /// Some choices whose value is not 0, in the order in which they were made. A choice is known by
  /// its agent and by how many choices that agent had made before it.
  ///
  /// @param gaps for each, `gap << 6 | agent`, the gap being the number of choices that the agent
  ///     made since its last one in the trace (or since reset), all of them with the value 0
  /// @param values for each, the value, at least 1
  record Values(long[] gaps, int[] values) implements TraceRecord {

    public Values {
      check("number of values in a record", values.length, 1, TraceFormat.BLOCK_MAX);
      check("number of gaps", gaps.length, values.length, values.length);
    }
  }

  /// Something that came from outside the machine.
  ///
  /// @param step how many steps had been taken when it arrived; virtual time had already jumped as
  ///     far as it could at that point
  /// @param source who received it, such as `console`
  /// @param bytes what arrived
  record Input(long step, String source, Bytes bytes) implements TraceRecord {

    public Input {
      checkSteps(step);
      checkText("source of an input", source, TraceFormat.WORD_BYTES_MAX);
      check("length of an input", bytes.length(), 0, TraceFormat.INPUT_BYTES_MAX);
    }
  }

  /// What the machine's state was right behind a step: before virtual time jumps if no agent is
  /// enabled there, and before the inputs that arrive there. A replay looks where the recording
  /// looked, in [bohr.scheduler.Scheduler#performed].
  ///
  /// @param step how many steps had been taken
  /// @param digest hash of the whole state
  record Checkpoint(long step, long digest) implements TraceRecord {

    public Checkpoint {
      checkSteps(step);
    }
  }

  /// The whole state at a step, to start from: behind the inputs of that step that stand before it,
  /// and as far as virtual time had jumped. It stands at the end of its chunk, and its bytes follow
  /// in chunks of their own.
  ///
  /// @param step how many steps had been taken
  /// @param digest hash of the whole state
  /// @param partsBytes bytes of everything but memory
  /// @param memoryBytes bytes of what changed in memory since the state before it, or reset
  /// @param choices for each agent, how many choices it had made
  record State(long step, long digest, int partsBytes, long memoryBytes, long... choices)
      implements TraceRecord {

    public State {
      checkSteps(step);
      check("number of agents", choices.length, 0, TraceFormat.AGENTS_MAX);
      for (long count : choices) {
        check("number of choices", count, 0, TraceFormat.STEPS_MAX);
      }
      check("length of a state", partsBytes, 1, TraceFormat.STATE_PARTS_MAX);
      check("length of its memory", memoryBytes, 0, TraceFormat.STATE_MEMORY_MAX);
    }

    /// How many bytes follow.
    long bytes() {
      return partsBytes + memoryBytes;
    }
  }

  /// The guest's snapshot point: up to here every execution of a campaign is the same, from here on
  /// the search had its way.
  record Window(long step) implements TraceRecord {

    public Window {
      checkSteps(step);
    }
  }

  /// How the execution ended. It is the last record: a trace without it was cut off.
  ///
  /// @param kind in a word, such as `finding` or `passed`
  /// @param oracle who objected; empty if nobody did, like the next three
  /// @param clause of the specification that was broken
  /// @param message what happened
  /// @param place where: a function, a source line
  /// @param agent whose step it was; -1 if nobody's
  /// @param step steps taken until then
  /// @param digest of the machine's state at the end
  /// @param consoleDigest [Bytes#digest()] of everything that the guest printed
  record Verdict(
      String kind,
      String oracle,
      String clause,
      String message,
      String place,
      int agent,
      long step,
      long digest,
      long consoleDigest)
      implements TraceRecord {

    public Verdict {
      checkText("kind of verdict", kind, TraceFormat.WORD_BYTES_MAX);
      checkText("oracle", oracle, TraceFormat.WORD_BYTES_MAX);
      checkText("clause", clause, TraceFormat.MESSAGE_BYTES_MAX);
      checkText("message", message, TraceFormat.MESSAGE_BYTES_MAX);
      checkText("place", place, TraceFormat.MESSAGE_BYTES_MAX);
      check("agent", agent, -1, TraceFormat.AGENTS_MAX - 1);
      checkSteps(step);
    }
  }

  private static void checkText(String what, String text, int most) {
    // A character takes at least one byte in UTF-8 and at most three.
    if (text.length() > most / 3 && text.getBytes(StandardCharsets.UTF_8).length > most) {
      throw new IllegalArgumentException(what + " is longer than " + most + " bytes");
    }
  }

  private static void checkSteps(long step) {
    check("step", step, 0, TraceFormat.STEPS_MAX);
  }

  private static void check(String what, long value, long least, long most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          what + " is " + value + ", outside " + least + " to " + most);
    }
  }
}
