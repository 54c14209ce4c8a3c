package bohr.emulator.device.litmus;

import bohr.emulator.memory.MemoryLayout;
import java.util.OptionalInt;

/// Where the parts of litmus devices are for harts, once [#barAddress] is in their BARs.
public final class LitmusLayout {

  /// Results of a thread, and doublewords of a device's memory that have names.
  public static final int RESULTS = 8;

  private static final int WORD = 8;
  private static final long DEVICE_BYTES = 1 << 20;
  private static final long BAR_STRIDE = 1 << 12;

  private LitmusLayout() {}

  /// Where BAR 0 or 2 of the device in a slot goes.
  public static long barAddress(int slot, int bar) {
    return MemoryLayout.PCI_MMIO + slot * DEVICE_BYTES + bar * BAR_STRIDE;
  }

  /// The number of a register; empty if there is none of this name.
  public static OptionalInt register(String name) {
    int number = LitmusDevice.REGISTERS.indexOf(name);
    return number < 0 ? OptionalInt.empty() : OptionalInt.of(number);
  }

  /// The address of a register.
  public static long registerAddress(int slot, int register) {
    return barAddress(slot, 0) + (long) WORD * register;
  }

  /// Where in a device's memory `ram0` to `ram7` are; empty for other names.
  public static OptionalInt memoryOffset(String name) {
    boolean is = name.matches("ram[0-7]");
    return is ? OptionalInt.of(WORD * (name.charAt(3) - '0')) : OptionalInt.empty();
  }

  /// Where a result is in a device's contents.
  public static int resultOffset(int number) {
    return WORD * number;
  }

  /// Where the device's memory is in its contents.
  public static int memoryInContents() {
    return LitmusDevice.BAR_BYTES;
  }

  /// Bytes of a device's contents.
  public static int contentsBytes() {
    return LitmusDevice.CONTENTS_BYTES;
  }
}
