package bohr.recorder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bohr.emulator.Board;
import bohr.emulator.Machine;
import bohr.emulator.input.BadInput;
import bohr.recorder.Frames.Chunk;
import bohr.scheduler.Execution;
import bohr.scheduler.strategy.RandomSlicesScheduler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// States in a trace's file: what a machine comes back to, and what becomes of one that somebody
/// made up.
class TraceStatesTest {

  private static final int HARTS = 2;

  /// Two harts that count in memory, each with a loop of its own, for ever.
  private static final int[] PROGRAM = {
    0xf1402573, // csrr a0, mhartid
    0x00c51513, // slli a0, a0, 12
    0x800015b7, // lui a1, 0x80001
    0x00a585b3, // add a1, a1, a0
    0x0005b603, // ld a2, 0(a1)
    0x00160613, // addi a2, a2, 1
    0x00c5b023, // sd a2, 0(a1)
    0xff5ff06f, // j -12
  };

  @TempDir Path folder;
  private Path file;

  private static Machine machine() {
    return new Machine(new Board(HARTS, 1 << 20, List.of(), Set.of(), memory -> {
      for (int i = 0; i < PROGRAM.length; i++) {
        memory.store32(4 * i, PROGRAM[i], -1);
      }
    }, 0x8000_0000L, Long::toHexString, List.of()));
  }

  @BeforeEach
  void record() throws IOException {
    file = folder.resolve("run.trace");
    Machine machine = machine();
    RandomSlicesScheduler random = new RandomSlicesScheduler(20);
    random.begin(0, 1);
    try (TraceWriter writer = TraceWriter.create(file, Samples.HEADER, Bytes.NONE)) {
      new Execution().run(machine,
          RecordingScheduler.withStates(random, writer, machine, 500, 2_000), 10_000);
    }
  }

  @Test
  void aMachineComesBackToEveryStateOfItsTrace() {
    Trace trace = TraceReader.read(file);
    TraceStates states = trace.states();
    assertEquals(4, states.size());
    for (int i = 0; i < states.size(); i++) {
      Machine machine = machine();
      states.restore(machine, i);
      long step = states.step(i);
      assertEquals(step, machine.steps());
      assertEquals(i, states.at(step));
      assertEquals(i - 1, states.at(step - 1));
      assertEquals(step, states.cursor(trace.schedule(), i).step());
      long digest = trace.checkpoints().stream()
          .filter(each -> each.step() == step).findFirst().orElseThrow().digest();
      assertEquals(digest, machine.digest());
      assertEquals(digest, states.digest(i));
    }
  }

  @Test
  void aStateHoldsOnlyWhatChangedSinceTheOneBefore() throws IOException {
    List<Chunk> chunks = Frames.of(Files.readAllBytes(file));
    int[] sizes =
        chunks.stream().filter(chunk -> chunk.type() == 3).mapToInt(Chunk::size).toArray();
    // Each hart stores to one block, and nothing else does.
    assertEquals(4, sizes.length);
    for (int size : sizes) {
      assertTrue(size > 2 * 256 && size < 2 * 264 + 1_000, () -> Arrays.toString(sizes));
    }
  }

