package bohr.emulator.device.virtio;

import bohr.emulator.state.Digest;
import bohr.emulator.state.Stateful;
import bohr.emulator.state.Walker;

/// The entropy device (virtio 1.2 §5.4): fills what it is given from a generator whose seed is an
/// input of the machine. A buffer gets 1 KiB at most; less than was asked for is allowed
/// (§5.4.6.2).
///
/// The generator is a counter hashed with the seed: no two words of an execution come from the same
/// count, also where a buffer had to be begun anew.
final class Entropy implements Service, Stateful {

  private static final int MOST = 1024;
  private static final int WORD_BYTES = 8;

  private final long seed;
  private long words;

  /// All of a buffer is on its way.
  private record Filled(int bytes) implements Job {
    @Override
    public long fingerprint() {
      return bytes;
    }
  }

  Entropy(long seed) {
    this.seed = seed;
  }

  /// A buffer that cannot be written to is used without a byte in it.
  @Override
  public Action begin(Chain chain) {
    int count = (int) Math.min(chain.bytes(true), MOST);
    if (count == 0) {
      return new Action.Done(0);
    }
    byte[] data = new byte[count];
    for (int at = 0; at < count; at += WORD_BYTES) {
      Bytes.put(data, at, Math.min(WORD_BYTES, count - at), Digest.of(seed, words++));
    }
    return new Action.Put(0, data, new Filled(count));
  }

  @Override
  public Action put(Chain chain, Job job) {
    return new Action.Done(((Filled) job).bytes());
  }

  @Override
  public Action taken(Chain chain, Job job, byte[] data) {
    throw new IllegalStateException("nothing is fetched");
  }

  @Override
  public Action touched(Chain chain, Job job) {
    throw new IllegalStateException("nothing is touched");
  }

  @Override
  public void walk(Walker walker) {
    words = walker.value(words);
  }
}
