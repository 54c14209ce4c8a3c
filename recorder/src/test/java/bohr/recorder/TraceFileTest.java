package bohr.recorder;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bohr.recorder.TraceArbitraries.Happening;
import bohr.recorder.TraceRecord.Verdict;
import com.esotericsoftware.kryo.util.Util;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TraceFileTest {

  @TempDir Path folder;

  @Provide
  Arbitrary<Trace> traces() {
    return TraceArbitraries.traces();
  }

  @Provide
  Arbitrary<List<Happening>> happenings() {
    return TraceArbitraries.happenings();
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void whatIsWrittenReadsBackEqual(@ForAll("traces") Trace trace) {
    byte[] bytes = TraceWriter.encode(trace);
    Trace read = TraceReader.read(bytes, "a.trace");
    assertEquals(trace, read);
    assertArrayEquals(bytes, TraceWriter.encode(read));
  }

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void recordingToAFileAndRecordingInMemoryAgree(@ForAll("happenings") List<Happening> happenings)
      throws IOException {
    Path file = Files.createTempFile("bohr", ".trace");
    try {
      TraceBuilder builder = new TraceBuilder();
      happenings.forEach(each -> each.tell(builder));
      Verdict verdict = Samples.verdict(1);
      try (TraceWriter writer = TraceWriter.create(file, Samples.HEADER, Bytes.NONE)) {
        happenings.forEach(each -> each.tell(writer));
        assertEquals(builder.steps(), writer.steps());
        writer.finish(verdict);
      }
      assertEquals(
          builder.build(Samples.HEADER, Bytes.NONE, verdict), TraceReader.read(file));
    } finally {
      Files.delete(file);
    }
  }

  @Test
  void aWholeTraceAppearsUnderItsNameAndLeavesNothingBeside() throws IOException {
    Path file = folder.resolve("found.trace");
    Files.writeString(file, "an older one");
    TraceWriter.write(file, Samples.small());
    assertEquals(Samples.small(), TraceReader.read(file));
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(List.of(file), files.toList());
    }
  }

  @Test
  void aTraceThatCannotBePlacedLeavesNothingBehind() throws IOException {
    Path file = folder.resolve("found.trace");
    Files.createDirectories(file.resolve("in-the-way"));
    assertThrows(IOException.class, () -> TraceWriter.write(file, Samples.small()));
    assertFalse(Files.exists(folder.resolve("found.trace.part")));
  }

  @Test
  void anImageOfSeveralChunksReadsBack() {
    byte[] image = new byte[2 * TraceFormat.CHUNK_BYTES_MAX + 5];
    new Random(1).nextBytes(image);
    Trace trace = new TraceBuilder().build(Samples.HEADER, Bytes.of(image), Samples.verdict(0));
    assertEquals(trace, TraceReader.read(TraceWriter.encode(trace), "a.trace"));
  }

  @Test
  void anImageThatIsTooLongIsNotWritten() {
    Bytes image = Bytes.of(new byte[TraceFormat.IMAGE_BYTES_MAX + 1]);
    Path file = folder.resolve("a.trace");
    assertThrows(
        IllegalArgumentException.class, () -> TraceWriter.create(file, Samples.HEADER, image));
  }

  @Test
  void aRecordingThatIsNeverClosedCanBeReadUpToItsLastChunk() throws IOException {
    Path file = folder.resolve("run.trace");
    Bytes image = Bytes.of(new byte[5000]);
    TraceWriter abandoned = TraceWriter.create(file, Samples.HEADER, image);
    Trace nothingYet = TraceReader.read(file);
    assertTrue(nothingYet.truncated());
    assertEquals(image, nothingYet.image());
    assertEquals(Schedule.EMPTY, nothingYet.schedule());
    Schedule.Builder told = Schedule.builder();
    Random random = new Random(7);
    for (int i = 0; i < 300_000; i++) {
      int agent = random.nextInt(5);
      int value = Math.max(0, random.nextInt(40) - 36);
      int steps = 1 + random.nextInt(300);
      for (RecordingSink sink : List.of(abandoned, told)) {
        sink.choice(agent, value);
        sink.slice(agent, steps);
      }
    }
    Trace read = TraceReader.read(file);
    assertTrue(read.truncated());
    assertEquals(Files.size(file), read.truncatedAt().orElseThrow());
    assertPrefix(told.build(), read.schedule());
    // No more than a chunk, and the block that was being filled, are lost.
    assertTrue(read.schedule().slices() > 200_000, () -> "" + read.schedule().slices());
    abandoned.flush();
    assertEquals(told.build(), TraceReader.read(file).schedule());
    abandoned.close();
    assertTrue(TraceReader.read(file).truncated());
  }

  @Test
  void aLongSliceReachesTheFileOnItsOwn() throws IOException {
    Path file = folder.resolve("run.trace");
    try (TraceWriter writer = TraceWriter.create(file, Samples.HEADER, Bytes.NONE)) {
      writer.slice(0, TraceFormat.CHUNK_STEPS_FULL - 1);
      assertEquals(0, TraceReader.read(file).schedule().steps());
      writer.slice(0, 1);
      assertEquals(TraceFormat.CHUNK_STEPS_FULL, TraceReader.read(file).schedule().steps());
    }
  }

  @Test
  void nothingIsRecordedBehindTheVerdict() throws IOException {
    Path file = folder.resolve("run.trace");
    try (TraceWriter writer = TraceWriter.create(file, Samples.HEADER, Bytes.NONE)) {
      writer.finish(Samples.verdict(0));
      assertThrows(IllegalStateException.class, () -> writer.checkpoint(0));
    }
    assertFalse(TraceReader.read(file).truncated());
  }

  @Test
  void whatIsOutOfOrderIsNotRecorded() throws IOException {
    try (TraceWriter writer =
        TraceWriter.create(folder.resolve("run.trace"), Samples.HEADER, Bytes.NONE)) {
      for (RecordingSink sink : List.of(writer, new TraceBuilder())) {
        sink.slice(0, 1);
        sink.checkpoint(1);
        assertThrows(IllegalArgumentException.class, () -> sink.checkpoint(1));
        sink.slice(0, 1);
        sink.input("console", Bytes.NONE);
        assertThrows(IllegalArgumentException.class, () -> sink.checkpoint(2));
        assertThrows(IllegalArgumentException.class, () -> sink.slice(64, 1));
        assertThrows(IllegalArgumentException.class, () -> sink.slice(0, -1));
        assertThrows(IllegalArgumentException.class, () -> sink.choice(0, -1));
      }
    }
  }

  @Test
  void aTraceWithoutVerdictIsNotWrittenAsAWholeOne() {
    Trace cut = new TraceBuilder().build(Samples.HEADER, Optional.empty(), Bytes.NONE,
        Optional.empty(), TraceStates.NONE, OptionalLong.of(99));
    assertThrows(IllegalArgumentException.class, () -> TraceWriter.encode(cut));
  }

  @Test
  void slicesOfOneStepTakeOneByte() {
    Random random = new Random(3);
    TraceBuilder builder = new TraceBuilder();
    for (int i = 0; i < 100_000; i++) {
      builder.slice(random.nextInt(6), 1);
    }
    Trace trace = builder.build(Samples.HEADER, Bytes.NONE, Samples.verdict(0));
    int slices = trace.schedule().slices();
    assertTrue(TraceWriter.encode(trace).length < slices + 1500);
  }

  @Test
  void kryoDoesNotUseUnsafe() {
    new RecordCodec();
    assertFalse(Util.unsafe);
  }

  @Test
  void oneChunkIsHandedOnInOneWrite() throws IOException {
    int[] writes = new int[1];
    ByteArrayOutputStream out = new ByteArrayOutputStream() {
      @Override
      public synchronized void write(byte[] bytes, int offset, int length) {
        writes[0]++;
        super.write(bytes, offset, length);
      }
    };
    ChunkWriter writer = new ChunkWriter(out);
    int before = writes[0];
    writer.write(TraceFormat.RECORDS, new byte[1000], 0, 1000);
    assertEquals(1, writes[0] - before);
  }

  private static void assertPrefix(Schedule whole, Schedule prefix) {
    for (int i = 0; i < prefix.slices(); i++) {
      assertEquals(whole.agent(i), prefix.agent(i));
      boolean last = i == prefix.slices() - 1;
      assertTrue(last ? prefix.steps(i) <= whole.steps(i) : prefix.steps(i) == whole.steps(i));
    }
    for (int i = 0; i < prefix.values(); i++) {
      int agent = prefix.valueAgent(i);
      assertEquals(whole.valueAt(agent, prefix.valueOrdinal(i)), prefix.value(i));
    }
  }
}
