package bohr.fuzz.audit;

/// What a policy is about: a device, a region of its registers, or one register.
///
/// @param device its name
/// @param region the region's name; "" for the whole device
/// @param register the register's name; "" for the whole region, or the whole device
public record Subject(String device, String region, String register) {

  /// A whole device.
  static Subject of(String device) {
    return new Subject(device, "", "");
  }

  /// Whether it is a whole device.
  public boolean isDevice() {
    return region.isEmpty();
  }

  /// Whether it is one register of a region of several.
  public boolean isRegister() {
    return !register.isEmpty();
  }

  /// The name without the device's: that of the device, the region or the register.
  public String name() {
    return isDevice() ? device : isRegister() ? register : region;
  }

  /// As before a setting: `edu`, `edu.interrupts`, `edu.interrupt-status`.
  public String path() {
    return isDevice() ? device : device + "." + name();
  }

  @Override
  public String toString() {
    return path();
  }
}
