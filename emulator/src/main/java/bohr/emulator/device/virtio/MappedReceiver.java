package bohr.emulator.device.virtio;

import bohr.emulator.device.Handles;
import bohr.emulator.device.Handles.Handle;
import bohr.emulator.device.network.Frame;
import bohr.emulator.device.network.FrameQueue;
import bohr.emulator.state.Digest;

/// The receive queue of a network card that maps the driver's buffer, copies the frame there and
/// unmaps it, as QEMU's does: address_space_map, and a bounce buffer of which there are few. The
/// number of buffers in the header (virtio 1.2 §5.1.6.4) is written when it is known, behind the
/// frame.
final class MappedReceiver implements Service {

  private static final int HEADER_BYTES = 12;
  private static final int BUFFERS_FIELD = 10;
  private static final byte[] ONE_BUFFER = {1, 0};

  private final FrameQueue inbox;
  private final Handles mappings;
  private final ReceiveMapping policy;

  /// How far the card has come with a buffer.
  private sealed interface Step extends Job {

    /// Looks for a frame that has come.
    record Look() implements Step {
      @Override
      public long fingerprint() {
        return 5;
      }
    }

    /// Maps the buffer for a frame.
    record Map(Frame frame) implements Step {
      @Override
      public long fingerprint() {
        return Digest.of(6, frame.fingerprint());
      }
    }

    /// `bytes`, header included, are on their way.
    record Copied(Handle mapping, int bytes) implements Step {
      @Override
      public long fingerprint() {
        return Digest.of(7, mapping.fingerprint(), bytes);
      }
    }

    /// The number of buffers is on its way too.
    record Counted(Handle mapping, int bytes) implements Step {
      @Override
      public long fingerprint() {
        return Digest.of(8, mapping.fingerprint(), bytes);
      }
    }

    /// Unmaps the buffer, and goes on with `then`.
    record Unmap(Handle mapping, Action then) implements Step {
      @Override
      public long fingerprint() {
        return Digest.of(9, mapping.fingerprint(), then.fingerprint());
      }
    }
  }

  MappedReceiver(FrameQueue inbox, Handles mappings, ReceiveMapping policy) {
    this.inbox = inbox;
    this.mappings = mappings;
    this.policy = policy;
  }

  @Override
  public Action begin(Chain chain) {
    return new Action.Touch(new Step.Look());
  }

  @Override
  public Action touched(Chain chain, Job job) {
    return switch ((Step) job) {
      case Step.Look _ -> {
        Frame frame = inbox.take();
        yield frame == null ? new Action.Postpone() : new Action.Touch(new Step.Map(frame));
      }
      case Step.Map(Frame frame) -> {
        Handle mapping = mappings.make();
        yield mapping == null ? new Action.Refuse() : copy(chain, frame, mapping);
      }
      case Step.Unmap(Handle mapping, Action then) -> {
        mappings.free(mapping);
        yield then;
      }
      case Step.Copied _, Step.Counted _ -> throw misplaced(job);
    };
  }

  private Action copy(Chain chain, Frame frame, Handle mapping) {
    byte[] data = Bytes.join(new byte[HEADER_BYTES], frame.bytes());
    if (data.length <= chain.bytes(true)) {
      return new Action.Put(0, data, new Step.Copied(mapping, data.length));
    }
    Action next = new Action.Touch(new Step.Look());
    boolean leaks = policy == ReceiveMapping.LEAK_ON_ERROR;
    return leaks ? next : new Action.Touch(new Step.Unmap(mapping, next));
  }

  @Override
  public Action put(Chain chain, Job job) {
    boolean early = policy == ReceiveMapping.UNMAP_FIRST;
    return switch ((Step) job) {
      case Step.Copied(Handle mapping, int bytes) -> {
        Action count = new Action.Put(BUFFERS_FIELD, ONE_BUFFER, new Step.Counted(mapping, bytes));
        yield early ? new Action.Touch(new Step.Unmap(mapping, count)) : count;
      }
      case Step.Counted(Handle mapping, int bytes) -> {
        mappings.use(mapping, "writes the number of buffers");
        Action done = new Action.Done(bytes);
        yield early ? done : new Action.Touch(new Step.Unmap(mapping, done));
      }
      case Step.Look _, Step.Map _, Step.Unmap _ -> throw misplaced(job);
    };
  }

  @Override
  public Action taken(Chain chain, Job job, byte[] data) {
    throw misplaced(job);
  }

  private static IllegalStateException misplaced(Job job) {
    return new IllegalStateException(job + " does not end so");
  }

  @Override
  public void reset() {
    inbox.clear();
    mappings.clear();
  }
}
