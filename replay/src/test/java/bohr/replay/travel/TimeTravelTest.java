package bohr.replay.travel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bohr.emulator.Machine;
import bohr.emulator.agent.Access;
import bohr.emulator.memory.MemoryLayout;
import bohr.emulator.memory.Watch;
import bohr.recorder.Trace;
import bohr.recorder.TraceReader;
import bohr.replay.Position;
import bohr.replay.Replayer;
import bohr.replay.Timeline;
import bohr.replay.TimelineStep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// On the found traces that are short, whose guests have harts, devices and page tables of all
/// kinds: what a traveller finds is what looking at every step finds, and it changes nothing.
class TimeTravelTest {

  private static final Path TRACES = Path.of("..", "traces");
  private static final long BYTES = 1 << 24;

  /// Steps.
  static final long SHORT = 400;

  /// What every step of a trace was about, found out one step at a time.
  private record Steps(
      long[] digests, int[] agents, long[] pcs, long[] retired, long[] after) {

    static Steps of(Replayer replayer) {
      Position position = replayer.near(0);
      Machine machine = position.machine();
      int end = (int) replayer.trace().schedule().steps();
      Steps steps = new Steps(new long[end + 1], new int[end + 1], new long[end + 1],
          new long[end + 1], new long[end + 1]);
      steps.digests[0] = machine.digest();
      for (int step = 1; step <= end; step++) {
        int agent = position.cursor().agent();
        boolean hart = agent < machine.harts();
        steps.agents[step] = agent;
        boolean interrupted = machine.describe(agent).startsWith("interrupt ");
        steps.pcs[step] = hart && !interrupted ? machine.pc(agent) : 0;
        steps.retired[step] = hart ? machine.retired(agent) : 0;
        replayer.follow(position, step);
        steps.after[step] = hart ? machine.retired(agent) : 1;
        steps.digests[step] = machine.digest();
      }
      return steps;
    }

    int end() {
      return digests.length - 1;
    }

    /// Whether a hart reads and does not come further by it: what it reads is a page table.
    boolean onlyReads(TimelineStep step) {
      int number = (int) step.number();
      return step.access().kind == Access.Kind.READ && retired[number] == after[number];
    }

    /// An instruction, however many steps and attempts it takes.
    String instruction(long step) {
      return agents[(int) step] + " " + retired[(int) step];
    }
  }

  /// The short ones, on which all of this takes a moment.
  static List<Path> found() throws IOException {
    return found(0, SHORT);
  }

  static List<Path> found(long least, long most) throws IOException {
    try (Stream<Path> folders = Files.list(TRACES)) {
      return folders.map(folder -> folder.resolve("found.trace"))
          .filter(Files::exists)
          .filter(file -> steps(file) > least && steps(file) <= most)
          .sorted()
          .toList();
    }
  }

  private static long steps(Path file) {
    return TraceReader.read(file).schedule().steps();
  }

  private static Replayer replayer(Path file) {
    Trace trace = TraceReader.read(file);
    return Replayer.of(trace, file.toString());
  }

  /// All hits, forward.
  private static List<Hit> forward(TimeTravel travel) {
    List<Hit> hits = new ArrayList<>();
    travel.seek(0);
    Optional<Hit> hit = travel.forwards(travel.end(), () -> false);
    while (hit.isPresent()) {
      hits.add(hit.get());
      assertEquals(hit.get().step() - 1, travel.step());
      if (hit.get().kind() != Hit.Kind.INSTRUCTION) {
        travel.seek(hit.get().step());
      }
      hit = travel.forwards(travel.end(), () -> false);
    }
    assertEquals(travel.end(), travel.step());
    return hits;
  }

  /// The steps of all hits, backward.
  private static List<Long> backward(TimeTravel travel) {
    List<Long> steps = new ArrayList<>();
    travel.seek(travel.end());
    Optional<Hit> hit = travel.backwards(0, () -> false);
    while (hit.isPresent()) {
      steps.addFirst(hit.get().step());
      boolean instruction = hit.get().kind() == Hit.Kind.INSTRUCTION;
      assertEquals(hit.get().step() - (instruction ? 1 : 0), travel.step());
      travel.seek(hit.get().step() - 1);
      hit = travel.backwards(0, () -> false);
    }
    assertEquals(0, travel.step());
    return steps;
  }

