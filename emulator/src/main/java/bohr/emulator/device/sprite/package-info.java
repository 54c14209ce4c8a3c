/// A display's cursor: a small device that takes what it shows from memory which the guest writes.
/// May use: device and what it uses.
package bohr.emulator.device.sprite;
