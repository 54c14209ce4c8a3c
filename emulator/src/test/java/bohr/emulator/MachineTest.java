package bohr.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bohr.emulator.agent.Access;
import bohr.emulator.agent.Chooser;
import bohr.emulator.agent.StopReason;
import bohr.emulator.device.DiskModel;
import bohr.emulator.device.sprite.SpriteModel;
import bohr.emulator.device.virtio.VirtioBlockModel;
import bohr.emulator.device.virtio.VirtioNetModel;
import bohr.emulator.ordering.MemoryModel;
import bohr.emulator.ordering.MemoryRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MachineTest {

  private static final int LONG = 3000;

  static Stream<Board> boards() {
    return Stream.of(
        TestBoards.edu("dma-vs-command-register", "dma=mapped", "max-payload=16"),
        TestBoards.edu("msi-before-dma", "msi=bypass", "max-payload=16", "locking=none"),
        TestBoards.edu("msi-before-dma-imsic", "relaxed-ordering=on"),
        TestBoards.disk("reset-writes-sector-0", "locking=device", "reset-order=clear-first"),
        TestBoards.disk("lost-wakeup", "max-payload=64"),
        TestBoards.disk("lost-wakeup", "register-writes=posted"),
        TestBoards.unwatched("dma-into-own-bar", new DiskModel(), "own-bar-dma=guarded"),
        TestBoards.unwatched("use-after-unmap", new VirtioNetModel(),
            "receive-mapping=unmap-first", "mappings=2"),
        TestBoards.unwatched("bm-clear-vs-vring", new VirtioBlockModel(),
            "on-bus-master-clear=hold", "data-plane-stop=from-hart"),
        TestBoards.unwatched("ioeventfd-stop-vs-handler", new VirtioBlockModel(),
            "data-plane-stop=from-thread"),
        TestBoards.unwatched("snapshot-loses-kick", new VirtioBlockModel(),
            "migration=on", "on-resume=nothing"),
        TestBoards.unwatched("ram-bar-double-fetch", new SpriteModel(),
            "size-fetch=twice", "ram-bar=direct"),
        weak(TestBoards.unwatched("ram-bar-double-fetch", new SpriteModel(), "ram-bar=direct"),
            MemoryModel.RVWMO),
        weak(TestBoards.edu("msi-before-dma", "max-payload=16"), MemoryModel.RVWMO),
        weak(TestBoards.edu("dma-vs-command-register"), MemoryModel.TSO),
        weak(TestBoards.disk("lost-wakeup"), MemoryModel.RVWMO_FULL));
  }

  private static Board weak(Board board, MemoryModel model) {
    return board.with(MemoryRules.of(model).with(MemoryRules.Fetch.INCOHERENT));
  }

  @Provide
  Arbitrary<Board> board() {
    return Arbitraries.of(boards().toList());
  }

  /// One step of an enabled agent that `random` picks, with values that it picks too.
  private static void step(Machine machine, Random random) {
    while (machine.enabled() == 0 && machine.advance()) {}
    if (!machine.ended()) {
      machine.perform(pick(machine, random), 1, (agent, n) -> random.nextInt(n));
    }
  }

  private static int pick(Machine machine, Random random) {
    long enabled = machine.enabled();
    for (int skip = random.nextInt(Long.bitCount(enabled)); skip > 0; skip--) {
      enabled &= enabled - 1;
    }
    return Long.numberOfTrailingZeros(enabled);
  }

  private static List<Long> digests(Machine machine, Random random, int steps) {
    List<Long> digests = new ArrayList<>();
    for (int i = 0; i < steps && !machine.ended(); i++) {
      step(machine, random);
      digests.add(machine.digest());
    }
    return digests;
  }

  /// The law that everything else stands on.
  @Property(tries = 60)
  void restoreAndTheSameChoicesGiveTheSameDigestAtEveryStep(
      @ForAll("board") Board board, @ForAll long seed, @ForAll("moment") int moment) {
    Machine machine = new Machine(board);
    Random random = new Random(seed);
    for (int i = 0; i < moment; i++) {
      step(machine, random);
    }
    Snapshot snapshot = machine.snapshot();
    long then = machine.digest();
    List<Long> first = digests(machine, new Random(seed + 1), 400);

    machine.restore(snapshot);
    assertEquals(then, machine.digest());
    assertEquals(first, digests(machine, new Random(seed + 1), 400));

    Machine other = new Machine(board);
    digests(other, new Random(seed + 2), 50);
    other.restore(snapshot);
    assertEquals(then, other.digest(), "a snapshot fits any machine of the same board");
    assertEquals(first, digests(other, new Random(seed + 1), 400));
  }

  @Provide
  Arbitrary<Integer> moment() {
    return Arbitraries.integers().between(0, LONG);
  }

  /// How long slices are, and whether somebody looks ahead, changes nothing.
  @Property(tries = 60)
  void aSliceIsTheSameAsItsStepsOneByOne(@ForAll("board") Board board, @ForAll long seed) {
    Machine sliced = new Machine(board);
    Machine stepped = new Machine(board);
    Random random = new Random(seed);
    Access access = new Access();
    while (!sliced.ended() && sliced.steps() < LONG) {
      while (sliced.enabled() == 0 && sliced.advance()) {}
      while (stepped.enabled() == 0 && stepped.advance()) {}
      if (sliced.ended()) {
        break;
      }
      int agent = pick(sliced, random);
      int steps = sliced.perform(agent, 1 + random.nextInt(200), Chooser.STRONGEST);
      for (int i = 0; i < steps; i++) {
        stepped.pending(agent, access);
        assertFalse(stepped.describe(agent).isEmpty());
        assertEquals(1, stepped.perform(agent, 1, Chooser.STRONGEST));
      }
      assertEquals(sliced.digest(), stepped.digest());
    }
    assertEquals(sliced.verdict(), stepped.verdict());
  }

  /// A slice that ends with LIMIT took all of its steps; one that ends early says why.
  @Property(tries = 40)
  void aSliceEndsEarlyOnlyForAReason(@ForAll("board") Board board, @ForAll long seed) {
    Machine machine = new Machine(board);
    Random random = new Random(seed);
    while (!machine.ended() && machine.steps() < LONG) {
      while (machine.enabled() == 0 && machine.advance()) {}
      if (machine.ended()) {
        break;
      }
      long before = machine.enabled();
      int agent = pick(machine, random);
      int limit = 1 + random.nextInt(50);
      int steps = machine.perform(agent, limit, Chooser.STRONGEST);
      boolean enabled = (machine.enabled() >>> agent & 1) != 0;
      switch (machine.stopped()) {
        case LIMIT -> assertTrue(steps == limit && enabled);
        case BLOCKED -> assertFalse(enabled);
        case WOKE -> assertNotEquals(0, machine.enabled() & ~before);
        case YIELDED -> assertTrue(enabled);
        case SNAPSHOT -> assertFalse(machine.ended());
        case ENDED -> assertNotNull(machine.verdict());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("boards")
  void agentsInTurnReachTheSnapshotPointAndAVerdict(Board board) {
    Machine machine = new Machine(board);
    boolean snapshot = false;
    while (!machine.ended()) {
      for (int agent = 0; agent < machine.agents(); agent++) {
        if ((machine.enabled() >>> agent & 1) != 0 && !machine.ended()) {
          machine.perform(agent, 7, Chooser.STRONGEST);
          snapshot |= machine.stopped() == StopReason.SNAPSHOT;
        }
      }
      if (machine.enabled() == 0) {
        machine.advance();
      }
    }
    assertTrue(snapshot, "every scenario's guest has a snapshot point");
    assertEquals(0, machine.console().length);
  }

  @Test
  void agentsAreHartsFirstThenThreadsAndLinkOfEachDevice() {
    Machine machine = new Machine(TestBoards.edu("msi-before-dma"));
    List<String> names = new ArrayList<>();
    for (int agent = 0; agent < machine.agents(); agent++) {
      names.add(machine.agentName(agent));
    }
    assertEquals(List.of("hart0", "hart1", "edu.factorial", "edu.dma", "edu.link"), names);
  }

  @Test
  void theStepBoundIsAFinding() {
    Machine machine = new Machine(TestBoards.edu("msi-before-dma"));
    machine.perform(0, 10, Chooser.STRONGEST);
    machine.exhaust(10);
    Verdict.Found found = (Verdict.Found) machine.verdict();
    assertEquals("step-bound", found.finding().oracle());
    assertEquals("not done after 10 steps", found.finding().message());
  }
}
