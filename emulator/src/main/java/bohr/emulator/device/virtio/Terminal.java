package bohr.emulator.device.virtio;

import bohr.emulator.device.Console;
import bohr.emulator.state.Digest;
import bohr.emulator.state.Stateful;
import bohr.emulator.state.Walker;
import java.util.Arrays;

/// What a virtio console sends and receives (virtio 1.2 §5.3.6): its one port, without control
/// messages. What is typed waits here until the driver has given a buffer for it.
final class Terminal implements Personality.Ear, Stateful {

  static final int RECEIVE = 0;

  private static final int TYPED_MOST = 1024;
  private static final int SENT_AT_ONCE = 256;

  private final Console console;
  private byte[] typed = new byte[TYPED_MOST];
  private int count;

  /// How far a console has come with a buffer.
  private sealed interface Step extends Job {

    /// `done` bytes of the buffer are sent, or fetched.
    record Fetch(long done) implements Step {
      @Override
      public long fingerprint() {
        return Digest.of(1, done);
      }
    }

    /// `text` was fetched and shall be sent.
    record Print(long done, byte[] text) implements Step {
      @Override
      public long fingerprint() {
        return Bytes.mix(Digest.of(2, done), text);
      }

      @Override
      public String toString() {
        return "Print[%d bytes]".formatted(text.length);
      }
    }

    /// Looks what was typed.
    record Look() implements Step {
      @Override
      public long fingerprint() {
        return 3;
      }
    }

    /// `bytes` typed bytes are on their way.
    record Received(int bytes) implements Step {
      @Override
      public long fingerprint() {
        return Digest.of(4, bytes);
      }
    }
  }

  Terminal(Console console) {
    this.console = console;
  }

  @Override
  public int queue() {
    return RECEIVE;
  }

  @Override
  public boolean hear(byte b) {
    if (count == TYPED_MOST) {
      return false;
    }
    typed[count++] = b;
    return true;
  }

  /// The service of the transmit queue.
  Service transmitter() {
    return new Service() {
      @Override
      public Action begin(Chain chain) {
        return fetch(chain, 0);
      }

      @Override
      public Action taken(Chain chain, Job job, byte[] data) {
        return new Action.Touch(new Step.Print(((Step.Fetch) job).done(), data));
      }

      @Override
      public Action touched(Chain chain, Job job) {
        Step.Print print = (Step.Print) job;
        for (byte b : print.text()) {
          console.append(b);
        }
        return fetch(chain, print.done() + print.text().length);
      }

      @Override
      public Action put(Chain chain, Job job) {
        throw new IllegalStateException("nothing is written");
      }
    };
  }

  private static Action fetch(Chain chain, long done) {
    int count = (int) Math.min(SENT_AT_ONCE, chain.bytes(false) - done);
    return count == 0 ? new Action.Done(0) : new Action.Take(done, count, new Step.Fetch(done));
  }

  /// The service of the receive queue.
  Service receiver() {
    return new Service() {
      @Override
      public Action begin(Chain chain) {
        return chain.bytes(true) == 0 ? new Action.Done(0) : new Action.Touch(new Step.Look());
      }

      @Override
      public Action touched(Chain chain, Job job) {
        int taken = (int) Math.min(count, chain.bytes(true));
        if (taken == 0) {
          return new Action.Postpone();
        }
        byte[] data = Arrays.copyOf(typed, taken);
        count -= taken;
        System.arraycopy(typed, taken, typed, 0, count);
        return new Action.Put(0, data, new Step.Received(taken));
      }

      @Override
      public Action put(Chain chain, Job job) {
        return new Action.Done(((Step.Received) job).bytes());
      }

      @Override
      public Action taken(Chain chain, Job job, byte[] data) {
        throw new IllegalStateException("nothing is fetched");
      }
    };
  }

  @Override
  public void walk(Walker walker) {
    count = walker.value(count);
    typed = walker.bytes(typed, count);
  }
}