  @ParameterizedTest
  @MethodSource("found")
  void accessesToMemoryAreFoundForwardAndBackAsByLookingAtEveryStep(Path file) {
    Replayer replayer = replayer(file);
    Steps steps = Steps.of(replayer);
    TimeTravel travel = new TimeTravel(replayer, BYTES);
    int ram = replayer.board().ramBytes();
    travel.watch(List.of(new Watchpoint(new Watch.Range(0, ram), true, true)));
    Timeline timeline = Timeline.of(replayer, Integer.MAX_VALUE);
    List<Long> expected = timeline.steps().stream()
        .filter(step -> step.access().kind != Access.Kind.NONE)
        .filter(step -> inRam(step.access().address, ram))
        .filter(step -> !steps.onlyReads(step))
        .map(TimelineStep::number)
        .toList();
    List<Hit> hits = forward(travel);
    assertFalse(expected.isEmpty());
    assertEquals(expected, hits.stream().map(Hit::step)
        .filter(step -> step > timeline.begin()).toList());
    hits.forEach(hit -> assertEquals(steps.agents[(int) hit.step()], hit.agent()));
    assertEquals(hits.stream().map(Hit::step).toList(), backward(travel));
  }

  private static boolean inRam(long address, int ram) {
    return address >= MemoryLayout.RAM && address < MemoryLayout.RAM + ram;
  }

  @ParameterizedTest
  @MethodSource("found")
  void instructionsAreFoundForwardAndBackAsByLookingAtEveryStep(Path file) {
    Replayer replayer = replayer(file);
    Steps steps = Steps.of(replayer);
    TreeSet<Long> chosen = new TreeSet<>();
    for (int step = 1; step <= steps.end(); step += 1 + steps.end() / 12) {
      if (steps.pcs[step] != 0) {
        chosen.add(steps.pcs[step]);
      }
    }
    TreeSet<String> expected = new TreeSet<>();
    for (int step = 2; step <= steps.end(); step++) {
      if (chosen.contains(steps.pcs[step])) {
        expected.add(steps.instruction(step));
      }
    }
    TimeTravel travel = new TimeTravel(replayer, BYTES);
    travel.breakAt(chosen.stream().mapToLong(Long::longValue).toArray());
    List<Hit> hits = forward(travel);
    assertTrue(hits.size() + 1 >= chosen.size());
    assertEquals(expected,
        new TreeSet<>(hits.stream().map(hit -> steps.instruction(hit.step())).toList()));
    hits.forEach(hit -> assertEquals(steps.pcs[(int) hit.step()], hit.address()));
    List<Long> back = backward(travel);
    assertEquals(1, back.removeFirst());
    assertEquals(hits.stream().map(Hit::step).toList(), back);
  }

  @ParameterizedTest
  @MethodSource("found")
  void whereverATravellerGoesTheMachineIsAsInAStraightRun(Path file) {
    Replayer replayer = replayer(file);
    Steps steps = Steps.of(replayer);
    TimeTravel travel = new TimeTravel(replayer, BYTES);
    int ram = replayer.board().ramBytes();
    travel.watch(List.of(new Watchpoint(new Watch.Range(ram / 2, ram / 2), true, true)));
    travel.breakAt(new long[] {steps.pcs[steps.end() / 3], steps.pcs[steps.end() / 2]});
    for (int i = 1; i < 40; i++) {
      long to = i * 7919L % (steps.end() + 1);
      switch (i % 4) {
        case 0 -> travel.forwards(to, () -> false);
        case 1 -> travel.backwards(to, () -> false);
        default -> travel.seek(to);
      }
      assertEquals(steps.digests[(int) travel.step()], travel.machine().digest());
    }
  }

  @ParameterizedTest
  @MethodSource("found")
  void theStepsOfAnAgentAreKnownWithoutGoingThere(Path file) {
    Replayer replayer = replayer(file);
    Steps steps = Steps.of(replayer);
    TimeTravel travel = new TimeTravel(replayer, BYTES);
    for (int here = 0; here <= steps.end(); here += 1 + steps.end() / 20) {
      travel.seek(here);
      for (int agent = 0; agent < travel.machine().agents(); agent++) {
        long last = here;
        while (last > 0 && steps.agents[(int) last] != agent) {
          last--;
        }
        assertEquals(last, travel.lastStepOf(agent).orElse(0));
        long next = here + 1;
        while (next <= steps.end() && steps.agents[(int) next] != agent) {
          next++;
        }
        assertEquals(next, travel.nextStepOf(agent).orElse(steps.end() + 1));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("found")
  void aTravellerThatIsToldToStopStaysWhereItIs(Path file) {
    TimeTravel travel = new TimeTravel(replayer(file), BYTES);
    travel.breakAt(new long[] {1});
    travel.seek(travel.end() / 2);
    assertEquals(Optional.empty(), travel.forwards(travel.end(), () -> true));
    assertEquals(travel.end() / 2, travel.step());
    assertEquals(Optional.empty(), travel.backwards(0, () -> true));
    assertEquals(travel.end() / 2, travel.step());
  }
}
