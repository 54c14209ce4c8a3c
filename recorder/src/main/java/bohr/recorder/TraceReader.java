package bohr.recorder;

import bohr.emulator.input.BadInput;
import bohr.recorder.TraceRecord.Checkpoint;
import bohr.recorder.TraceRecord.Code;
import bohr.recorder.TraceRecord.Codes;
import bohr.recorder.TraceRecord.Header;
import bohr.recorder.TraceRecord.Image;
import bohr.recorder.TraceRecord.Kernel;
import bohr.recorder.TraceRecord.Slices;
import bohr.recorder.TraceRecord.State;
import bohr.recorder.TraceRecord.Values;
import bohr.recorder.TraceRecord.Verdict;
import bohr.recorder.TraceRecord.Window;
import com.esotericsoftware.kryo.KryoException;
import com.esotericsoftware.kryo.io.Input;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Reads a trace. Every byte is hostile: what cannot be used is a [BadInput], and nothing else ever
/// leaves this class.
///
/// One rule decides what becomes of a file that ends too early: **a file that ends anywhere behind
/// the guest image gives the prefix up to its last whole chunk, and says where that ends; a file
/// that ends before is refused.** Damage is never taken for an early end.
public final class TraceReader {

  private final RecordCodec codec = new RecordCodec();
  private final TraceBuilder trace = new TraceBuilder();
  private final ChunkReader chunks;
  private Verdict verdict;
  private final TraceLimits limits = new TraceLimits();
  private final List<TraceStates.Place> places = new ArrayList<>();
  private boolean windowed;

  /// The state whose bytes come next; null if none does.
  private State announced;

  private TraceReader(ChunkReader chunks) {
    this.chunks = chunks;
  }

  /// Reads the trace in `file`.
  ///
  /// @throws BadInput if there is none that can be used
  public static Trace read(Path file) {
    if (Files.isDirectory(file)) {
      throw new BadInput(file.toString(), "", "is a folder, not a trace");
    }
    TraceStates.Source source = () -> Files.newInputStream(file);
    try (InputStream in = new BufferedInputStream(source.open(), 1 << 16)) {
      return read(in, file.toString(), source);
    } catch (NoSuchFileException e) {
      throw new BadInput(file.toString(), "", "no such file");
    } catch (AccessDeniedException e) {
      throw new BadInput(file.toString(), "", "may not be read");
    } catch (IOException e) {
      throw new BadInput(file.toString(), "", "cannot be read: " + e.getMessage());
    }
  }

  /// Reads the trace whose file has these bytes.
  ///
  /// @param name what to call it in messages
  /// @throws BadInput if it cannot be used
  public static Trace read(byte[] bytes, String name) {
    try {
      TraceStates.Source source = () -> new ByteArrayInputStream(bytes);
      return read(source.open(), name, source);
    } catch (IOException e) {
      throw new BadInput(name, "", "cannot be read: " + e.getMessage());
    }
  }

  private static Trace read(InputStream in, String name, TraceStates.Source source)
      throws IOException {
    return new TraceReader(new ChunkReader(in, name)).read(name, source);
  }

  private Trace read(String name, TraceStates.Source source) throws IOException {
    if (!chunks.next()) {
      throw chunks.missing("its header is missing");
    }
    Input first = records();
    if (!(record(first) instanceof Header bare)) {
      throw chunks.bad("does not begin with a header");
    }
    TraceRecord second = record(first);
    Header header = second instanceof Codes(List<Code> models) ? bare.with(models) : bare;
    TraceRecord subject = second instanceof Codes ? record(first) : second;
    Optional<Kernel> kernel = subject instanceof Kernel k ? Optional.of(k) : Optional.empty();
    if (!(subject instanceof Image) && kernel.isEmpty() || first.position() < first.limit()) {
      throw chunks.bad("does not hold a header, a kernel's machine or the announcement of an image,"
          + " and nothing else");
    }
    Bytes image = subject instanceof Image(int length) ? image(length) : Bytes.NONE;
    while (verdict == null && chunks.next()) {
      chunk();
    }
    TraceStates states = places.isEmpty()
        ? TraceStates.NONE : new TraceStates(name, source, places);
    if (verdict == null) {
      return trace.build(
          header, kernel, image, Optional.empty(), states, OptionalLong.of(chunks.end()));
    }
    if (!chunks.exhausted()) {
      throw chunks.bad("something follows the verdict's chunk");
    }
    return trace.build(
        header, kernel, image, Optional.of(verdict), states, OptionalLong.empty());
  }

