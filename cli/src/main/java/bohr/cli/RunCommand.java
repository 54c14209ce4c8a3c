package bohr.cli;

import bohr.emulator.Machine;
import bohr.emulator.Network;
import bohr.emulator.input.BadInput;
import bohr.emulator.scenario.Scenario;
import bohr.fuzz.Strategies;
import bohr.recorder.Bytes;
import bohr.recorder.TraceRecord.Header;
import bohr.recorder.TraceRecord.Verdict;
import bohr.replay.Rerecording;
import bohr.replay.Verdicts;
import bohr.scheduler.Estimates;
import bohr.scheduler.SplitMix;
import bohr.scheduler.Strategy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `bohr run`: one execution of a guest, with its console.
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description = "Runs a guest once, with its console on standard output. Standard input"
        + " goes to the guest's UART; on a terminal, Ctrl-A h tells which keys do not.",
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:the guest is done with status 0, sleeps for ever or was stopped",
      "1:the guest is done with another status, or a finding",
      "3:a guest or scenario that cannot be used"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  bohr run guest.elf --harts 2 --device edu",
      "  bohr run --kernel Image --initrd initrd --append console=ttyS0 --harts 4",
      "  bohr run --kernel Image --initrd initrd --device virtio-net --device nvme,image=disk.raw",
      "  bohr run --kernel Image --disk old.qcow2 --save-disk disk1=new.qcow2",
      "  bohr run lost-wakeup --strategy random-slices --seed 3 --record run.trace",
      "  bohr replay run.trace"
    })
final class RunCommand implements Callable<Integer> {

  private static final long KERNEL_RAM = 512L << 20;

  /// How long executions are expected to be, for strategies that ask.
  private static final int GUEST_STEPS = 10_000;

  private static final int KERNEL_STEPS = 1_000_000_000;

  /// Most steps of a kernel that may run for as long as it likes.
  private static final long UNBOUNDED = 1L << 50;

  @Parameters(paramLabel = "GUEST", arity = "0..1",
      description = "An ELF file, a scenario's folder, or the name of a scenario under traces/.")
  private Path guest;

  @Mixin private KernelOptions kernelOptions;

  @Mixin private ScenarioOptions scenarioOptions;

  @Option(names = "--harts", paramLabel = "N", description = "How many harts, 1 to 8.")
  private String harts;

  @Option(names = "--memory", paramLabel = "SIZE",
      description = "RAM, such as 64M. Default for an ELF file: 128M, for a kernel: 512M.")
  private String memory;

  @Option(names = "--device", paramLabel = "MODEL[,KEY=VALUE...]",
      converter = DeviceArgument.Converter.class,
      description = "Gives an ELF file or a kernel a device, with settings; 'bohr list devices'"
          + " shows them. virtio-blk and nvme of a kernel may have image=FILE, raw or qcow2, which"
          + " is never changed. May be repeated.")
  private List<DeviceArgument> devices = new ArrayList<>();

  @Option(names = "--save-disk", paramLabel = "DEVICE=FILE",
      description = "At the end, writes the disk of a kernel's device, with what the guest has"
          + " written to it, to a qcow2 image. May be repeated.")
  private List<String> savedDisks = new ArrayList<>();

  @Option(names = "--strategy", paramLabel = "NAME", defaultValue = "round-robin",
      converter = Converters.OfStrategy.class,
      description = "Who moves when; 'bohr list strategies' explains. Default: ${DEFAULT-VALUE}.")
  private Strategies strategy;

  @Option(names = "--seed", paramLabel = "N", defaultValue = "1",
      description = "Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Mixin private RecordOptions recordOptions;

  @Option(names = "--max-steps", paramLabel = "N", converter = Converters.OfCount.class,
      description = "Stops after so many steps.")
  private Long maxSteps;

  @Mixin private ConsoleOptions console;

  @Spec private CommandSpec spec;

  private final Terminal terminal;

  RunCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    if (kernelOptions.given() == (guest != null)) {
      throw new ParameterException(
          spec.commandLine(), "what to run: either GUEST, or --kernel or --bios");
    }
    if (!kernelOptions.given() && !savedDisks.isEmpty()) {
      throw new ParameterException(spec.commandLine(), "--save-disk is for the disks of a kernel");
    }
    if (!kernelOptions.given() && kernelOptions.network().network() != Network.RESPONDER) {
      throw new ParameterException(spec.commandLine(), "--network is for kernels");
    }
    int length = kernelOptions.given() ? KERNEL_STEPS : GUEST_STEPS;
    Strategy driver = strategy.factory().apply(new Estimates(length, Long.SIZE));
    driver.begin(0, SplitMix.seedOf(seed, 0));
    Optional<Verdict> verdict = kernelOptions.given() ? booted(driver) : run(driver);
    return verdict.map(this::status).orElse(ExitStatus.FINE);
  }

