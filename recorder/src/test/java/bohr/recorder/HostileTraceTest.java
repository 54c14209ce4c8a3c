package bohr.recorder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bohr.emulator.input.BadInput;
import bohr.recorder.Frames.Chunk;
import com.esotericsoftware.kryo.io.Output;
import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import net.jpountz.lz4.LZ4Factory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// No byte of a file is trusted: whatever the file, there is a trace or one line that says why not,
/// in bounded memory.
class HostileTraceTest {

  /// What reading a hostile file of a few kilobytes may allocate, all in all.
  private static final long ALLOCATED_MAX = 8 << 20;

  private final byte[] small = TraceWriter.encode(Samples.small());
  private final ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /// The trace, or null if it was refused in the way that it should be.
  private Trace readOrNull(byte[] file) {
    long before = thread.getCurrentThreadAllocatedBytes();
    try {
      return TraceReader.read(file, "a.trace");
    } catch (BadInput refused) {
      assertTrue(refused.getMessage().startsWith("a.trace: "), refused.getMessage());
      assertFalse(refused.getMessage().contains("\n"), refused.getMessage());
      return null;
    } finally {
      long allocated = thread.getCurrentThreadAllocatedBytes() - before;
      assertTrue(allocated < ALLOCATED_MAX, () -> allocated + " bytes allocated");
    }
  }

  private static String refusal(byte[] file) {
    return assertThrows(BadInput.class, () -> TraceReader.read(file, "a.trace")).getMessage();
  }

  @Test
  void cutAnywhereItIsAPrefixOrRefusedAccordingToTheOneRule() throws IOException {
    Trace whole = Samples.small();
    List<Chunk> chunks = Frames.of(small);
    int usableFrom = 12 + 17 + chunks.get(0).payload().length + 17 + chunks.get(1).payload().length;
    for (int length = 0; length < small.length; length++) {
      Trace read = readOrNull(Arrays.copyOf(small, length));
      assertEquals(length >= usableFrom, read != null, "cut at byte " + length);
      if (read != null) {
        assertTrue(read.truncated());
        assertEquals(usableFrom, read.truncatedAt().orElseThrow());
        assertEquals(whole.header(), read.header());
        assertEquals(whole.image(), read.image());
      }
    }
  }

  @Test
  void aLongRecordingCutAnywhereGivesEverythingUpToTheCut(@TempDir Path folder)
      throws IOException {
    Path file = folder.resolve("run.trace");
    try (TraceWriter writer = TraceWriter.create(file, Samples.HEADER, Bytes.NONE)) {
      for (int i = 0; i < 400; i++) {
        writer.slice(i % 3, 1 + i % 5);
        writer.checkpoint(i);
        writer.flush();
      }
    }
    byte[] bytes = Files.readAllBytes(file);
    int last = 0;
    int header = 12 + 17 + Frames.of(bytes).get(0).payload().length;
    for (int length = header; length <= bytes.length; length++) {
      Trace read = TraceReader.read(Arrays.copyOf(bytes, length), "a.trace");
      int count = read.checkpoints().size();
      assertTrue(count == last || count == last + 1);
      assertEquals(read.schedule().steps(), count == 0 ? 0 : read.checkpoints().getLast().step());
      last = count;
    }
    assertEquals(400, last);
  }

  @Test
  void everyOtherValueOfEveryByteIsNoticed() {
    for (int at = 0; at < small.length; at++) {
      byte[] changed = small.clone();
      for (int value = 1; value < 256; value++) {
        changed[at] = (byte) (small[at] ^ value);
        assertEquals(null, readOrNull(changed), "byte " + at);
      }
    }
  }

  @Test
  void twentyThousandMutationsAreNoticedOrHarmless() {
    Random random = new Random(20_000);
    Trace whole = Samples.small();
    for (int i = 0; i < 20_000; i++) {
      byte[] mutated = mutate(small, random);
      Trace read = readOrNull(mutated);
      if (read != null && !read.truncated()) {
        assertEquals(whole, read);
      }
    }
  }

  @Test
  void contentsMutatedBehindRightChecksAreATraceOrRefused() {
    Random random = new Random(40_000);
    List<Chunk> chunks = Frames.of(small);
    int[] seen = new int[3];
    for (int i = 0; i < 40_000; i++) {
      List<Chunk> hostile = new ArrayList<>(chunks);
      int which = random.nextInt(hostile.size());
      Chunk chunk = hostile.get(which);
      byte[] contents = mutate(chunk.contents(), random);
      if (contents.length > 0) {
        hostile.set(which, Chunk.plain(chunk.type(), contents));
      } else {
        hostile.remove(which);
      }
      Trace read = readOrNull(Frames.file(hostile));
      seen[read == null ? 0 : read.truncated() ? 1 : 2]++;
    }
    assertTrue(seen[0] > 10_000 && seen[2] > 1000, () -> Arrays.toString(seen));
  }

