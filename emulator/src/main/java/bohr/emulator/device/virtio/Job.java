package bohr.emulator.device.virtio;

import bohr.emulator.state.Fingerprinted;

/// How far a [Service] has come with a buffer; each device has records of its own for it.
interface Job extends Fingerprinted {}