  private Optional<Verdict> run(Strategy driver) throws IOException {
    Scenario scenario = scenario();
    Header header = Rerecording.header(scenario, driver.name(), seed, 0, Version.text());
    return recordOptions.during(
        terminal, header, Optional.empty(), Bytes.of(scenario.guestImage()),
        recording ->
            new GuestRun(terminal, scenario, recording).run(driver, console.opener(terminal)));
  }

  private Optional<Verdict> booted(Strategy driver) throws IOException {
    int count = harts == null ? 1 : (int) number("--harts", harts, 1, 8);
    long ram = memory == null ? KERNEL_RAM : size(memory);
    long most = maxSteps == null ? UNBOUNDED : maxSteps;
    KernelOptions.Loaded loaded =
        kernelOptions.load(terminal, count, ram, seed, most, devices);
    Machine machine = loaded.machine();
    SavedDisks disks = new SavedDisks(terminal, savedDisks);
    disks.check(machine);
    // A run allocates next to nothing, so nobody would ever collect what loading has left behind.
    // With the options that the launcher gives to `run`, its memory goes back to the host.
    System.gc();
    try (HostNetwork network = HostNetwork.of(kernelOptions.network())) {
      Optional<Verdict> verdict = recordOptions.during(
          terminal, kernelOptions.header(strategy, seed, loaded.codes()),
          Optional.of(loaded.kernel()), Bytes.NONE,
          recording -> new GuestRun(terminal, machine, network, most, recording)
              .run(driver, console.opener(terminal)));
      disks.save(machine);
      return verdict;
    }
  }

  /// Mebibytes or gibibytes: a kernel needs many.
  private long size(String text) {
    boolean gibi = text.endsWith("G");
    if (!gibi && !text.endsWith("M")) {
      throw new ParameterException(
          spec.commandLine(), "--memory " + text + ": a number with M or G, such as 512M");
    }
    long count = number("--memory", text.substring(0, text.length() - 1), 1, gibi ? 1 : 1024);
    return count << (gibi ? 30 : 20);
  }

  private long number(String option, String text, long least, long most) {
    if (!text.matches("\\d{1,4}") || Long.parseLong(text) < least || Long.parseLong(text) > most) {
      throw new ParameterException(
          spec.commandLine(), option + " " + text + ": a number from " + least + " to " + most);
    }
    return Long.parseLong(text);
  }

  private int status(Verdict verdict) {
    if (!verdict.kind().equals(Verdicts.PASSED)) {
      terminal.say(Verdicts.line(verdict));
    }
    return switch (verdict.kind()) {
      case Verdicts.FINDING, Verdicts.FAILED -> ExitStatus.FINDING;
      default -> ExitStatus.FINE;
    };
  }

  private Scenario scenario() {
    List<String> more = new ArrayList<>();
    add(more, "harts", harts);
    add(more, "memory", memory);
    add(more, "step-bound", maxSteps == null ? null : maxSteps.toString());
    boolean folder = new Installation(terminal).scenarios().containsKey(guest.toString())
        || Files.isDirectory(terminal.file(guest));
    if (folder && !devices.isEmpty()) {
      throw new BadInput(guest.toString(), "--device", "a scenario names its devices itself");
    }
    return folder
        ? scenarioOptions.read(terminal, guest.toString(), more)
        : BareGuest.scenario(terminal, guest, devices, scenarioOptions.overrides(more));
  }

  private static void add(List<String> overrides, String setting, String value) {
    if (value != null) {
      overrides.add(setting + "=" + value);
    }
  }
}
