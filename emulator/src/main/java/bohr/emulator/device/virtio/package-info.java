/// Virtio 1.2: queues in guest memory, walked by device threads in phases; the PCI transport; and
/// the devices.
/// May use: device, network, image and what they may use. Never: hart, scenario files.
/// A new device: implement Service and Personality, and a DeviceModel that names it.
package bohr.emulator.device.virtio;
