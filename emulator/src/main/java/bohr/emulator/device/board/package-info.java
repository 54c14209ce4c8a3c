/// Parts of the board that firmware and operating systems look for and bare guests do without: the
/// real-time clock, the flash, and what firmware is told.
/// May use: state, memory, agent, bus, interrupt, device.image. Never: hart, pci, scenario files.
/// A new part: implement PlatformDevice, place it in `bohr.emulator.Peripherals`, give it a node in
/// VirtDeviceTree, and a test that asks QEMU the same (LikeQemuTest).
package bohr.emulator.device.board;
