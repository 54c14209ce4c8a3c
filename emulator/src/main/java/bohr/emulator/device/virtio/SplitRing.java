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

/// The split virtqueue (virtio 1.2 §2.7): a table of descriptors, a ring of available buffers that
/// the driver writes {flags, idx, ring[size], used_event}, and a ring of used ones that the device
/// writes {flags, idx, ring[size] of {id, len}, avail_event}.
///
/// The device never asks for fewer notifications while it is busy: with EVENT_IDX the driver stays
/// silent by itself until `avail_event` moves on, and without it a kick too many costs little.
final class SplitRing implements RingFormat {

  private static final int INDEX = 2;
  private static final int ENTRIES = 4;
  private static final int NO_INTERRUPT = 1;

  @Override
  public QueuePhase look(Session session) {
    Ring ring = session.ring();
    Cursor cursor = session.cursor();
    if (cursor.available() == cursor.seen()) {
      return new Ask(session, new AvailableIndex(ring.driver() + INDEX));
    }
    long slot = cursor.available() & ring.size() - 1;
    return new Ask(session, new Head(ring.driver() + ENTRIES + 2 * slot));
  }

  @Override
  public QueuePhase answered(Session session, Question question, byte[] data) {
    return switch (question) {
      case AvailableIndex _ -> index(session, (int) Bytes.get(data, 0, 2));
      case Head _ -> head(session, (int) Bytes.get(data, 0, 2));
      case Question.Element(Table table, Chain chain) ->
          element(session, table, chain, Element.split(data));
      case DriverEvent event -> notified(session, event, (int) Bytes.get(data, 0, 2));
      case Question.Data _ -> throw new IllegalArgumentException("not a question of the ring");
    };
  }

  private QueuePhase index(Session session, int index) {
    Cursor cursor = session.cursor();
    int waiting = index - cursor.available() & 0xffff;
    if (waiting == 0) {
      return nothing(session);
    }
    return waiting > session.ring().size()
        ? new Break(cursor)
        : look(session.at(cursor.seen(index)));
  }

  /// Before the device sleeps it asks to be told of the next buffer (§2.7.10), and looks once more:
  /// the driver may have been quicker.
  private QueuePhase nothing(Session session) {
    Ring ring = session.ring();
    if (session.armed() || !ring.eventIndex()) {
      return new Doze(session.cursor());
    }
    return new Tell(
        session.grant(),
        ring.device() + ENTRIES + 8L * ring.size(),
        session.cursor().available(),
        2,
        look(session.whenArmed()));
  }

  private static QueuePhase head(Session session, int head) {
    if (head >= session.ring().size()) {
      return new Break(session.cursor());
    }
    return new Ask(
        session, new Question.Element(Table.of(session.ring(), head), Chain.EMPTY.slot(head)));
  }

  private static QueuePhase element(Session session, Table table, Chain chain, Element element) {
    Break broken = new Break(session.cursor());
    if (element.isIndirect()) {
      boolean allowed = session.ring().indirect() && !table.indirect() && !element.hasNext();
      Table indirect = allowed ? Table.indirect(element.address(), element.length()) : null;
      return indirect == null ? broken : new Ask(session, new Question.Element(indirect, chain));
    }
    if (!chain.accepts(element.segment())) {
      return broken;
    }
    Chain longer = chain.with(element.segment());
    if (!element.hasNext()) {
      return new Begin(session, longer);
    }
    Table next = table.next(element.next());
    return next == null ? broken : new Ask(session, new Question.Element(next, longer));
  }

  @Override
  public QueuePhase give(Session session, Chain chain, long written) {
    Ring ring = session.ring();
    Cursor before = session.cursor();
    Session after = session.at(before.next());
    long slot = before.used() & ring.size() - 1;
    long event = ring.driver() + (ring.eventIndex() ? ENTRIES + 2L * ring.size() : 0);
    Ask ask = new Ask(after, new DriverEvent(event, 2, before, 1));
    Tell index =
        new Tell(session.grant(), ring.device() + INDEX, after.cursor().used(), 2, ask);
    long element = written << 32 | chain.id();
    return new Tell(session.grant(), ring.device() + ENTRIES + 8 * slot, element, 8, index);
  }

  /// §2.7.7.2: with EVENT_IDX the driver names the used element that it waits for, otherwise it
  /// says whether it wants to be interrupted at all.
  private static QueuePhase notified(Session session, DriverEvent event, int value) {
    Open open = new Open(session.ring(), session.cursor());
    boolean wanted =
        session.ring().eventIndex()
            ? value == event.before().used()
            : (value & NO_INTERRUPT) == 0;
    return wanted ? new ReadVector(false, open) : open;
  }
}
