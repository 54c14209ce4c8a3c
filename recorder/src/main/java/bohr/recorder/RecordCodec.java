package bohr.recorder;

import bohr.recorder.TraceRecord.Checkpoint;
import bohr.recorder.TraceRecord.Code;
import bohr.recorder.TraceRecord.Codes;
import bohr.recorder.TraceRecord.FileReference;
import bohr.recorder.TraceRecord.Header;
import bohr.recorder.TraceRecord.Image;
import bohr.recorder.TraceRecord.Kernel;
import bohr.recorder.TraceRecord.Slices;
import bohr.recorder.TraceRecord.State;
import bohr.recorder.TraceRecord.Values;
import bohr.recorder.TraceRecord.Verdict;
import bohr.recorder.TraceRecord.Window;
import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.KryoException;
import com.esotericsoftware.kryo.Registration;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.util.ArrayList;
import java.util.List;

/// The layout of each record: one byte that says which, then its fields, encoded by Kryo.
///
/// Kryo 5.6.2 by itself cannot be given hostile bytes. Five of them make its serializers of strings
/// and arrays allocate two gigabytes, and a class that is named in the input is looked up before it
/// is refused. So the byte that says which record it is is looked up here, in a closed list; every
/// serializer is our own; and all of them read lengths through [Fields], which checks them first.
final class RecordCodec {

  /// Kryo keeps the ids below this for its own classes, whose serializers we do not trust.
  private static final int FIRST_ID = 16;

  static {
    // Kryo looks at this once, when it loads. It would win nothing here by sun.misc.Unsafe, and
    // the JVM prints a warning for whoever uses that.
    if (System.getProperty("kryo.unsafe") == null) {
      System.setProperty("kryo.unsafe", "false");
    }
  }

  private final Kryo kryo = new Kryo();

  RecordCodec() {
    kryo.setRegistrationRequired(true);
    kryo.setReferences(false);
    kryo.setMaxDepth(2);
    // The ids are part of the format: never change one, never use one again.
    kryo.register(Header.class, new HeaderSerializer(), FIRST_ID);
    kryo.register(Image.class, new ImageSerializer(), FIRST_ID + 1);
    kryo.register(Slices.class, new SlicesSerializer(), FIRST_ID + 2);
    kryo.register(Values.class, new ValuesSerializer(), FIRST_ID + 3);
    kryo.register(TraceRecord.Input.class, new InputSerializer(), FIRST_ID + 4);
    kryo.register(Checkpoint.class, new CheckpointSerializer(), FIRST_ID + 5);
    kryo.register(Window.class, new WindowSerializer(), FIRST_ID + 6);
    kryo.register(Verdict.class, new VerdictSerializer(), FIRST_ID + 7);
    kryo.register(Kernel.class, new KernelSerializer(), FIRST_ID + 8);
    kryo.register(State.class, new StateSerializer(), FIRST_ID + 9);
    kryo.register(Codes.class, new CodesSerializer(), FIRST_ID + 10);
  }

  void encode(Output output, TraceRecord record) {
    output.writeByte(kryo.getRegistration(record.getClass()).getId());
    kryo.writeObject(output, record);
  }

  /// The next record of `input`, which holds the contents of one chunk and nothing else.
  ///
  /// @throws KryoException or IllegalArgumentException if there is none, with the reason
  TraceRecord decode(Input input) {
    int id = input.readByteUnsigned();
    Registration registration = id < FIRST_ID ? null : kryo.getRegistration(id);
    if (registration == null) {
      throw new KryoException("record type " + id + " is unknown");
    }
    Class<?> type = registration.getType();
    return kryo.readObject(input, type.asSubclass(TraceRecord.class));
  }

  /// A serializer of one of our records, which are never null and never change.
  private abstract static class RecordSerializer<T extends TraceRecord> extends Serializer<T> {

    RecordSerializer() {
      super(false, true);
    }

    abstract void write(Output output, T record);

