package bohr.emulator.interrupt;

import bohr.emulator.bus.PlatformDevice;
import bohr.emulator.oracle.Monitor;
import bohr.emulator.state.Walker;

/// The platform-level interrupt controller (RISC-V PLIC specification 1.0.0) as the `virt` board
/// has it: 95 level-triggered sources, two contexts a hart, of which 2h is hart h's machine level
/// and 2h + 1 its supervisor level.
public final class Plic implements PlatformDevice, WiredController {

  private static final int SOURCES = 96;
  private static final int WORDS = SOURCES / 32;
  private static final int MAX_PRIORITY = 7;
  private static final long PENDING = 0x1000;
  private static final long ENABLE = 0x2000;
  private static final long ENABLE_STRIDE = 0x80;
  private static final long CONTEXT = 0x20_0000;
  private static final long CONTEXT_STRIDE = 0x1000;
  private static final long CLAIM = 4;

  private final ExternalInterrupt[] wires;
  private final int contexts;
  private final long[] priority = new long[SOURCES];
  private final long[] enabled;
  private final long[] threshold;

  /// A bit a source: the wire's level, waiting to be claimed, and claimed but not completed.
  private final long[] level = new long[WORDS];

  private final long[] pending = new long[WORDS];
  private final long[] claimed = new long[WORDS];

  private final Monitor monitor;

  /// @param wires one for each context
  Plic(ExternalInterrupt[] wires, Monitor monitor) {
    this.wires = wires;
    this.monitor = monitor;
    contexts = wires.length;
    enabled = new long[contexts * WORDS];
    threshold = new long[contexts];
  }

  /// The gateway forwards a high level once, until completion; a
  /// request that was forwarded stays pending even if the wire falls (§4).
  @Override
  public void setSource(int source, boolean high) {
    long bit = 1L << (source & 31);
    int word = source >> 5;
    level[word] = high ? level[word] | bit : level[word] & ~bit;
    forward(source);
    drive();
  }

  /// Every context is there from the start.
  @Override
  public void handOver() {}

  private void forward(int source) {
    int word = source >> 5;
    pending[word] |= level[word] & ~claimed[word] & 1L << (source & 31);
  }

  @Override
  public boolean accepts(long offset, int size) {
    return size == 4 && (offset & 3) == 0;
  }

  @Override
  public long load(long offset, int size) {
    if (offset >= CONTEXT) {
      int context = context(offset);
      long register = offset & CONTEXT_STRIDE - 1;
      if (context >= contexts) {
        return 0;
      }
      return register == 0 ? threshold[context] : register == CLAIM ? claim(context) : 0;
    }
    if (offset >= ENABLE) {
      int word = enableWord(offset);
      return word < 0 ? 0 : enabled[word];
    }
    int index = (int) (offset & PENDING - 1) / 4;
    if (offset >= PENDING) {
      return index < WORDS ? pending[index] : 0;
    }
    return index < SOURCES ? priority[index] : 0;
  }

  @Override
  public void store(long offset, int size, long value) {
    if (offset >= CONTEXT) {
      int context = context(offset);
      long register = offset & CONTEXT_STRIDE - 1;
      if (context < contexts && register == 0) {
        threshold[context] = value & MAX_PRIORITY;
      } else if (context < contexts && register == CLAIM) {
        complete(context, (int) value);
      }
    } else if (offset >= ENABLE) {
      int word = enableWord(offset);
      if (word >= 0) {
        enabled[word] = value & 0xffff_ffffL & (word % WORDS == 0 ? ~1L : ~0L);
      }
    } else if (offset < 4L * SOURCES) {
      priority[(int) offset / 4] = offset == 0 ? 0 : value & MAX_PRIORITY;
    }
    drive();
  }

  private static int context(long offset) {
    return (int) ((offset - CONTEXT) / CONTEXT_STRIDE);
  }

  private int enableWord(long offset) {
    int context = (int) ((offset - ENABLE) / ENABLE_STRIDE);
    int word = (int) ((offset & ENABLE_STRIDE - 1) / 4);
    return context < contexts && word < WORDS ? context * WORDS + word : -1;
  }

  private long claim(int context) {
    int source = best(context);
    if (source != 0) {
      pending[source >> 5] &= ~(1L << (source & 31));
      claimed[source >> 5] |= 1L << (source & 31);
      drive();
    }
    return source;
  }

  /// §9: the completion of a source that is not enabled for the context is silently ignored.
  private void complete(int context, int source) {
    if (source <= 0 || source >= SOURCES) {
      return;
    }
    long bit = 1L << (source & 31);
    boolean effective = (enabled[context * WORDS + (source >> 5)] & bit) != 0;
    if ((claimed[source >> 5] & bit) != 0) {
      monitor.completed(source, !effective);
    }
    if (effective) {
      claimed[source >> 5] &= ~bit;
      forward(source);
    }
  }

  @Override
  public void reportWithheld() {
    for (int source = 1; source < SOURCES; source++) {
      boolean wanted = false;
      for (int context = 0; context < contexts; context++) {
        boolean urgent = priority[source] > threshold[context];
        wanted |= urgent && bit(enabled, context * WORDS, source);
      }
      if (wanted && bit(level, 0, source) && bit(claimed, 0, source)) {
        monitor.withheld(source);
      }
    }
  }

  private static boolean bit(long[] words, int from, int source) {
    return (words[from + (source >> 5)] >>> (source & 31) & 1) != 0;
  }

  /// The pending and enabled source of the highest priority, the lowest number among equals.
  private int best(int context) {
    int best = 0;
    long bestPriority = threshold[context];
    for (int word = 0; word < WORDS; word++) {
      long candidates = pending[word] & enabled[context * WORDS + word];
      while (candidates != 0) {
        int source = 32 * word + Long.numberOfTrailingZeros(candidates);
        candidates &= candidates - 1;
        if (priority[source] > bestPriority) {
          bestPriority = priority[source];
          best = source;
        }
      }
    }
    return best;
  }

  private void drive() {
    for (int context = 0; context < contexts; context++) {
      wires[context].fromPlic(best(context) != 0);
    }
  }

  @Override
  public void walk(Walker walker) {
    walker.values(priority);
    walker.values(enabled);
    walker.values(threshold);
    walker.values(level);
    walker.values(pending);
    walker.values(claimed);
  }
}
