package bohr.emulator;

import bohr.emulator.device.image.ImageBytes;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Parts of the board that an operating system looks for: the real-time clock, the flash, and what
/// firmware is told. A board for bare guests has none of them, so they are in no digest there.
///
/// @param clockStart what the real-time clock shows at reset
/// @param flash what each of the two banks begins with; fewer images, or shorter ones, leave the
///     rest erased
public record Peripherals(Instant clockStart, List<ImageBytes> flash) {

  /// How many banks of flash there are.
  public static final int FLASH_BANKS = 2;

  /// What the real-time clock shows at reset if nobody says otherwise: the same on every day, so
  /// that every day's execution is the same.
  public static final Instant STANDARD_CLOCK_START = Instant.parse("2025-01-01T00:00:00Z");

  /// The latest moment that a clock of 63 bits of nanoseconds shows, to the second.
  public static final Instant LAST_CLOCK_START =
      Instant.ofEpochSecond(Long.MAX_VALUE / 1_000_000_000);

  private static final Peripherals STANDARD = new Peripherals(STANDARD_CLOCK_START, List.of());

  public Peripherals {
    flash = List.copyOf(flash);
    boolean showable = !clockStart.isBefore(Instant.EPOCH) && !clockStart.isAfter(LAST_CLOCK_START);
    if (flash.size() > FLASH_BANKS || !showable) {
      throw new IllegalArgumentException(flash.size() + " images, " + clockStart);
    }
  }

  /// All of them, with erased flash.
  public static Optional<Peripherals> standard() {
    return Optional.of(STANDARD);
  }
}
