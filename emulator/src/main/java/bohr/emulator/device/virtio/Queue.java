package bohr.emulator.device.virtio;

import bohr.emulator.agent.Phase;
import bohr.emulator.device.DeviceThread;
import bohr.emulator.device.Handles.Handle;
import bohr.emulator.device.virtio.QueuePhase.Ask;
import bohr.emulator.device.virtio.QueuePhase.Await;
import bohr.emulator.device.virtio.QueuePhase.Begin;
import bohr.emulator.device.virtio.QueuePhase.Break;
import bohr.emulator.device.virtio.QueuePhase.Call;
import bohr.emulator.device.virtio.QueuePhase.CheckStatus;
import bohr.emulator.device.virtio.QueuePhase.Clear;
import bohr.emulator.device.virtio.QueuePhase.Detach;
import bohr.emulator.device.virtio.QueuePhase.Doze;
import bohr.emulator.device.virtio.QueuePhase.Fill;
import bohr.emulator.device.virtio.QueuePhase.Held;
import bohr.emulator.device.virtio.QueuePhase.Idle;
import bohr.emulator.device.virtio.QueuePhase.Interrupting;
import bohr.emulator.device.virtio.QueuePhase.LowerWire;
import bohr.emulator.device.virtio.QueuePhase.Open;
import bohr.emulator.device.virtio.QueuePhase.RaiseWire;
import bohr.emulator.device.virtio.QueuePhase.ReadVector;
import bohr.emulator.device.virtio.QueuePhase.Resetting;
import bohr.emulator.device.virtio.QueuePhase.Resting;
import bohr.emulator.device.virtio.QueuePhase.Run;
import bohr.emulator.device.virtio.QueuePhase.Serve;
import bohr.emulator.device.virtio.QueuePhase.SetIsr;
import bohr.emulator.device.virtio.QueuePhase.Signal;
import bohr.emulator.device.virtio.QueuePhase.TakeRing;
import bohr.emulator.device.virtio.QueuePhase.Tell;
import bohr.emulator.device.virtio.QueuePhase.Wake;

/// What the thread of one queue does: it fetches the buffers that the driver makes available, has
/// the device's [Service] deal with each, gives them back in the same order, and interrupts.
///
/// What becomes of the buffer in hand while the function may not reach memory, [GateShut] says.
final class Queue implements DeviceThread.Program {

  private static final RingFormat SPLIT = new SplitRing();
  private static final RingFormat PACKED = new PackedRing();

  private final int index;
  private final Port port;
  private final Registers registers;
  private final Service service;
  private final int maxPayload;
  private final GateShut gateShut;
  private final DataPlanes planes;
  private DeviceThread thread;

  Queue(
      int index,
      Port port,
      Registers registers,
      Service service,
      int maxPayload,
      GateShut gateShut,
      DataPlanes planes) {
    this.index = index;
    this.port = port;
    this.registers = registers;
    this.service = service;
    this.maxPayload = maxPayload;
    this.gateShut = gateShut;
    this.planes = planes;
  }

  /// The thread that runs this. To be called once.
  void runBy(DeviceThread thread) {
    this.thread = thread;
  }

  DeviceThread thread() {
    return thread;
  }

  /// There may be something to do; the doorbell has been rung.
  void wake() {
    if (thread.phase() instanceof Idle(Cursor cursor)) {
      Handle plane = planes.of(index);
      if (plane != null) {
        thread.become(new Call(cursor, plane));
      } else if (!planes.kept()) {
        thread.become(new Wake(cursor));
      }
    }
  }

  /// Whether no buffer is in hand: only then the queue can be saved.
  boolean atRest() {
    return thread.phase() instanceof Resting;
  }

  /// Takes the thread to where it stands after its device was saved and loaded: it knows how far it
  /// has come in the queue, but not that somebody has rung.
  void load() {
    if (thread.phase() instanceof Resting resting) {
      thread.become(new Idle(resting.cursor()));
    }
  }

  /// What was held back may be sent.
  void release() {
    if (thread.phase() instanceof Held(QueuePhase then)) {
      thread.become(then);
    }
  }

  /// Forgets everything but a handler that has been called and waits for its turn: that can only be
  /// stopped by its own thread.
  void stop() {
    if (!(thread.phase() instanceof Run)) {
      thread.reset();
    }
    service.reset();
  }

  /// Forgets everything. Answers of memory that are still under way will come too late.
  void reset() {
    thread.reset();
    service.reset();
  }

  @Override
  public Phase idle() {
    return new Idle(Cursor.START);
  }

  @Override
  public Phase step(Phase phase) {
    boolean held = gateShut == GateShut.HOLD && phase.sends() && !port.open();
    return held ? new Held((QueuePhase) phase) : go((QueuePhase) phase);
  }

  private Phase go(QueuePhase phase) {
    return switch (phase) {
      case Idle idle -> idle;
      case Held held -> held;
      case Call(Cursor cursor, Handle plane) -> new Run(cursor, plane);
      case Run(Cursor cursor, Handle plane) -> {
        planes.run(plane);
        yield rung(cursor, registers.takeKick(index), new CheckStatus(cursor));
      }
      case Resetting resetting -> reset(resetting);
      case Wake(Cursor cursor) -> {
        registers.takeKick(index);
        yield new CheckStatus(cursor);
      }
      case CheckStatus(Cursor cursor) ->
          registers.running() ? new TakeRing(cursor) : rest(cursor);
      case TakeRing(Cursor cursor) -> {
        Ring ring = registers.ring(index);
        yield ring == null ? rest(cursor) : new Open(ring, cursor);
      }
      case Open(Ring ring, Cursor cursor) ->
          format(ring).look(new Session(ring, port.begin(), cursor, false));
      case Ask(Session session, Question question) -> ask(session, question);
      case Await awaiting -> awaiting;
      case Begin(Session session, Chain chain) -> perform(session, chain, service.begin(chain));
      case Tell tell -> tell(tell);
      case Fill fill -> fill(fill);
      case Serve(Session session, Chain chain, Job job) ->
          perform(session, chain, service.touched(chain, job));
      case Doze(Cursor cursor) ->
          rung(cursor, registers.takeKick(index), new Idle(cursor));
      case Break(Cursor cursor) ->
          registers.needReset() ? new SetIsr(true, rest(cursor)) : rest(cursor);
      case Interrupting interrupting -> interrupt(interrupting);
    };
  }