  @Test
  void compressedBytesMutatedBehindRightChecksAreATraceOrRefused() {
    Random random = new Random(10_000);
    TraceBuilder builder = new TraceBuilder();
    for (int i = 0; i < 3000; i++) {
      builder.slice(i % 3, 1 + i % 7);
    }
    Trace trace = builder.build(Samples.HEADER, Bytes.NONE, Samples.verdict(0));
    List<Chunk> chunks = Frames.of(TraceWriter.encode(trace));
    Chunk body = chunks.get(1);
    assertTrue(body.payload().length < body.size());
    for (int i = 0; i < 10_000; i++) {
      byte[] payload = mutate(body.payload(), random);
      int size = random.nextInt(4) == 0 ? random.nextInt() : body.size();
      readOrNull(Frames.file(List.of(chunks.get(0), new Chunk(body.type(), size, payload))));
    }
  }

  private static byte[] mutate(byte[] bytes, Random random) {
    byte[] mutated = bytes.clone();
    for (int count = random.nextInt(4); count >= 0; count--) {
      int at = random.nextInt(mutated.length + 1);
      switch (random.nextInt(5)) {
        case 0 -> mutated = Arrays.copyOf(mutated, at);
        case 1 -> {
          byte[] longer = Arrays.copyOf(mutated, mutated.length + 1);
          System.arraycopy(mutated, at, longer, at + 1, mutated.length - at);
          longer[at] = (byte) random.nextInt();
          mutated = longer;
        }
        case 2 -> {
          for (int i = at; i < Math.min(mutated.length, at + 5); i++) {
            mutated[i] = (byte) 0xff;
          }
        }
        default -> {
          if (at < mutated.length) {
            mutated[at] = (byte) random.nextInt();
          }
        }
      }
    }
    return mutated;
  }

  @Test
  void chunksLeftOutDoubledOrSwappedAreNoticed() {
    TraceBuilder builder = new TraceBuilder();
    byte[] image = new byte[3 * TraceFormat.CHUNK_BYTES_MAX];
    Arrays.fill(image, TraceFormat.CHUNK_BYTES_MAX, image.length, (byte) 1);
    byte[] file =
        TraceWriter.encode(builder.build(Samples.HEADER, Bytes.of(image), Samples.verdict(0)));
    int[] starts = new int[6];
    starts[0] = 12;
    List<Chunk> chunks = Frames.of(file);
    for (int i = 0; i < chunks.size(); i++) {
      starts[i + 1] = starts[i] + 17 + chunks.get(i).payload().length;
    }
    byte[] leftOut = join(file, 0, starts[2], starts[3], file.length);
    byte[] doubled = join(file, 0, starts[3], starts[2], file.length);
    assertTrue(refusal(leftOut).contains("not where it belongs"), refusal(leftOut));
    assertTrue(refusal(doubled).contains("not where it belongs"), refusal(doubled));
  }

  private static byte[] join(byte[] file, int from, int to, int from2, int to2) {
    byte[] joined = Arrays.copyOf(Arrays.copyOfRange(file, from, to), to - from + to2 - from2);
    System.arraycopy(file, from2, joined, to - from, to2 - from2);
    return joined;
  }

  @Test
  void aFileThatIsNoTraceIsCalledThat() {
    assertEquals(
        "a.trace: byte 0: not a Bohr trace: it does not begin like one",
        refusal("#!/bin/sh\necho a script, perhaps\n".getBytes()));
    assertEquals("a.trace: byte 0: not a Bohr trace: it does not begin like one",
        refusal(new byte[0]));
    assertEquals("a.trace: byte 9: the trace ends before its format version",
        refusal(Arrays.copyOf(small, 9)));
  }

  @Test
  void aTraceOfAnotherVersionIsCalledThat() {
    byte[] newer = small.clone();
    newer[8] = 7;
    assertEquals("a.trace: byte 8: trace format version 7; this build reads 1 to 2",
        refusal(newer));
  }

  @Test
  void whatIsMissingIsSaid() {
    assertEquals("a.trace: byte 12: the trace was cut off here: its header is missing",
        refusal(Arrays.copyOf(small, 30)));
    int image = 12 + 17 + Frames.of(small).get(0).payload().length;
    assertEquals("a.trace: byte " + image
            + ": the trace was cut off here: 0 of the 19 bytes of its guest image are there",
        refusal(Arrays.copyOf(small, image + 20)));
  }