    abstract T read(Input input);

    @Override
    public final void write(Kryo kryo, Output output, T record) {
      write(output, record);
    }

    @Override
    public final T read(Kryo kryo, Input input, Class<? extends T> type) {
      return read(input);
    }
  }

  private static final class HeaderSerializer extends RecordSerializer<Header> {

    @Override
    void write(Output output, Header header) {
      Fields.writeText(output, header.scenario());
      Fields.writeText(output, header.scenarioYaml());
      Fields.writeText(output, header.variant());
      output.writeVarInt(header.overrides().size(), true);
      header.overrides().forEach(each -> Fields.writeText(output, each));
      output.writeLong(header.scenarioDigest());
      Fields.writeText(output, header.memoryModel());
      Fields.writeText(output, header.strategy());
      output.writeLong(header.seed());
      output.writeLong(header.scheduleIndex());
      Fields.writeText(output, header.builtBy());
    }

    @Override
    Header read(Input input) {
      return new Header(
          Fields.readText(input, TraceFormat.WORD_BYTES_MAX),
          Fields.readText(input, TraceFormat.SCENARIO_BYTES_MAX),
          Fields.readText(input, TraceFormat.WORD_BYTES_MAX),
          overrides(input),
          input.readLong(),
          Fields.readText(input, TraceFormat.WORD_BYTES_MAX),
          Fields.readText(input, TraceFormat.WORD_BYTES_MAX),
          input.readLong(),
          input.readLong(),
          Fields.readText(input, TraceFormat.WORD_BYTES_MAX));
    }