  private QueuePhase reset(Resetting phase) {
    return switch (phase) {
      case Detach _ -> {
        planes.detach(index);
        service.reset();
        yield planes.none() ? new LowerWire() : new Idle(Cursor.START);
      }
      case LowerWire _ -> {
        port.raise(false);
        yield new Clear();
      }
      case Clear _ -> {
        port.acknowledgeReset();
        registers.resetAll();
        yield new Idle(Cursor.START);
      }
    };
  }

  private QueuePhase interrupt(Interrupting phase) {
    return switch (phase) {
      case ReadVector readVector -> vector(readVector);
      case Signal(int vector, QueuePhase then) -> {
        port.signal(vector);
        yield then;
      }
      case SetIsr setIsr -> setIsr(setIsr);
      case RaiseWire(QueuePhase then) -> {
        port.raise(true);
        yield then;
      }
    };
  }

  private static RingFormat format(Ring ring) {
    return ring.packed() ? PACKED : SPLIT;
  }

  private QueuePhase ask(Session session, Question question) {
    int tag = registers.tag(index);
    if (port.read(session.grant(), question.address(), question.length(), tag)) {
      return new Await(session, question);
    }
    return gateShut == GateShut.DRAIN
        ? answered(session, question, new byte[question.length()])
        : rest(session.cursor());
  }

  /// Where the thread goes when it has nothing to do. Nobody but itself stops a thread that
  /// detaches its own handler, and so it looks whether it was asked to.
  private QueuePhase rest(Cursor cursor) {
    return planes.stopsFromThread() ? new Doze(cursor) : new Idle(cursor);
  }

  /// Where the thread goes if the doorbell was rung for `bits`.
  private static QueuePhase rung(Cursor cursor, long bits, QueuePhase otherwise) {
    if ((bits & Registers.STOP) != 0) {
      return new Detach();
    }
    return (bits & Registers.KICK) != 0 ? new CheckStatus(cursor) : otherwise;
  }

  private QueuePhase tell(Tell tell) {
    port.write(tell.grant(), tell.address(), Bytes.of(tell.value(), tell.length()));
    return tell.then();
  }

  private QueuePhase setIsr(SetIsr phase) {
    registers.setIsr(phase.config());
    return phase.config() ? new ReadVector(true, phase.then()) : new RaiseWire(phase.then());
  }

  /// Memory has answered the thread's question.
  void arrived(byte[] data) {
    if (thread.phase() instanceof Await(Session session, Question question)) {
      thread.become(answered(session, question, data));
    }
  }

  private QueuePhase answered(Session session, Question question, byte[] data) {
    return question instanceof Question.Data asked
        ? taken(session, asked, data)
        : format(session.ring()).answered(session, question, data);
  }

  private QueuePhase taken(Session session, Question.Data asked, byte[] data) {
    byte[] bytes = Bytes.join(asked.before(), data);
    Action.Take take = asked.take();
    return bytes.length < take.length()
        ? take(session, asked.chain(), take, bytes)
        : perform(session, asked.chain(), service.taken(asked.chain(), take.job(), bytes));
  }

  private QueuePhase take(Session session, Chain chain, Action.Take take, byte[] before) {
    long position = take.position() + before.length;
    Chain.Piece piece =
        chain.piece(false, position, take.length() - before.length, maxPayload);
    return new Ask(
        session, new Question.Data(piece.address(), piece.length(), chain, take, before));
  }

  private QueuePhase perform(Session session, Chain chain, Action action) {
    return switch (action) {
      case Action.Take take -> take(session, chain, take, new byte[0]);
      case Action.Put put -> new Fill(session, chain, put, 0);
      case Action.Touch(Job job) -> new Serve(session, chain, job);
      case Action.Done(long written) -> format(session.ring()).give(session, chain, written);
      case Action.Postpone _ -> new Doze(session.cursor());
      case Action.Refuse _ -> new Break(session.cursor());
    };
  }

  private QueuePhase fill(Fill fill) {
    Action.Put put = fill.put();
    int left = put.data().length - fill.offset();
    Chain.Piece piece =
        fill.chain().piece(true, put.position() + fill.offset(), left, maxPayload);
    byte[] beat = new byte[piece.length()];
    System.arraycopy(put.data(), fill.offset(), beat, 0, beat.length);
    port.write(fill.session().grant(), piece.address(), beat);
    if (beat.length < left) {
      return new Fill(fill.session(), fill.chain(), put, fill.offset() + beat.length);
    }
    return perform(fill.session(), fill.chain(), service.put(fill.chain(), put.job()));
  }

  /// A message needs its vector. Without messages the queue's bit in the interrupt status comes
  /// first; that of the configuration has been set already (§4.1.4.5.1).
  private QueuePhase vector(ReadVector phase) {
    if (!port.messageSignalled()) {
      return phase.config() ? new RaiseWire(phase.then()) : new SetIsr(false, phase.then());
    }
    int vector = registers.vector(phase.config() ? Registers.CONFIG : index);
    return vector == Registers.NO_VECTOR ? phase.then() : new Signal(vector, phase.then());
  }
}
