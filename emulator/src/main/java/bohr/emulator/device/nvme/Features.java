package bohr.emulator.device.nvme;

import bohr.emulator.state.Stateful;
import bohr.emulator.state.Walker;
import java.util.Arrays;

/// The features (§5.21.1) and their values. What they ask for is kept and given back; arbitration
/// is round robin, nothing is coalesced and the write cache loses nothing, whatever they say.
final class Features implements Stateful {

  static final int NUMBER_OF_QUEUES = 0x07;

  private static final int ARBITRATION = 0x01;
  private static final int POWER_MANAGEMENT = 0x02;
  private static final int TEMPERATURE_THRESHOLD = 0x04;
  private static final int ERROR_RECOVERY = 0x05;
  private static final int VOLATILE_WRITE_CACHE = 0x06;
  private static final int INTERRUPT_COALESCING = 0x08;
  private static final int INTERRUPT_VECTOR = 0x09;
  private static final int WRITE_ATOMICITY = 0x0a;
  private static final int EVENT_CONFIGURATION = 0x0b;
  private static final int COUNT = 0x0c;

  private static final int COALESCING_DISABLE = 1 << 16;
  private static final int UNDER_THRESHOLD = 1 << 20;

  private final long[] values = new long[COUNT];
  private final int vectors;
  private long underThreshold;
  private long coalescingDisabled;

  /// @param vectors how many interrupt vectors there are
  Features(int vectors) {
    this.vectors = vectors;
    reset();
  }

  void reset() {
    Arrays.fill(values, 0);
    values[TEMPERATURE_THRESHOLD] = StructureData.WARNING_TEMPERATURE;
    values[VOLATILE_WRITE_CACHE] = 1;
    underThreshold = 0;
    coalescingDisabled = 0;
  }

  /// Number of Queues is not among them: it is the controller's to answer.
  boolean known(int feature) {
    return switch (feature) {
      case ARBITRATION,
          POWER_MANAGEMENT,
          TEMPERATURE_THRESHOLD,
          ERROR_RECOVERY,
          VOLATILE_WRITE_CACHE,
          INTERRUPT_COALESCING,
          INTERRUPT_VECTOR,
          WRITE_ATOMICITY,
          EVENT_CONFIGURATION ->
          true;
      default -> false;
    };
  }

  /// Whether `word` (word 11 of the command) names something that the feature has.
  boolean allowed(int feature, int word) {
    return switch (feature) {
      case TEMPERATURE_THRESHOLD -> (word >>> 16 & 15) == 0 && (word >>> 20 & 3) <= 1;
      case INTERRUPT_VECTOR -> (word & 0xffff) < vectors;
      case POWER_MANAGEMENT -> (word & 31) == 0;
      default -> true;
    };
  }

  void set(int feature, int word) {
    switch (feature) {
      case INTERRUPT_VECTOR -> {
        long bit = 1L << (word & 0xffff);
        boolean disable = (word & COALESCING_DISABLE) != 0;
        coalescingDisabled = disable ? coalescingDisabled | bit : coalescingDisabled & ~bit;
      }
      case TEMPERATURE_THRESHOLD -> {
        if ((word & UNDER_THRESHOLD) != 0) {
          underThreshold = word & 0xffff;
        } else {
          values[feature] = word & 0xffff;
        }
      }
      case VOLATILE_WRITE_CACHE -> values[feature] = word & 1;
      default -> values[feature] = word & 0xffff_ffffL;
    }
  }

  int get(int feature, int word) {
    return switch (feature) {
      case INTERRUPT_VECTOR -> {
        int vector = word & 0xffff;
        boolean disabled = (coalescingDisabled >>> vector & 1) != 0;
        yield vector | (disabled ? COALESCING_DISABLE : 0);
      }
      case TEMPERATURE_THRESHOLD ->
          (int) ((word & UNDER_THRESHOLD) != 0 ? underThreshold : values[feature]);
      default -> (int) values[feature];
    };
  }

  @Override
  public void walk(Walker walker) {
    walker.values(values);
    underThreshold = walker.value(underThreshold);
    coalescingDisabled = walker.value(coalescingDisabled);
  }
}