  @Test
  void aFileThatCannotBeReadIsSaidToBeSo(@TempDir Path folder) {
    Path none = folder.resolve("none.trace");
    assertEquals(none + ": no such file",
        assertThrows(BadInput.class, () -> TraceReader.read(none)).getMessage());
    assertEquals(folder + ": is a folder, not a trace",
        assertThrows(BadInput.class, () -> TraceReader.read(folder)).getMessage());
  }

  @Test
  void lengthsBeyondTheBoundsAreRefusedBeforeAnythingIsAllocated() {
    for (int size : new int[] {0, -1, Integer.MAX_VALUE, TraceFormat.CHUNK_BYTES_MAX + 1}) {
      assertRefused("are not between 1 and the bound", new Chunk(1, size, new byte[9]));
    }
    assertRefused("are not between 1 and the bound", new Chunk(1, 5, new byte[6]));
  }

  private void assertRefused(String why, Chunk... chunks) {
    byte[] file = Frames.file(List.of(chunks));
    assertEquals(null, readOrNull(file));
    assertTrue(refusal(file).contains(why), refusal(file));
  }

  /// A body chunk that `fill` fills, behind a good header and image.
  private String refusalOfBody(Consumer<Output> fill) {
    Output output = new Output(1000, 1 << 20);
    fill.accept(output);
    List<Chunk> chunks = new ArrayList<>(Frames.of(small).subList(0, 2));
    chunks.add(Chunk.plain(1, output.toBytes()));
    byte[] file = Frames.file(chunks);
    assertEquals(null, readOrNull(file));
    return refusal(file).replaceAll("^a.trace: chunk 3 at byte \\d+: ", "");
  }

  @Test
  void fiveBytesThatAskForGigabytesAreRefused() {
    for (int id : new int[] {18, 19, 20, 23}) {
      String why = refusalOfBody(output -> {
        output.writeByte(id);
        output.writeVarInt(Integer.MAX_VALUE, true);
        output.writeVarInt(Integer.MAX_VALUE, true);
      });
      assertTrue(why.startsWith("the record at its byte 0: a length of 2147483647 where at most"),
          why);
    }
  }

  @Test
  void aLengthBeyondTheChunkIsRefused() {
    assertEquals(
        "the record at its byte 0: a length of 4000 where 1 bytes are left",
        refusalOfBody(output -> {
          output.writeByte(18);
          output.writeVarInt(4000, true);
          output.writeByte(1);
        }));
  }

  @Test
  void noClassCanBeNamed() {
    // What Kryo itself would take as "the class with the following name", and its own classes.
    for (int id = 0; id < 256; id++) {
      if (id >= 16 && id < 27) {
        continue;
      }
      int unknown = id;
      assertEquals(
          "the record at its byte 0: record type " + id + " is unknown",
          refusalOfBody(output -> {
            output.writeByte(unknown);
            output.writeVarInt(0, true);
            output.writeString("java.lang.Runtime");
          }));
    }
  }

  @Test
  void recordsThatContradictEachOtherAreRefused() {
    RecordCodec codec = new RecordCodec();
    TraceRecord verdict = Samples.verdict(0);
    assertEquals("a second header",
        refusalOfBody(output -> codec.encode(output, Samples.HEADER)));
    assertEquals("an event of step 5 stands behind 0 steps",
        refusalOfBody(output -> codec.encode(output, new TraceRecord.Checkpoint(5, 1))));
    assertEquals("a record follows the verdict",
        refusalOfBody(output -> {
          codec.encode(output, verdict);
          codec.encode(output, verdict);
        }));
    assertEquals("a second snapshot point",
        refusalOfBody(output -> {
          codec.encode(output, new TraceRecord.Window(0));
          codec.encode(output, new TraceRecord.Window(0));
        }));
    assertEquals("a number that must be at least 1 is 0",
        refusalOfBody(output -> codec.encode(output, new TraceRecord.Slices(3))));
    assertEquals("a number that must be at least 1 is -1",
        refusalOfBody(output -> codec.encode(output, new TraceRecord.Slices(-1))));
  }

  @Test
  void somethingBehindTheVerdictIsRefused() {
    assertTrue(refusal(Arrays.copyOf(small, small.length + 1))
        .endsWith("something follows the verdict's chunk"));
  }

  @Test
  void aChunkThatUnpacksToSomethingElseThanItSaysIsRefused() {
    byte[] packed = LZ4Factory.safeInstance().fastCompressor().compress(new byte[1000]);
    assertRefused("decompresses to less than the 1001 bytes", new Chunk(1, 1001, packed));
    assertRefused("not an LZ4 block", new Chunk(1, 999, packed));
  }

  @Test
  void aTextThatIsNotUtf8IsRefused() {
    assertEquals("the record at its byte 0: a text that is not UTF-8",
        refusalOfBody(output -> {
          output.writeByte(23);
          output.writeVarInt(1, true);
          output.writeByte(0xff);
        }));
  }
}
