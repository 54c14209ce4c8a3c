package bohr.replay.export;

import java.io.IOException;
import java.io.OutputStream;

/// Writes packets of a Perfetto trace: the messages of `perfetto.protos` with the fields that are
/// used here, by the numbers that `perfetto_trace.proto` gives them. Every packet says all that it
/// needs, names included, so that nothing has to be remembered.
final class PerfettoPackets {

  private static final int TRACE_PACKET = 1;

  /// Of `TracePacket`.
  private static final int TIMESTAMP = 8;

  private static final int SEQUENCE = 10;
  private static final int TRACK_EVENT = 11;
  private static final int SEQUENCE_FLAGS = 13;
  private static final int TRACK_DESCRIPTOR = 60;

  private static final int STATE_CLEARED = 1;
  private static final int OUR_SEQUENCE = 1;

  private final OutputStream out;
  private boolean begun;

  PerfettoPackets(OutputStream out) {
    this.out = out;
  }

  /// What a `TrackEvent` is.
  enum Type {
    SLICE_BEGIN(1),
    SLICE_END(2),
    INSTANT(3);

    private final int number;

    Type(int number) {
      this.number = number;
    }
  }

  /// A `TrackEvent` being put together.
  static final class Event {

    private static final int ANNOTATION = 4;
    private static final int TYPE = 9;
    private static final int TRACK = 11;
    private static final int CATEGORY = 22;
    private static final int NAME = 23;
    private static final int FLOW = 47;
    private static final int LAST_OF_FLOW = 48;

    /// Of `DebugAnnotation`.
    private static final int UNSIGNED = 3;

    private static final int TEXT = 6;
    private static final int ANNOTATION_NAME = 10;

    private final Message fields = new Message();

    Event(Type type, long track) {
      fields.number(TYPE, type.number).number(TRACK, track);
    }

    Event named(String category, String name) {
      fields.text(CATEGORY, category).text(NAME, name);
      return this;
    }

    /// Says more; nothing if the text is empty.
    Event note(String name, String text) {
      if (!text.isEmpty()) {
        Message note = new Message().text(ANNOTATION_NAME, name).text(TEXT, text);
        fields.message(ANNOTATION, note);
      }
      return this;
    }

    Event note(String name, long number) {
      Message note = new Message().text(ANNOTATION_NAME, name).number(UNSIGNED, number);
      fields.message(ANNOTATION, note);
      return this;
    }

    /// An arrow begins here.
    Event from(long flow) {
      fields.fixed(FLOW, flow);
      return this;
    }

    /// An arrow ends here.
    Event to(long flow) {
      fields.fixed(LAST_OF_FLOW, flow);
      return this;
    }
  }

  /// Writes an event.
  void write(long time, Event event) throws IOException {
    packet(new Message().number(TIMESTAMP, time).message(TRACK_EVENT, event.fields));
  }

  /// Writes a `TrackDescriptor`.
  void track(Message descriptor) throws IOException {
    packet(new Message().message(TRACK_DESCRIPTOR, descriptor));
  }

  private void packet(Message packet) throws IOException {
    packet.number(SEQUENCE, OUR_SEQUENCE);
    if (!begun) {
      packet.number(SEQUENCE_FLAGS, STATE_CLEARED);
      begun = true;
    }
    packet.writeTo(out, TRACE_PACKET);
  }
}