  @Test
  void aRecordingCutOffInsideAStateHasThoseBefore() throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    int end = 12;
    int states = 0;
    for (Chunk chunk : Frames.of(bytes)) {
      if (chunk.type() == 3) {
        Trace cut = TraceReader.read(Arrays.copyOf(bytes, end + 20), "a.trace");
        assertEquals(states++, cut.states().size());
        assertTrue(cut.truncated());
      }
      end += 17 + chunk.payload().length;
    }
    assertEquals(4, states);
  }

  /// With right checks around them: what somebody would send who knows the format. Whether the
  /// digest is right is for the replay to see.
  @Test
  void statesMutatedBehindRightChecksAreAStateOrRefusedInALine() throws IOException {
    Random random = new Random(5);
    List<Chunk> chunks = Frames.of(Files.readAllBytes(file));
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i < chunks.size(); i++) {
      if (chunks.get(i).type() == 3) {
        places.add(i);
      }
    }
    int refused = 0;
    for (int i = 0; i < 3_000; i++) {
      List<Chunk> hostile = new ArrayList<>(chunks);
      int which = places.get(random.nextInt(places.size()));
      byte[] contents = chunks.get(which).contents().clone();
      for (int count = random.nextInt(3); count >= 0; count--) {
        contents[random.nextInt(contents.length)] = (byte) random.nextInt();
      }
      hostile.set(which, Chunk.plain(3, contents));
      TraceStates states = TraceReader.read(Frames.file(hostile), "a.trace").states();
      try {
        states.restore(machine(), states.size() - 1);
      } catch (BadInput bad) {
        refused++;
        assertTrue(bad.getMessage().startsWith("a.trace: the state at step "), bad.getMessage());
        assertFalse(bad.getMessage().contains("\n"), bad.getMessage());
      }
    }
    assertTrue(refused > 300, refused + " refused");
  }

  @Test
  void aStateOfAnotherMachineIsRefused() {
    Machine larger = new Machine(new Board(
        4, 1 << 20, List.of(), Set.of(), memory -> { }, 0x8000_0000L, Long::toHexString,
        List.of()));
    TraceStates states = TraceReader.read(file).states();
    String message =
        assertThrows(BadInput.class, () -> states.restore(larger, 0)).getMessage();
    assertEquals(file + ": the state at step " + states.step(0) + ": is not of this machine",
        message);
  }

  private static String refusal(byte[]... records) {
    List<Chunk> chunks = new ArrayList<>(Frames.of(TraceWriter.encode(Samples.small())));
    for (int i = 0; i < records.length; i++) {
      chunks.add(2 + i, records[i][0] == 0
          ? Chunk.plain(3, new byte[1]) : Chunk.plain(1, records[i]));
    }
    return assertThrows(BadInput.class,
        () -> TraceReader.read(Frames.file(chunks), "a.trace")).getMessage();
  }

  @Test
  void thereIsOneStateAtAStepAndNoCheckpointBehindIt() {
    // Record 25: step 0, a digest of 8 bytes, 1 byte of parts, no memory, no agents.
    byte[] state = {25, 0, 1, 2, 3, 4, 5, 6, 7, 8, 1, 0, 0};
    byte[] bytes = {0};
    String message = refusal(state, bytes, state, bytes);
    assertTrue(message.endsWith("a second state at step 0"), message);
    // Record 21: step 0, and a digest.
    message = refusal(state, bytes, new byte[] {21, 0, 1, 2, 3, 4, 5, 6, 7, 8});
    assertTrue(message.endsWith("a checkpoint behind the state of its step 0"), message);
  }

  /// Such as one that somebody asks for at a console: behind some of the inputs of its step.
  @Test
  void aStateKnowsTheInputsBeforeIt() throws IOException {
    Machine machine = machine();
    try (TraceWriter writer = TraceWriter.create(file, Samples.HEADER, Bytes.NONE)) {
      RandomSlicesScheduler random = new RandomSlicesScheduler(20);
      random.begin(0, 1);
      RecordingScheduler scheduler = RecordingScheduler.withStates(
          random, writer, machine, 500, RecordingScheduler.NEVER);
      new Execution().run(machine, scheduler, 1_000);
      writer.input("console", Bytes.of(new byte[] {1}));
      scheduler.keepState();
      writer.input("console", Bytes.of(new byte[] {2}));
      scheduler.keepState();
      new Execution().run(machine, scheduler, 1_000);
      scheduler.keepState();
    }
    TraceStates states = TraceReader.read(file).states();
    assertEquals(2, states.size());
    assertEquals(1, states.inputs(0));
    assertEquals(1_000, states.step(0));
    assertEquals(2, states.inputs(1));
    Machine again = machine();
    states.restore(again, 1);
    assertEquals(machine.digest(), again.digest());
    assertEquals(machine.digest(), states.digest(1));
  }
}
