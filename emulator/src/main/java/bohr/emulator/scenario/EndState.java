package bohr.emulator.scenario;

/// What must hold when the guest says that it is done: a range of a device's medium is as it was
/// before the guest ran.
///
/// @param device name of the device
/// @param offset of the first byte on the medium; the machine checks that the medium is that long
/// @param length in bytes, at least 1
public record EndState(String device, int offset, int length) {}