    private static List<String> overrides(Input input) {
      int count = Fields.readCount(input, TraceFormat.OVERRIDES_MAX, 1);
      List<String> overrides = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        overrides.add(Fields.readText(input, TraceFormat.WORD_BYTES_MAX));
      }
      return overrides;
    }
  }

  private static final class CodesSerializer extends RecordSerializer<Codes> {

    @Override
    void write(Output output, Codes codes) {
      output.writeVarInt(codes.models().size(), true);
      for (Code code : codes.models()) {
        Fields.writeText(output, code.model());
        Fields.writeBytes(output, code.sha256().shared());
      }
    }

    @Override
    Codes read(Input input) {
      int count = Fields.readCount(
          input, TraceFormat.DEVICES_MAX, 2 + FileReference.SHA256_BYTES);
      List<Code> models = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        models.add(new Code(
            Fields.readText(input, TraceFormat.WORD_BYTES_MAX),
            Bytes.owning(Fields.readBytes(input, FileReference.SHA256_BYTES))));
      }
      return new Codes(models);
    }
  }

  private static final class KernelSerializer extends RecordSerializer<Kernel> {

    @Override
    void write(Output output, Kernel kernel) {
      KernelCodec.write(output, kernel);
    }

    @Override
    Kernel read(Input input) {
      return KernelCodec.read(input);
    }
  }

  private static final class StateSerializer extends RecordSerializer<State> {

    @Override
    void write(Output output, State state) {
      output.writeVarLong(state.step(), true);
      output.writeLong(state.digest());
      output.writeVarInt(state.partsBytes(), true);
      output.writeVarLong(state.memoryBytes(), true);
      output.writeVarInt(state.choices().length, true);
      for (long count : state.choices()) {
        output.writeVarLong(count, true);
      }
    }

    @Override
    State read(Input input) {
      long step = input.readVarLong(true);
      long digest = input.readLong();
      int partsBytes = input.readVarInt(true);
      long memoryBytes = input.readVarLong(true);
      long[] choices = new long[Fields.readCount(input, TraceFormat.AGENTS_MAX, 1)];
      for (int i = 0; i < choices.length; i++) {
        choices[i] = input.readVarLong(true);
      }
      return new State(step, digest, partsBytes, memoryBytes, choices);
    }
  }

  private static final class ImageSerializer extends RecordSerializer<Image> {

    @Override
    void write(Output output, Image image) {
      output.writeVarInt(image.length(), true);
    }

    @Override
    Image read(Input input) {
      return new Image(input.readVarInt(true));
    }
  }

  private static final class SlicesSerializer extends RecordSerializer<Slices> {

    @Override
    void write(Output output, Slices slices) {
      output.writeVarInt(slices.words().length, true);
      for (long word : slices.words()) {
        output.writeVarLong(word, true);
      }
    }

    @Override
    Slices read(Input input) {
      long[] words = new long[Fields.readCount(input, TraceFormat.BLOCK_MAX, 1)];
      for (int i = 0; i < words.length; i++) {
        words[i] = input.readVarLong(true);
      }
      return new Slices(words);
    }
  }

  private static final class ValuesSerializer extends RecordSerializer<Values> {

    @Override
    void write(Output output, Values record) {
      output.writeVarInt(record.values().length, true);
      for (int i = 0; i < record.values().length; i++) {
        output.writeVarLong(record.gaps()[i], true);
        output.writeVarInt(record.values()[i], true);
      }
    }

    @Override
    Values read(Input input) {
      int count = Fields.readCount(input, TraceFormat.BLOCK_MAX, 2);
      long[] gaps = new long[count];
      int[] values = new int[count];
      for (int i = 0; i < count; i++) {
        gaps[i] = input.readVarLong(true);
        values[i] = input.readVarInt(true);
      }
      return new Values(gaps, values);
    }
  }

  private static final class InputSerializer extends RecordSerializer<TraceRecord.Input> {

    @Override
    void write(Output output, TraceRecord.Input record) {
      output.writeVarLong(record.step(), true);
      Fields.writeText(output, record.source());
      Fields.writeBytes(output, record.bytes().shared());
    }

    @Override
    TraceRecord.Input read(Input input) {
      return new TraceRecord.Input(
          input.readVarLong(true),
          Fields.readText(input, TraceFormat.WORD_BYTES_MAX),
          Bytes.owning(Fields.readBytes(input, TraceFormat.INPUT_BYTES_MAX)));
    }
  }

  private static final class CheckpointSerializer extends RecordSerializer<Checkpoint> {

    @Override
    void write(Output output, Checkpoint checkpoint) {
      output.writeVarLong(checkpoint.step(), true);
      output.writeLong(checkpoint.digest());
    }

    @Override
    Checkpoint read(Input input) {
      return new Checkpoint(input.readVarLong(true), input.readLong());
    }
  }

  private static final class WindowSerializer extends RecordSerializer<Window> {

    @Override
    void write(Output output, Window window) {
      output.writeVarLong(window.step(), true);
    }

    @Override
    Window read(Input input) {
      return new Window(input.readVarLong(true));
    }
  }

  private static final class VerdictSerializer extends RecordSerializer<Verdict> {

    @Override
    void write(Output output, Verdict verdict) {
      Fields.writeText(output, verdict.kind());
      Fields.writeText(output, verdict.oracle());
      Fields.writeText(output, verdict.clause());
      Fields.writeText(output, verdict.message());
      Fields.writeText(output, verdict.place());
      output.writeVarInt(verdict.agent() + 1, true);
      output.writeVarLong(verdict.step(), true);
      output.writeLong(verdict.digest());
      output.writeLong(verdict.consoleDigest());
    }

    @Override
    Verdict read(Input input) {
      return new Verdict(
          Fields.readText(input, TraceFormat.WORD_BYTES_MAX),
          Fields.readText(input, TraceFormat.WORD_BYTES_MAX),
          Fields.readText(input, TraceFormat.MESSAGE_BYTES_MAX),
          Fields.readText(input, TraceFormat.MESSAGE_BYTES_MAX),
          Fields.readText(input, TraceFormat.MESSAGE_BYTES_MAX),
          input.readVarInt(true) - 1,
          input.readVarLong(true),
          input.readLong(),
          input.readLong());
    }
  }
}