  private void chunk() throws IOException {
    for (Input input = records(); input.position() < input.limit(); ) {
      TraceRecord record = record(input);
      if (announced != null) {
        throw chunks.bad("a record follows that of a state in its chunk");
      }
      try {
        accept(record);
      } catch (IllegalArgumentException e) {
        throw chunks.bad(e.getMessage());
      }
    }
    if (announced != null) {
      passState();
    }
  }

  /// Passes the bytes of a state, and remembers where they are. A state that was cut off is none.
  private void passState() throws IOException {
    TraceStates.Place place = chunks.place(announced, limits.inputs());
    for (long left = announced.bytes(); left > 0; ) {
      if (!chunks.next()) {
        return;
      }
      int part = TraceFormat.part(left);
      chunks.requireState(part);
      left -= part;
    }
    announced = null;
    places.add(place);
  }

  private Bytes image(int length) throws IOException {
    ByteArrayOutputStream image = new ByteArrayOutputStream();
    while (image.size() < length) {
      if (!chunks.next()) {
        throw chunks.missing(
            image.size() + " of the " + length + " bytes of its guest image are there");
      }
      int part = TraceFormat.part(length - image.size());
      byte[] contents = chunks.contents();
      if (chunks.type() != TraceFormat.IMAGE || contents.length != part) {
        throw chunks.bad("is not the next " + part + " bytes of the guest image");
      }
      image.write(contents);
    }
    return Bytes.owning(image.toByteArray());
  }

  private Input records() {
    if (chunks.type() != TraceFormat.RECORDS) {
      throw chunks.bad("is of type " + chunks.type() + "; expected records");
    }
    return new Input(chunks.contents());
  }

  private TraceRecord record(Input input) {
    int at = input.position();
    try {
      return codec.decode(input);
    } catch (KryoException | IllegalArgumentException e) {
      throw chunks.bad("the record at its byte " + at + ": " + e.getMessage());
    }
  }

  private void accept(TraceRecord record) {
    if (verdict != null) {
      throw new IllegalArgumentException("a record follows the verdict");
    }
    switch (record) {
      case Header _, Codes _, Image _, Kernel _ ->
          throw new IllegalArgumentException("a second header");
      case Slices slices -> accept(slices);
      case Values some -> accept(some);
      case TraceRecord.Input input -> {
        here(input.step());
        limits.input(input.step(), input.bytes().length());
        trace.input(input.source(), input.bytes());
      }
      case Checkpoint checkpoint -> {
        here(checkpoint.step());
        limits.checkpoint(checkpoint.step());
        trace.checkpoint(checkpoint.digest());
      }
      case State state -> {
        here(state.step());
        limits.state(state.step());
        announced = state;
      }
      case Window window -> {
        here(window.step());
        if (windowed) {
          throw new IllegalArgumentException("a second snapshot point");
        }
        windowed = true;
        trace.window();
      }
      case Verdict last -> verdict = last;
    }
  }

  private void accept(Slices slices) {
    for (long word : slices.words()) {
      trace.slice((int) word & Schedule.AGENT_MASK, atLeastOne(word >> Schedule.AGENT_BITS));
    }
  }

  private void accept(Values some) {
    for (int i = 0; i < some.values().length; i++) {
      long gap = some.gaps()[i];
      int value = (int) atLeastOne(some.values()[i]);
      trace.value((int) gap & Schedule.AGENT_MASK, gap >> Schedule.AGENT_BITS, value);
    }
  }

  /// Steps are told twice, by the slices so far and by the event itself; they must agree.
  private void here(long step) {
    if (step != trace.steps()) {
      throw new IllegalArgumentException(
          "an event of step " + step + " stands behind " + trace.steps() + " steps");
    }
  }

  private static long atLeastOne(long number) {
    if (number < 1) {
      throw new IllegalArgumentException("a number that must be at least 1 is " + number);
    }
    return number;
  }
}
