package bohr.benchmarks;

import bohr.emulator.Machine;
import bohr.emulator.Verdict.Done;
import bohr.emulator.agent.StopReason;
import bohr.emulator.scenario.Scenario;
import bohr.recorder.Bytes;
import bohr.recorder.RecordingScheduler;
import bohr.recorder.TraceRecord.Header;
import bohr.recorder.TraceRecord.Verdict;
import bohr.recorder.TraceWriter;
import bohr.scheduler.DefaultOrder;
import bohr.scheduler.Execution;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;

/// Runs a compute guest from reset to its end and records it to a file, checkpoints included: what
/// `qemu-system-riscv64 -icount …,rr=record` is compared with.
public final class RecordGuest {

  private static final long CHECKPOINT_EVERY = 75_000_000;

  private RecordGuest() {}

  /// Prints two numbers: instructions retired, and milliseconds of processor time that this thread
  /// took, without the start of the JVM and the threads of its compiler.
  ///
  /// @param arguments the guest, how many rounds of its work, and the file to write
  public static void main(String... arguments) throws IOException {
    Scenario scenario = Guests.compute(arguments[0], Long.parseLong(arguments[1]));
    long instructions = record(scenario, Path.of(arguments[2]));
    long nanoseconds = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    System.out.println(instructions + " " + nanoseconds / 1_000_000);
  }

  /// @return instructions retired
  static long record(Scenario scenario, Path file) throws IOException {
    Machine machine = Guests.machine(scenario);
    Header header =
        new Header(
            scenario.name(), scenario.source(), "fixed", scenario.overrides(), 0, "sc",
            "round-robin", 0, 0, "benchmark");
    Bytes image = Bytes.of(scenario.guestImage());
    try (TraceWriter writer = TraceWriter.create(file, header, image)) {
      var scheduler =
          new RecordingScheduler(
              new DefaultOrder(), writer, machine::digest, CHECKPOINT_EVERY);
      StopReason why = new Execution().run(machine, scheduler, scenario.stepBound());
      if (why != StopReason.ENDED || !(machine.verdict() instanceof Done(long status))) {
        throw new IllegalStateException(scenario.name() + " ended with " + machine.verdict());
      }
      writer.finish(passed(machine, status));
    }
    return machine.retired(0);
  }

  private static Verdict passed(Machine machine, long status) {
    long console = Bytes.of(machine.console()).digest();
    String message = "the guest ended with status " + status;
    return new Verdict(
        "passed", "", "", message, "", -1, machine.steps(), machine.digest(), console);
  }
}
