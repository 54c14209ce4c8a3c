package bohr.emulator.device.virtio;

import bohr.emulator.device.virtio.Question.AvailableIndex;
import bohr.emulator.device.virtio.Question.DriverEvent;
import bohr.emulator.device.virtio.Question.Head;
import bohr.emulator.device.virtio.QueuePhase.Ask;
import bohr.emulator.device.virtio.QueuePhase.Begin;
import bohr.emulator.device.virtio.QueuePhase.Break;
import bohr.emulator.device.virtio.QueuePhase.Doze;
import bohr.emulator.device.virtio.QueuePhase.Open;
import bohr.emulator.device.virtio.QueuePhase.ReadVector;
import bohr.emulator.device.virtio.QueuePhase.Tell;

/// The packed virtqueue (virtio 1.2 §2.8): one ring of descriptors {address, length, id, flags}
/// that both sides write, and for each side a word {offset and wrap counter, flags} in which it
/// says when it wants to be notified.
///
/// A descriptor is read, and so seen, as a whole.
final class PackedRing implements RingFormat {

  private static final int AVAILABLE = 1 << 7;
  private static final int USED = 1 << 15;
  private static final int WRITTEN = 1 << 1;
  private static final int ID_AND_LENGTH = 8;
  private static final int FLAGS = 14;
  private static final int EVENTS_ENABLE = 0;
  private static final int EVENTS_DISABLE = 1;
  private static final int EVENTS_AT_DESCRIPTOR = 2;
  private static final int WRAP_SHIFT = 15;

  @Override
  public QueuePhase look(Session session) {
    Table table = Table.of(session.ring(), session.cursor().available());
    return new Ask(session, new Question.Element(table, Chain.EMPTY));
  }

  @Override
  public QueuePhase answered(Session session, Question question, byte[] data) {
    return switch (question) {
      case Question.Element(Table table, Chain chain) ->
          element(session, table, chain, Element.packed(data));
      case DriverEvent event -> notified(session, event, (int) Bytes.get(data, 0, 4));
      case AvailableIndex _, Head _, Question.Data _ ->
          throw new IllegalArgumentException("not a question of the ring");
    };
  }

  private QueuePhase element(Session session, Table table, Chain chain, Element element) {
    if (table.indirect()) {
      return indirectElement(session, table, chain, element);
    }
    if (chain.slots() == 0 && !available(session.cursor(), element.flags())) {
      return nothing(session);
    }
    Break broken = new Break(session.cursor());
    Chain counted = chain.slot(element.next());
    if (element.isIndirect()) {
      boolean allowed = session.ring().indirect() && chain.slots() == 0 && !element.hasNext();
      Table indirect = allowed ? Table.indirect(element.address(), element.length()) : null;
      return indirect == null ? broken : new Ask(session, new Question.Element(indirect, counted));
    }
    if (!counted.accepts(element.segment())) {
      return broken;
    }
    Chain longer = counted.with(element.segment());
    if (!element.hasNext()) {
      return new Begin(session, longer);
    }
    Table next = table.next((table.index() + 1) % table.entries());
    return next == null ? broken : new Ask(session, new Question.Element(next, longer));
  }

  /// §2.8.7: in an indirect table the flag WRITE alone counts, and its length is that of the
  /// buffer.
  private static QueuePhase indirectElement(
      Session session, Table table, Chain chain, Element element) {
    if (!chain.accepts(element.segment())) {
      return new Break(session.cursor());
    }
    Chain longer = chain.with(element.segment());
    Table next = table.next(table.index() + 1);
    return next == null
        ? new Begin(session, longer)
        : new Ask(session, new Question.Element(next, longer));
  }

  /// §2.8.1: AVAIL is as the wrap counter, and USED is not.
  private static boolean available(Cursor cursor, int flags) {
    return (flags & AVAILABLE) != 0 == cursor.availableWrap()
        && (flags & USED) != 0 != cursor.availableWrap();
  }

  /// Before the device sleeps it asks to be told of the next buffer (§2.8.10), and looks once more:
  /// the driver may have been quicker.
  private QueuePhase nothing(Session session) {
    if (session.armed()) {
      return new Doze(session.cursor());
    }
    Ring ring = session.ring();
    Cursor cursor = session.cursor();
    long position = cursor.available() | (cursor.availableWrap() ? 1L << WRAP_SHIFT : 0);
    long event = ring.eventIndex() ? EVENTS_AT_DESCRIPTOR << 16 | position : EVENTS_ENABLE;
    return new Tell(session.grant(), ring.device(), event, 4, look(session.whenArmed()));
  }

  @Override
  public QueuePhase give(Session session, Chain chain, long written) {
    Ring ring = session.ring();
    Cursor before = session.cursor();
    Session after = session.at(before.skip(chain.slots(), ring.size()));
    Ask ask = new Ask(after, new DriverEvent(ring.driver(), 4, before, chain.slots()));
    int flags = (before.usedWrap() ? AVAILABLE | USED : 0) | (written > 0 ? WRITTEN : 0);
    long slot = ring.descriptors() + (long) Table.ELEMENT_BYTES * before.used();
    Tell mark = new Tell(session.grant(), slot + FLAGS, flags, 2, ask);
    long lengthAndId = (long) chain.id() << 32 | written & 0xffff_ffffL;
    return new Tell(session.grant(), slot + ID_AND_LENGTH, lengthAndId, 6, mark);
  }

  private static QueuePhase notified(Session session, DriverEvent event, int value) {
    Open open = new Open(session.ring(), session.cursor());
    int flags = value >>> 16 & 3;
    boolean wanted =
        flags == EVENTS_AT_DESCRIPTOR && session.ring().eventIndex()
            ? passes(session.ring(), event, value & 0xffff)
            : flags != EVENTS_DISABLE;
    return wanted ? new ReadVector(false, open) : open;
  }

  /// Whether the descriptors just used include the one that the driver waits for. A position whose
  /// wrap counter is not the present one lies in the next lap.
  private static boolean passes(Ring ring, DriverEvent event, int position) {
    Cursor before = event.before();
    boolean sameLap = position >>> WRAP_SHIFT != 0 == before.usedWrap();
    int offset = (position & (1 << WRAP_SHIFT) - 1) + (sameLap ? 0 : ring.size());
    return offset >= before.used() && offset < before.used() + event.slots();
  }
}
