package bohr.fuzz.litmus;

import bohr.emulator.device.litmus.LitmusLayout;
import bohr.emulator.memory.MemoryLayout;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Names of addresses outside RAM: `D0.doorbell` and the other registers of a device, `D0.ram0`,
/// and for interrupts between harts `P1.msip` and `P1.imsic`.
final class DeviceNames {

  private static final Pattern NAME = Pattern.compile("([DP])([0-7])\\.(\\w+)");
  private static final int MSIP_STRIDE = 4;

  private DeviceNames() {}

  /// The address that a name stands for; empty if it is no such name.
  static OptionalLong address(String text) {
    Matcher matcher = NAME.matcher(text);
    if (!matcher.matches()) {
      return OptionalLong.empty();
    }
    int number = Integer.parseInt(matcher.group(2));
    String part = matcher.group(3);
    return matcher.group(1).equals("P") ? ofHart(number, part) : ofDevice(number, part);
  }

  private static OptionalLong ofHart(int hart, String part) {
    return switch (part) {
      case "msip" -> OptionalLong.of(MemoryLayout.ACLINT + MSIP_STRIDE * hart);
      case "imsic" -> OptionalLong.of(interruptFile(hart));
      default -> OptionalLong.empty();
    };
  }

  private static OptionalLong ofDevice(int device, String part) {
    OptionalInt register = LitmusLayout.register(part);
    OptionalInt memory = LitmusLayout.memoryOffset(part);
    if (device >= Layout.DEVICES || register.isEmpty() && memory.isEmpty()) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(register.isPresent()
        ? LitmusLayout.registerAddress(device, register.getAsInt())
        : LitmusLayout.barAddress(device, 2) + memory.getAsInt());
  }

  /// The machine-level interrupt file of a hart.
  static long interruptFile(int hart) {
    return MemoryLayout.IMSIC_M + MemoryLayout.IMSIC_PAGE * hart;
  }

  /// The device that a name speaks of; -1 if it is none of a device.
  static int device(String name) {
    return name.startsWith("D") ? name.charAt(1) - '0' : -1;
  }
}
