/// Disks: immutable images that the board is given (raw bytes, qcow2), and what the guest has
/// written over them.
/// May use: state, input. Never: files, devices.
package bohr.emulator.device.image;
